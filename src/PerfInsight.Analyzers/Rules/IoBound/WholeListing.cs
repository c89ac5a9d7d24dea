using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>A directory that is listed whole only to see whether there is something in it, or for the first that fits.</summary>
internal static class WholeListing
{
    /// <summary>What serves instead; null where all of the listing is used.</summary>
    public static string? RemedyOf(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method is not { Name: "GetFiles" or "GetDirectories" or "GetFileSystemEntries" or "GetFileSystemInfos", ContainingType: { Name: "Directory" or "DirectoryInfo", ContainingNamespace.Name: "IO" } })
            return null;
        return IsOfFew(call) ? "ask " + method.ContainingType.Name + ".Enumerate" + method.Name.Substring(3) + ", which stops at the first that serves" : null;
    }

    private static bool IsOfFew(IOperation listing)
    {
        var use = listing.Parent;
        while (use is IConversionOperation or IArgumentOperation or IParenthesizedOperation)
            use = use.Parent;
        switch (use)
        {
            case IInvocationOperation { TargetMethod: { ContainingType: { Name: "Enumerable", ContainingNamespace.Name: "Linq" }, Name: var name } } query:
                return name is "Any" or "First" or "FirstOrDefault" or "ElementAt" or "All" or "Contains" || (name is "Where" or "Select" or "OfType" or "Cast" or "Skip" or "Take" && IsOfFew(query));
            case IPropertyReferenceOperation { Property.Name: "Length", Parent: IBinaryOperation test }:
                return IsTestForAny(test);
            case IForEachLoopOperation { Body: var body } loop:
                return LeavesAtFirst(loop, body);
            default:
                return false;
        }
    }

    // Length > 0, Length == 0, Length != 0
    private static bool IsTestForAny(IBinaryOperation test) => test.RightOperand.ConstantValue is { HasValue: true, Value: 0 }
        && test.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.LessThanOrEqual;

    // foreach (…) if (fits) return file; and nothing in the loop changes the directory.
    private static bool LeavesAtFirst(IForEachLoopOperation loop, IOperation body) =>
        body.Descendants().Any(operation => operation is IReturnOperation { Kind: OperationKind.Return, ReturnedValue: not null } or IBranchOperation { BranchKind: BranchKind.Break }
            && Functions.Around(operation) is not (IAnonymousFunctionOperation or ILocalFunctionOperation) && ReferenceEquals(LoopOf(operation), loop))
        && !body.Descendants().Any(operation => operation is IInvocationOperation { TargetMethod.Name: "Delete" or "Move" or "MoveTo" or "Create" or "CreateDirectory" or "WriteAllText" or "Copy" });

    private static IOperation? LoopOf(IOperation operation)
    {
        var parent = operation.Parent;
        while (parent is not (null or ILoopOperation or ISwitchOperation))
            parent = parent.Parent;
        return parent;
    }
}
