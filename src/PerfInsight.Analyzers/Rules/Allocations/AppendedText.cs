using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>Text in a local that goes nowhere but into a builder or writer, which takes the characters from where they are.</summary>
internal static class AppendedText
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal) { "Append", "Write" };

    /// <summary>The copy that an operation makes; null for others, and where somebody else sees the text.</summary>
    public static TextCopy? Of(IOperation text)
    {
        if (Uses.ParentOf(text) is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None } local } })
            return null;
        var loops = Loops.Around(text).Count();
        IMethodSymbol? taker = null;
        foreach (var reference in Functions.ReferencesTo(local, text))
        {
            if (OwnedLocals.IsWritten(reference) || Loops.Around(reference).Count() != loops || !ReferenceEquals(Functions.Around(reference), Functions.Around(text)))
                return null;
            if (IsTestForNull(reference))
                continue;
            if (Uses.ParentOf(reference) is not IArgumentOperation { Parameter: { Ordinal: 0, Type.SpecialType: SpecialType.System_String }, Parent: IInvocationOperation { TargetMethod: var method, Arguments.Length: 1 } }
                || !Names.Contains(method.Name) || !TakesParts(method, text))
            {
                return null;
            }

            taker = method;
        }

        return taker is null ? null : new TextCopy(taker.Name == "Append" ? "append it" : "write it", RemedyFor(text, taker));
    }

    private static string RemedyFor(IOperation text, IMethodSymbol taker) => text switch
    {
        IInvocationOperation => $"hand on where the part is: {taker.Name}(text, start, count), or a span",
        IObjectCreationOperation { Arguments: [{ Value.Type.SpecialType: SpecialType.System_Char }, _] } => $"hand on the character and its count: {taker.Name}(c, count)",
        _ => $"hand on where the characters are: {taker.Name}(chars, start, count), or a span",
    };

    // Append(string, int, int), Append(char[], int, int), Append(char, int), or one for spans, of the type itself or what it is made of.
    private static bool TakesParts(IMethodSymbol method, IOperation text)
    {
        var wanted = text switch
        {
            IInvocationOperation => SpecialType.System_String,
            IObjectCreationOperation { Arguments: [{ Value.Type.SpecialType: SpecialType.System_Char }, _] } => SpecialType.System_Char,
            _ => SpecialType.None,
        };
        for (var type = method.ContainingType; type is not null; type = type.BaseType)
        {
            foreach (var other in type.GetMembers(method.Name).OfType<IMethodSymbol>())
            {
                var fits = other.Parameters switch
                {
                    [{ Type.SpecialType: SpecialType.System_Char }, { Type.SpecialType: SpecialType.System_Int32 }] => wanted == SpecialType.System_Char,
                    [{ Type.SpecialType: SpecialType.System_String }, { Type.SpecialType: SpecialType.System_Int32 }, { Type.SpecialType: SpecialType.System_Int32 }] => wanted == SpecialType.System_String,
                    [{ Type: IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Char } }, { Type.SpecialType: SpecialType.System_Int32 }, { Type.SpecialType: SpecialType.System_Int32 }] => wanted == SpecialType.None,
                    [{ Type: INamedTypeSymbol { Name: "ReadOnlySpan", TypeArguments: [{ SpecialType: SpecialType.System_Char }] } }] => wanted != SpecialType.System_Char,
                    _ => false,
                };
                if (fits)
                    return true;
            }
        }

        return false;
    }

    private static bool IsTestForNull(IOperation reference) => Uses.ParentOf(reference) switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } test => IsNull(test.LeftOperand) || IsNull(test.RightOperand),
        IIsPatternOperation { Pattern: IConstantPatternOperation { Value: var value } } => IsNull(value),
        IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value: var value } } } => IsNull(value),
        _ => false,
    };

    private static bool IsNull(IOperation operation) => Collections.WithoutConversions(operation)?.ConstantValue is { HasValue: true, Value: null };
}
