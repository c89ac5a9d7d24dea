using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>Which operations of a loop run in each of its iterations, and which end it.</summary>
internal static class LoopFlow
{
    /// <summary>True where <paramref name="operation"/> runs in each iteration, as far as no exception or jump comes first.</summary>
    public static bool IsUnconditionalIn(ILoopOperation loop, IOperation operation)
    {
        var child = operation;
        for (var parent = operation.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            if (ReferenceEquals(parent, loop))
                return Loops.Around(operation).Contains(loop);
            var isCertain = parent switch
            {
                IConditionalOperation choice => ReferenceEquals(child, choice.Condition),
                ICoalesceOperation or ICoalesceAssignmentOperation or IConditionalAccessOperation
                    or IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } =>
                    ReferenceEquals(child, parent.ChildOperations.First()),
                ISwitchOperation choice => ReferenceEquals(child, choice.Value),
                ISwitchExpressionOperation choice => ReferenceEquals(child, choice.Value),
                IWhileLoopOperation inner => !inner.ConditionIsTop || ReferenceEquals(child, inner.Condition),
                ILoopOperation inner => !Loops.Around(operation).Contains(inner),
                ICatchClauseOperation or IAnonymousFunctionOperation or ILocalFunctionOperation => false,
                _ => true,
            };
            if (!isCertain)
                return false;
        }

        return false;
    }

    /// <summary>
    /// True where the loop ends (or its function returns) in any case once <paramref name="operation"/> has run, or runs it for
    /// one value of its counter alone, so that the loop does not repeat it.
    /// </summary>
    public static bool LeavesAfter(ILoopOperation loop, IOperation operation)
    {
        if (loop is IForLoopOperation { Locals: [var counter] } && IsForOneValue(counter, loop, operation))
            return true;
        if (!CodeOrder.MayLeave(loop))
            return false;
        var child = operation;
        for (var parent = operation.Parent; parent is not null && !ReferenceEquals(child, loop); child = parent, parent = parent.Parent)
        {
            if (Leaves(loop, child))
                return true;
            var statements = parent switch
            {
                IBlockOperation block => block.Operations.AsEnumerable(),
                ISwitchCaseOperation section => section.Body,
                _ => [],
            };
            foreach (var statement in statements.SkipWhile(statement => !ReferenceEquals(statement, child)))
            {
                if (!ReferenceEquals(statement, child) && Leaves(loop, statement))
                    return true;
                if (MayContinue(loop, statement))
                    break;
            }
        }

        return false;
    }

    // if (i == 0 && …) before all others
    private static bool IsForOneValue(ILocalSymbol counter, ILoopOperation loop, IOperation operation)
    {
        for (IOperation child = operation, parent = operation.Parent!; parent is not null && !ReferenceEquals(child, loop); child = parent, parent = parent.Parent!)
        {
            var condition = parent switch
            {
                IConditionalOperation choice when ReferenceEquals(choice.WhenTrue, child) => choice.Condition,
                IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both when ReferenceEquals(both.RightOperand, child) => both.LeftOperand,
                _ => null,
            };
            if (condition is not null && IsOneValue(condition, counter))
                return true;
        }

        return false;
    }

    private static bool IsOneValue(IOperation condition, ILocalSymbol counter) => condition switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both => IsOneValue(both.LeftOperand, counter) || IsOneValue(both.RightOperand, counter),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals, RightOperand.ConstantValue.HasValue: true } test =>
            SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(test.LeftOperand), counter),
        _ => false,
    };

    private static bool MayContinue(ILoopOperation loop, IOperation statement) => CodeOrder.MayJumpTo(loop.ContinueLabel, statement);

    private static bool Leaves(ILoopOperation loop, IOperation statement) => statement switch
    {
        IReturnOperation { Kind: OperationKind.Return or OperationKind.YieldBreak } or IThrowOperation => true,
        IExpressionStatementOperation { Operation: IThrowOperation } => true,
        IBranchOperation { BranchKind: BranchKind.Break } branch => SymbolEqualityComparer.Default.Equals(branch.Target, loop.ExitLabel),
        _ => false,
    };
}
