using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>A recursion that puts its own text around that of the next level: <c>return Path(node.Parent) + "/" + node.Name;</c>.</summary>
internal static class TextOfLevels
{
    private static readonly OperationKinds LookedAt = new(OperationKind.Binary, OperationKind.InterpolatedString);

    /// <summary>The sum that a member returns with the text of a call of itself in it; null where there is none.</summary>
    public static SyntaxNode? Of(HotMember member)
    {
        if (member.Symbol is not { MethodKind: MethodKind.Ordinary or MethodKind.PropertyGet, ReturnType.SpecialType: SpecialType.System_String } symbol)
            return null;
        foreach (var operation in member.Operations(LookedAt))
        {
            if (operation is not (IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String, Parent: not IBinaryOperation } or IInterpolatedStringOperation)
                || RareOrInFunction(operation))
            {
                continue;
            }

            if (operation.Descendants().Any(part => IsItself(part, symbol)))
                return operation.Syntax;
        }

        return null;
    }

    private static bool RareOrInFunction(IOperation operation) => Patterns.RareCode.IsError(operation) || Patterns.AsyncBody.IsInFunction(operation);

    private static bool IsItself(IOperation part, IMethodSymbol member) => part switch
    {
        IInvocationOperation call => SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, member.OriginalDefinition),
        IPropertyReferenceOperation { Property.GetMethod: { } getter } => SymbolEqualityComparer.Default.Equals(getter.OriginalDefinition, member.OriginalDefinition),
        _ => false,
    };
}
