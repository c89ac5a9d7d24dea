using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>
/// The closure of an async or iterator local function. What other local functions capture is a struct on the stack; a state
/// machine outlives the call, so its closure is an object, made where the captured variables begin.
/// </summary>
internal static class ClosureOfFunction
{
    /// <summary>What the function captures, null where it makes no closure or each call of the member needs it.</summary>
    public static Captures? Of(ILocalFunctionOperation function, IMethodSymbol member)
    {
        if (function.Symbol.IsStatic || function.Body is null || member.IsAsync || member.MethodKind == MethodKind.Constructor
            || !(function.Symbol.IsAsync || Yields(function)) || AsyncBody.IsInFunction(function))
        {
            return null;
        }

        var captures = Captures.Of(function);
        return captures.Variables.Any(variable => variable is IParameterSymbol) && (HasShortWay(function) || MayEndAtOnce(function)) ? captures : null;
    }

    // A ValueTask that is done when it is returned is no object: what is left is the closure.
    private static bool MayEndAtOnce(ILocalFunctionOperation function) => function.Symbol is { IsAsync: true, ReturnType.Name: "ValueTask" } && IsReturned(function);

    private static bool IsReturned(ILocalFunctionOperation function) => Root(function).Descendants().Any(operation =>
        operation is IReturnOperation { ReturnedValue: IInvocationOperation call } && IsFunction(call.TargetMethod, function) && !AsyncBody.IsInFunction(operation))
        && !Root(function).Descendants().Any(operation => operation is IMethodReferenceOperation { Method: var method } && IsFunction(method, function));

    private static IOperation Root(IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation;
    }

    /// <summary>True where a call may end without the function: <c>return count &lt;= left ? Task.CompletedTask : ReadMore();</c>.</summary>
    public static bool HasShortWay(ILocalFunctionOperation function)
    {
        var root = Root(function);
        var isCalled = false;
        var hasShortWay = false;
        foreach (var operation in root.Descendants())
        {
            if (AsyncBody.IsInFunction(operation))
                continue;
            if (operation is IMethodReferenceOperation { Method: var method } && IsFunction(method, function))
                return false;
            if (operation is not IReturnOperation { ReturnedValue: { } value })
                continue;
            var calls = value.DescendantsAndSelf().Where(one => one is IInvocationOperation call && IsFunction(call.TargetMethod, function)).ToList();
            isCalled |= calls.Count > 0;
            hasShortWay |= calls.Count == 0 || calls.TrueForAll(call => IsChosen(call, value));
        }

        return isCalled && hasShortWay;
    }

    private static bool IsChosen(IOperation call, IOperation value)
    {
        for (var operation = call; !ReferenceEquals(operation, value) && operation.Parent is { } parent; operation = parent)
        {
            if (parent is IConditionalOperation or ICoalesceOperation or ISwitchExpressionArmOperation)
                return true;
        }

        return false;
    }

    private static bool IsFunction(IMethodSymbol method, ILocalFunctionOperation function) =>
        SymbolEqualityComparer.Default.Equals(method.OriginalDefinition, function.Symbol.OriginalDefinition);

    private static bool Yields(ILocalFunctionOperation function) => function.Syntax.DescendantNodes(node => node is not AnonymousFunctionExpressionSyntax).OfType<YieldStatementSyntax>()
        .Any(yield => yield.FirstAncestorOrSelf<LocalFunctionStatementSyntax>() == function.Syntax);
}
