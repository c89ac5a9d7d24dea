using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>What in a loop shows that its rounds come one after the other for a reason, beside what is awaited.</summary>
internal static class LoopSteps
{
    /// <summary>
    /// True where a round leaves something for the next, hands its outcome on in the order of the items, or is done with by what is
    /// awaited.
    /// </summary>
    /// <param name="loop">The loop.</param>
    /// <param name="call">What is awaited in it.</param>
    /// <param name="isGetter">True where it only asks.</param>
    public static bool HasOrder(ILoopOperation loop, IInvocationOperation call, bool isGetter)
    {
        foreach (var operation in loop.Body.Descendants())
        {
            switch (operation)
            {
                case ICoalesceAssignmentOperation { Target: var first } when IsOutside(first, loop):
                    return true;

                // checkpoint = item.Position; after the item was sent. isSent = true; tells of no place in an order.
                case ISimpleAssignmentOperation { Target: var mark, Value.ConstantValue.HasValue: false } when !isGetter && mark is ILocalReferenceOperation or IFieldReferenceOperation && IsOutside(mark, loop) && !operation.Descendants().Contains(call):
                    return true;

                // _bus.Publish(found);
                case IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod: { ReturnsVoid: true, Name: var name }, Instance: IFieldReferenceOperation { Type: { } type } } } when isGetter && IsHandedOn(name) && type.Name.IndexOf("Log", StringComparison.Ordinal) < 0:
                    return true;
            }
        }

        return !isGetter && EndsRound(call);
    }

    /// <summary>True where a value depends on what the loop goes through, or on what it has made of that.</summary>
    public static bool IsOfItem(IOperation value, ILoopOperation loop) => value.DescendantsAndSelf().Any(operation => operation is ILocalReferenceOperation { Local: var local } && Collections.IsDeclaredIn(local, loop));

    /// <summary>The same for the lambda of a query, which gets each item.</summary>
    public static bool IsOfItem(IOperation value, IAnonymousFunctionOperation lambda) => value.DescendantsAndSelf().Any(operation => operation is IParameterReferenceOperation { Parameter.ContainingSymbol: var owner } && SymbolEqualityComparer.Default.Equals(owner, lambda.Symbol));

    /// <summary>True where the loop may end before it has come to all items: the first that is found, or that fails, is enough.</summary>
    public static bool EndsEarly(ILoopOperation loop) => loop.Body.Descendants().Any(operation =>
        operation is IBranchOperation { BranchKind: BranchKind.Break or BranchKind.GoTo } or IReturnOperation { Kind: OperationKind.Return } && Functions.Around(operation) is not (IAnonymousFunctionOperation or ILocalFunctionOperation));

    private static bool IsHandedOn(string name) => name.StartsWith("Publish", StringComparison.Ordinal) || name.StartsWith("Send", StringComparison.Ordinal) || name.StartsWith("Write", StringComparison.Ordinal)
        || name.StartsWith("Emit", StringComparison.Ordinal) || name.StartsWith("Raise", StringComparison.Ordinal) || name.StartsWith("Post", StringComparison.Ordinal);

    private static bool IsOutside(IOperation target, ILoopOperation loop) => Collections.SymbolOf(target) is { } state && !Collections.IsDeclaredIn(state, loop);

    // if (isBad) { await Disable(item); continue; }: a case apart, and not what the loop is for.
    private static bool EndsRound(IOperation call)
    {
        for (IOperation? child = call, parent = call.Parent; parent is not (null or ILoopOperation); child = parent, parent = parent.Parent)
        {
            if (parent is IBlockOperation { Operations: [.., IBranchOperation { BranchKind: BranchKind.Continue }], Parent: IConditionalOperation } block && block.Operations.Contains(child!))
                return true;
        }

        return false;
    }
}
