using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>
/// A lock that has something to do also where the value is there: <c>if (_timer == null) _timer = Start(); else _timer.Change(due);</c>, or that takes what
/// has gathered and puts something new in its place: <c>taken = _pending; _pending = new();</c>. Nobody could pass it by.
/// </summary>
internal static class HitAction
{
    /// <summary>True where a write of the state stands beside such an action.</summary>
    public static bool Is(GuardedLookup state, HeldLock held) => held.Statements.Any(IsNote) || state.Writes.Exists(write => IsTaken(write.State, write.Write) || HasOtherWay(write.State, write.Write, held));

    // telemetry.Started = now; for what each caller brings along.
    private static bool IsNote(IOperation statement) => statement is IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Instance: IParameterReferenceOperation { Type.IsReferenceType: true } } } };

    private static bool IsTaken(ISymbol state, IOperation write)
    {
        if (write is not ISimpleAssignmentOperation || write.Parent is not IExpressionStatementOperation { Parent: IBlockOperation block } statement)
            return false;
        foreach (var before in block.Operations)
        {
            if (ReferenceEquals(before, statement))
                return false;
            var value = before switch
            {
                IExpressionStatementOperation { Operation: ISimpleAssignmentOperation assigned } => assigned.Value,
                IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [var declared] }] } => declared.GetVariableInitializer()?.Value,
                _ => null,
            };
            if (value is not null && SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(Collections.WithoutConversions(value)), state))
                return true;
        }

        return false;
    }

    private static bool HasOtherWay(ISymbol state, IOperation write, HeldLock held)
    {
        for (IOperation? child = write, parent = write.Parent; parent is not null && !held.Statements.Contains(child); child = parent, parent = parent.Parent)
        {
            if (parent is IConditionalOperation { WhenFalse: { } otherwise } choice && !ReferenceEquals(choice.Condition, child)
                && choice.Condition.DescendantsAndSelf().Any(asked => SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(asked), state)))
            {
                var hit = ReferenceEquals(choice.WhenTrue, child) ? otherwise : choice.WhenTrue;
                return HeldLock.Now(hit).Any(IsAction);
            }
        }

        return false;
    }

    private static bool IsAction(IOperation operation) => operation is IExpressionStatementOperation
    {
        Operation: IInvocationOperation { TargetMethod.ReturnsVoid: true } or IInvocationOperation { TargetMethod.Name: "Change" or "Add" or "TryAdd" or "Remove" } or IAwaitOperation
            or IAssignmentOperation { Target: not ILocalReferenceOperation } or IIncrementOrDecrementOperation
    } statement && !(statement.Operation is IInvocationOperation { TargetMethod: { } method } && (method.Name.StartsWith("Log", StringComparison.Ordinal) || method.ContainingType.Name is "Debug" or "Trace"));
}
