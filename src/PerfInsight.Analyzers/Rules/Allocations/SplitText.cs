using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>Text that is split into parts of which most are made for nothing: <c>s.Split(',')[0]</c>, <c>.Length</c>, <c>.First()</c>.</summary>
internal static class SplitText
{
    private const string Slice = "find the separator with IndexOf, and slice";

    /// <summary>What a call of <c>Split</c> makes for nothing; null where the parts are needed.</summary>
    public static TextCopy? Of(IInvocationOperation call)
    {
        var use = Uses.ParentOf(call);
        if (use is IArgumentOperation { Parameter.Ordinal: 0, Parent: IInvocationOperation { TargetMethod: { ContainingType.Name: "Enumerable" or "MemoryExtensions" } query } })
        {
            return query.Name switch
            {
                "First" or "Last" or "FirstOrDefault" or "LastOrDefault" or "Count" or "ElementAt" or "Skip" => new TextCopy("take some parts", Slice),
                "Contains" => new TextCopy("search the parts", "search between the separators with IndexOf"),
                _ => null,
            };
        }

        return use switch
        {
            IArgumentOperation { Parameter.Ordinal: 1, Parent: IInvocationOperation { TargetMethod: { Name: "Join", ContainingType.SpecialType: SpecialType.System_String } } } when TakesAllParts(call) =>
                new TextCopy("join the parts again", "replace the separators: Replace, or string.Create"),
            IForEachLoopOperation { IsAsynchronous: false } loop when AreOnlyLookedAt(loop) => new TextCopy("look at its parts", "go through them with IndexOf and spans"),
            IArrayElementReferenceOperation { Indices: [{ } index] } when IsFixed(index) => new TextCopy("take one part", Slice),
            IPropertyReferenceOperation { Property.Name: "Length" } => new TextCopy("count the parts", "count the separators"),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var parts } } when IsOnePart(parts, call) => new TextCopy("take one part", Slice),
            _ => null,
        };
    }

    // No part is left out and no number of parts is asked for: each separator becomes another.
    private static bool TakesAllParts(IInvocationOperation split) => split.Arguments.All(argument =>
        argument.Value.ConstantValue is { HasValue: true, Value: 0 } ? argument.Parameter?.Type.TypeKind == TypeKind.Enum
            : argument.Parameter?.Type is { SpecialType: SpecialType.System_Char or SpecialType.System_String } or IArrayTypeSymbol or { Name: "ReadOnlySpan" });

    // Each part is parsed, compared or measured, and none is kept.
    private static bool AreOnlyLookedAt(IForEachLoopOperation loop)
    {
        if (loop.Locals is not [{ Type.SpecialType: SpecialType.System_String } part])
            return false;
        var references = Functions.ReferencesTo(part, loop).ToList();
        return references.Count > 0 && references.All(reference => Uses.ParentOf(reference) switch
        {
            IArgumentOperation { Parameter.Ordinal: 0, Parent: IInvocationOperation { TargetMethod: { IsStatic: true, Name: "Parse" or "TryParse" } parse } } => FrameworkCalls.IsFramework(parse.ContainingType)
                && parse.ContainingType.GetMembers(parse.Name).OfType<IMethodSymbol>().Any(other => other.Parameters is [{ Type.Name: "ReadOnlySpan" }, ..]),
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { IsStatic: true, ContainingType.SpecialType: SpecialType.System_String, Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace" or "Equals" } } } => true,
            IInvocationOperation { TargetMethod: { ContainingType.SpecialType: SpecialType.System_String, Name: "Equals" or "StartsWith" or "EndsWith" or "Contains" or "IndexOf" } } => true,
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } => true,
            IPropertyReferenceOperation { Property.Name: "Length" or "this[]" } => true,
            _ => false,
        });
    }

    // parts[1], parts[^1] or parts[parts.Length - 1], and no other part.
    private static bool IsOnePart(ILocalSymbol parts, IOperation from)
    {
        var taken = 0;
        foreach (var reference in Functions.ReferencesTo(parts, from))
        {
            switch (reference.Parent)
            {
                case IPropertyReferenceOperation { Property.Name: "Length" }:
                    break;
                case IArrayElementReferenceOperation { Indices: [var index] } element when ReferenceEquals(element.ArrayReference, reference) && IsFixed(index) && !OwnedLocals.IsWritten(element):
                    taken++;
                    break;
                default:
                    return false;
            }
        }

        return taken == 1;
    }

    private static bool IsFixed(IOperation index) => index.ConstantValue.HasValue
        || index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat, Operand.ConstantValue.HasValue: true }
        || index is IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract, LeftOperand: IPropertyReferenceOperation { Property.Name: "Length" }, RightOperand.ConstantValue.HasValue: true };
}
