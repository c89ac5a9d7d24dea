using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>Where an async method, its lambdas apart, waits and returns.</summary>
/// <param name="Waits">What it waits for: awaits, asynchronous loops and usings.</param>
/// <param name="Returns">Its returns with a value.</param>
internal sealed record AsyncBody(IReadOnlyList<IOperation> Waits, IReadOnlyList<IReturnOperation> Returns)
{
    /// <summary>The waits and returns among the operations of a member.</summary>
    public static AsyncBody Of(ImmutableArray<IOperation> operations)
    {
        var waits = new List<IOperation>();
        var returns = new List<IReturnOperation>();
        foreach (var operation in operations)
        {
            var isWait = operation is IAwaitOperation or IForEachLoopOperation { IsAsynchronous: true } or IUsingOperation { IsAsynchronous: true }
                or IUsingDeclarationOperation { IsAsynchronous: true };
            if ((!isWait && operation is not IReturnOperation { Kind: OperationKind.Return, ReturnedValue: not null }) || IsInFunction(operation))
                continue;
            if (isWait)
                waits.Add(operation);
            else
                returns.Add((IReturnOperation)operation);
        }

        return new AsyncBody(waits, returns);
    }

    /// <summary>True where a path through the method passes a wait by.</summary>
    public bool IsAvoidable(IOperation wait)
    {
        var child = wait;
        for (var parent = wait.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            switch (parent)
            {
                case ILoopOperation or ISwitchOperation or ISwitchExpressionOperation:
                    return false;
                case IConditionalOperation conditional when !ReferenceEquals(conditional.Condition, child):
                    var other = ReferenceEquals(conditional.WhenTrue, child) ? conditional.WhenFalse : conditional.WhenTrue;
                    if (other is null || !Waits.Any(candidate => IsIn(candidate, other)))
                        return true;
                    break;
                case ICoalesceOperation coalesce when ReferenceEquals(coalesce.WhenNull, child):
                case ICoalesceAssignmentOperation or ICatchClauseOperation:
                    return true;
                default:
                    break;
            }
        }

        return false;
    }

    /// <summary>True for code in a lambda or local function.</summary>
    public static bool IsInFunction(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return true;
        }

        return false;
    }

    private static bool IsIn(IOperation operation, IOperation code) =>
        operation.Syntax.SyntaxTree == code.Syntax.SyntaxTree && code.Syntax.Span.Contains(operation.Syntax.Span);
}
