using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>
/// A lock in the body of a parallel loop under which each item adds its outcome to what all share:
/// <c>Parallel.ForEach(items, item =&gt; { var x = Work(item); lock (results) results.Add(x); })</c>.
/// </summary>
internal static class LockInParallelBody
{
    /// <summary>True where the lock does nothing to what is shared but to add.</summary>
    public static bool Is(HeldLock held)
    {
        if (held.Statement is null || held.Statements.Count == 0 || Functions.Around(held.Statements[0]) is not IAnonymousFunctionOperation body || !IsRunInParallel(body))
            return false;
        var adds = false;
        foreach (var operation in held.Statements.SelectMany(HeldLock.Now))
        {
            if (operation is not ILocalReferenceOperation { Local: var local } || body.Syntax.Span.Contains(local.DeclaringSyntaxReferences[0].Span.Start))
            {
                if (operation is IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation, Field: { IsReadOnly: false, IsConst: false } } or IAwaitOperation)
                    return false;
                continue;
            }

            if (!IsAdded(operation))
                return false;
            adds = true;
        }

        return adds;
    }

    private static bool IsAdded(IOperation shared) => shared.Parent switch
    {
        IInvocationOperation call => ReferenceEquals(call.Instance, shared) && call.TargetMethod.Name is "Add" or "AddRange" or "Enqueue" or "Push" or "UnionWith" && call.Parent is IExpressionStatementOperation,
        ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add, Parent: IExpressionStatementOperation } sum => ReferenceEquals(sum.Target, shared),
        IIncrementOrDecrementOperation { Parent: IExpressionStatementOperation } => true,
        _ => false,
    };

    private static bool IsRunInParallel(IAnonymousFunctionOperation body)
    {
        var argument = body.Parent is IDelegateCreationOperation creation ? creation.Parent : body.Parent;
        return argument is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "For" or "ForEach" or "ForAll", ContainingType: { Name: "Parallel" or "ParallelEnumerable" } } } call }

            // Whoever gives each thread something of its own merges it here, once.
            && !call.Arguments.Any(one => one.Parameter?.Name is "localInit" or "localFinally");
    }
}
