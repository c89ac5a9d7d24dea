using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>A lock whose one decision is whether a field is still set: the first that comes takes it.</summary>
internal static class LockedExchange
{
    /// <summary>The field that one atomic exchange could take; null where the lock does more.</summary>
    public static IFieldSymbol? Of(HeldLock held)
    {
        if (held.Statements is not [IConditionalOperation { WhenFalse: null } choice])
            return FirstTaken(held.Statements);
        var written = Written(choice.WhenTrue);
        return written is { } field && Asks(choice.Condition, field) && OnlyField(choice, field) ? field : null;
    }

    // var old = _field; _field = value;
    private static IFieldSymbol? FirstTaken(IReadOnlyList<IOperation> statements)
    {
        if (statements is not [_, IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: IFieldReferenceOperation target, Value: var stored } }])
            return null;
        var read = statements[0] switch
        {
            IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [var declared] }] } => declared.GetVariableInitializer()?.Value,
            IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: ILocalReferenceOperation } assigned } => assigned.Value,
            _ => null,
        };
        return IsExchangeable(target.Field) && SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(read), target.Field) && IsPlain(stored) ? target.Field : null;
    }

    private static IFieldSymbol? Written(IOperation code)
    {
        IFieldSymbol? found = null;
        foreach (var operation in code.DescendantsAndSelf())
        {
            switch (operation)
            {
                case ISimpleAssignmentOperation { Target: IFieldReferenceOperation target, Value: var value } when found is null && IsExchangeable(target.Field) && IsPlain(value):
                    found = target.Field;
                    break;
                case IAssignmentOperation { Target: not ILocalReferenceOperation } or IIncrementOrDecrementOperation or IAwaitOperation or ILoopOperation:
                    return null;
            }
        }

        return found;
    }

    private static bool IsPlain(IOperation value) => value.ConstantValue.HasValue || Collections.WithoutConversions(value) is ILocalReferenceOperation or IParameterReferenceOperation or IDefaultValueOperation;

    private static bool IsExchangeable(IFieldSymbol field) =>
        !field.IsReadOnly && (field.Type.IsReferenceType || field.Type.SpecialType is SpecialType.System_Boolean or SpecialType.System_Int32 or SpecialType.System_Int64);

    private static bool Asks(IOperation condition, IFieldSymbol field) =>
        (field.Type.IsReferenceType && condition is IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } or IIsPatternOperation or IUnaryOperation or IFieldReferenceOperation
            || field.Type.SpecialType != SpecialType.None) && Tasks.Mentions(condition, field);

    // Nothing else that the lock could guard: constant and read-only fields need none.
    private static bool OnlyField(IOperation code, IFieldSymbol field) => code.DescendantsAndSelf().All(operation => operation switch
    {
        IFieldReferenceOperation other => SymbolEqualityComparer.Default.Equals(other.Field, field) || other.Field.IsConst,
        IInvocationOperation call => call.Instance is null or not IInstanceReferenceOperation && call.TargetMethod.MethodKind != MethodKind.LocalFunction,
        IPropertyReferenceOperation { Instance: IInstanceReferenceOperation } => false,
        _ => true,
    });
}
