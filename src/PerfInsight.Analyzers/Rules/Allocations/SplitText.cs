using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>Text that is split into parts of which most are made for nothing: <c>s.Split(',')[0]</c>, <c>.Length</c>, <c>.First()</c>.</summary>
internal static class SplitText
{
    private const string Slice = "find the separator with IndexOf, and slice";

    private const string GoThrough = "go through them with IndexOf and spans";

    /// <summary>What a call of <c>Split</c> makes for nothing; null where the parts are needed.</summary>
    public static TextCopy? Of(IInvocationOperation call, Compilation compilation, CancellationToken cancellationToken)
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
            IForEachLoopOperation loop when PurposeOf(loop) is not null => new TextCopy("look at its parts", GoThrough),
            IArrayElementReferenceOperation { Indices: [{ } index] } when IsFixed(index) => new TextCopy("take one part", Slice),
            IPropertyReferenceOperation { Property.Name: "Length" } => new TextCopy("count the parts", "count the separators"),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var parts } } when IsOnePart(parts, call) => new TextCopy("take one part", Slice),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None } parts } } when !Uses.IsReassigned(parts, call) && PurposeOf(parts, call) is not null => new TextCopy("look at its parts", GoThrough),

            // string[] parts; … parts = text.Split(';');
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: { RefKind: RefKind.None } parts } } when AreForgotten(parts, call, compilation, cancellationToken) => new TextCopy("go through its parts", GoThrough),

            // The parts may be needed, the array of them is not.
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None } parts } } when AreForgotten(parts, call, compilation, cancellationToken) =>
                new TextCopy("go through its parts", "find them with IndexOf, or MemoryExtensions.Split, and make text of those that are kept alone"),
            _ => null,
        };
    }

    // AddRange(parts) keeps all of them.
    private static bool AreForgotten(ILocalSymbol parts, IOperation split, Compilation compilation, CancellationToken cancellationToken) => ShortLives.IsForgotten(parts, split, compilation, cancellationToken)
        && !Functions.ReferencesTo(parts, split).Any(reference => Uses.ParentOf(reference) is IArgumentOperation { Parent: IObjectCreationOperation or IInvocationOperation { TargetMethod.Name: "AddRange" or "InsertRange" or "UnionWith" or "ToList" or "ToHashSet" } });

    // No part is left out and no number of parts is asked for: each separator becomes another.
    private static bool TakesAllParts(IInvocationOperation split) => split.Arguments.All(argument =>
        argument.Value.ConstantValue is { HasValue: true, Value: 0 } ? argument.Parameter?.Type.TypeKind == TypeKind.Enum
            : argument.Parameter?.Type is { SpecialType: SpecialType.System_Char or SpecialType.System_String } or IArrayTypeSymbol or { Name: "ReadOnlySpan" });

    // Each part is parsed, compared, cut again or measured, and none is kept.
    private static string? PurposeOf(IForEachLoopOperation loop) =>
        loop is { IsAsynchronous: false, Locals: [{ Type.SpecialType: SpecialType.System_String } part] } ? TextLook.PurposeOf(part, loop) : null;

    // The same of an array of parts in a local.
    private static string? PurposeOf(ILocalSymbol parts, IOperation from)
    {
        string? purpose = null;
        foreach (var reference in Functions.ReferencesTo(parts, from))
        {
            string? one;
            switch (Uses.ParentOf(reference))
            {
                case IPropertyReferenceOperation { Property.Name: "Length" }:
                    continue;
                case IForEachLoopOperation loop:
                    one = PurposeOf(loop);
                    break;
                case IArrayElementReferenceOperation { Indices.Length: 1 } element when ReferenceEquals(element.ArrayReference, reference) && !OwnedLocals.IsWritten(element):
                    one = Uses.ParentOf(element) is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None } part } } && !Uses.IsReassigned(part, from)
                        ? TextLook.PurposeOf(part, from)
                        : TextLook.PurposeOf(element);
                    break;
                default:
                    return null;
            }

            if (one is null)
                return null;
            purpose ??= one;
        }

        return purpose;
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
