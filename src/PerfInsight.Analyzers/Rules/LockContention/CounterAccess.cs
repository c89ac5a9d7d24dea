using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>What the one statement under a lock does to the one field that it touches.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Field">The field.</param>
/// <param name="Reference">Where it stands.</param>
/// <param name="Operation">The operation that an atomic one can replace.</param>
/// <param name="Value">What is added, subtracted or stored.</param>
internal sealed record CounterAccess(CounterAccessKind Kind, IFieldSymbol Field, IFieldReferenceOperation Reference, IOperation Operation, IOperation? Value)
{
    /// <summary>True where the outcome of the operation is used.</summary>
    public bool IsUsed => Operation.Parent is not IExpressionStatementOperation;

    /// <summary>True where an overflow throws.</summary>
    public bool IsChecked => Operation.DescendantsAndSelf().Any(operation => operation is IIncrementOrDecrementOperation { IsChecked: true }
        or ICompoundAssignmentOperation { IsChecked: true } or IBinaryOperation { IsChecked: true });

    /// <summary>The access of a lock's only statement; null where it does more than one atomic operation can.</summary>
    public static CounterAccess? Of(HeldLock held, SemanticModel model, CancellationToken cancellationToken)
    {
        if (held.Statements is not [var only] || only is not (IExpressionStatementOperation or IReturnOperation { Kind: OperationKind.Return }))
            return null;
        var references = only.DescendantsAndSelf().OfType<IFieldReferenceOperation>()
            .Where(reference => IsOwnState(reference.Field) && !IsOfLocal(reference)).ToList();
        if (references.Count is 0 or > 2 || Of(references) is not { } access)
            return null;

        // Everything beside the access is worked out before or after it instead of at the same time.
        var rest = new LocalWork(model, held.Statements, cancellationToken) { Except = references };
        return rest.IsLocal(only) && rest.Reads.Count + rest.ReadCollections.Count == 0 ? access : null;
    }

    private static CounterAccess? Of(IReadOnlyList<IFieldReferenceOperation> references)
    {
        var reference = references[0];
        var field = reference.Field;
        if (references is [_, var second])
        {
            // _n = _n + x
            return reference.Parent is ISimpleAssignmentOperation { Parent: IExpressionStatementOperation } sum && ReferenceEquals(sum.Target, reference)
                && SymbolEqualityComparer.Default.Equals(field, second.Field)
                && Collections.WithoutConversions(sum.Value) is IBinaryOperation { OperatorMethod: null, OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } step
                && ReferenceEquals(Collections.WithoutConversions(step.LeftOperand), second)
                    ? new CounterAccess(step.OperatorKind == BinaryOperatorKind.Add ? CounterAccessKind.Add : CounterAccessKind.Subtract, field, reference, sum, step.RightOperand)
                    : null;
        }

        return reference.Parent switch
        {
            IIncrementOrDecrementOperation { OperatorMethod: null } count => new CounterAccess(
                count.Kind == OperationKind.Increment ? CounterAccessKind.Increment : CounterAccessKind.Decrement, field, reference, count, null),
            IIncrementOrDecrementOperation => null,
            ICompoundAssignmentOperation { OperatorMethod: null } compound when ReferenceEquals(compound.Target, reference) => compound.OperatorKind switch
            {
                BinaryOperatorKind.Add => new CounterAccess(CounterAccessKind.Add, field, reference, compound, compound.Value),
                BinaryOperatorKind.Subtract => new CounterAccess(CounterAccessKind.Subtract, field, reference, compound, compound.Value),
                _ => null,
            },
            ISimpleAssignmentOperation { IsRef: false } set when ReferenceEquals(set.Target, reference) =>
                set.Parent is IExpressionStatementOperation ? new CounterAccess(CounterAccessKind.Set, field, reference, set, set.Value) : null,
            _ when OwnedLocals.IsWritten(reference) || reference.Parent is IAddressOfOperation or IReturnOperation { Syntax: Microsoft.CodeAnalysis.CSharp.Syntax.RefExpressionSyntax } => null,
            _ => new CounterAccess(CounterAccessKind.Read, field, reference, reference, null),
        };
    }

    private static bool IsOwnState(IFieldSymbol field) => !field.IsConst && !(field.IsReadOnly && PureCalls.IsImmutable(field.Type));

    private static bool IsOfLocal(IFieldReferenceOperation reference) =>
        reference.Instance is ILocalReferenceOperation { Type.IsValueType: true } or IParameterReferenceOperation { Type.IsValueType: true, Parameter.RefKind: RefKind.None };
}

/// <summary>What one atomic operation can do.</summary>
internal enum CounterAccessKind
{
    Read,
    Set,
    Increment,
    Decrement,
    Add,
    Subtract,
}
