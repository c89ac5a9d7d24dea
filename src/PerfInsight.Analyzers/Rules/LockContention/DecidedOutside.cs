using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>
/// Work under a lock that is done or not by what the caller has handed in: <c>lock (_gate) { if (packet is Result result)
/// Save(result); }</c>. A condition that asks what the lock guards may mean that the work is done once.
/// </summary>
internal static class DecidedOutside
{
    /// <summary>True where all conditions on the way to an operation ask nothing but parameters.</summary>
    public static bool Is(IOperation operation, HeldLock held)
    {
        for (IOperation? child = operation, parent = operation.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            if (held.Statements.Contains(child))
                return held.Statements.TakeWhile(statement => !ReferenceEquals(statement, child)).All(IsPassed);
            switch (parent)
            {
                case IConditionalOperation choice when !ReferenceEquals(choice.Condition, child):
                    // if (isBad) { Warn(item); return; } is a case apart.
                    if (!IsOfCaller(choice.Condition) || Ends(child!))
                        return false;
                    break;
                case IBlockOperation block:
                    if (!block.Operations.TakeWhile(statement => !ReferenceEquals(statement, child)).All(IsPassed))
                        return false;
                    break;
                case ICoalesceOperation or ICoalesceAssignmentOperation or IConditionalAccessOperation or ISwitchOperation or ISwitchExpressionOperation or ILoopOperation or ITryOperation:
                    return false;
            }
        }

        return false;
    }

    private static bool Ends(IOperation branch) => (branch is IBlockOperation { Operations: [.., var last] } ? last : branch) is IThrowOperation or IBranchOperation or IReturnOperation { ReturnedValue: null };

    // Does not end the code, or ends it by what the caller has handed in.
    private static bool IsPassed(IOperation statement) => !statement.DescendantsAndSelf().Any(inner => inner is IReturnOperation or IBranchOperation)
        || statement is IConditionalOperation { WhenFalse: null, Condition: var condition } && IsOfCaller(condition);

    private static bool IsOfCaller(IOperation value)
    {
        var asks = false;
        foreach (var operation in value.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IParameterReferenceOperation:
                    asks = true;
                    break;
                case ILocalReferenceOperation { Local: var local } reference:
                    if (OwnedLocals.InitializerOf(local, reference) is not { } made || made.DescendantsAndSelf().Contains(reference) || !IsOfCaller(made))
                        return false;
                    asks = true;
                    break;
                case IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation, Field.IsConst: false } or IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation } or IAssignmentOperation or IAwaitOperation:
                case IInvocationOperation { TargetMethod.ContainingType: { } type } when type.SpecialType != SpecialType.System_String:
                    return false;
            }
        }

        return asks;
    }
}
