using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>A lock whose one decision is about one field: the first that comes takes or sets it, or each takes the next number.</summary>
/// <param name="Field">The field.</param>
/// <param name="Remedy">The atomic operation that serves instead.</param>
internal sealed record LockedExchange(IFieldSymbol Field, string Remedy)
{
    private const string Exchange = "take its value with Interlocked.Exchange";

    /// <summary>The field that one atomic operation could serve; null where the lock does more.</summary>
    public static LockedExchange? Of(HeldLock held)
    {
        if (held.Statements is not [IConditionalOperation { WhenFalse: null } choice])
            return FirstTaken(held.Statements) ?? ((Next(held.Statements) ?? NextThenRead(held.Statements) ?? Wrapped(held.Statements) ?? SetOnce(held.Statements)) is { } found && (IsAllThatIsGuarded(found.Field, held) || LockedSteps.IsOnlyHere(found.Field, held)) ? found : null)
                ?? LockedSteps.Of(held) ?? LockedUpdate.Of(held);
        var written = Written(choice.WhenTrue);
        return written is { } field && Asks(choice.Condition, field) && OnlyField(choice, field) && !IsUsedElsewhere(field, held) ? new LockedExchange(field, Exchange) : null;
    }

    // Under other locks on the same object something is called on it, by its text: then it may not go away meanwhile.
    private static bool IsUsedElsewhere(IFieldSymbol field, HeldLock held) => held.Statement?.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
        && type.DescendantNodes().OfType<LockStatementSyntax>().Where(one => one != held.Statement && SameCode.Is(one.Expression, held.Statement.Expression))
            .SelectMany(one => one.Statement.DescendantNodes().OfType<MemberAccessExpressionSyntax>())
            .Any(access => access.Expression is IdentifierNameSyntax name && name.Identifier.ValueText == field.Name && access.Parent is InvocationExpressionSyntax);

    // var old = _field; _field = value; perhaps with return old;
    private static LockedExchange? FirstTaken(IReadOnlyList<IOperation> statements)
    {
        if (statements.Count == 3 && statements[2] is IReturnOperation { ReturnedValue: { } returned } && SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(returned), LocalOf(statements[0])))
            statements = [statements[0], statements[1]];
        if (statements is not [var first, IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: IFieldReferenceOperation target, Value: var stored } }])
            return null;
        return IsExchangeable(target.Field) && SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(ReadBy(first)), target.Field) && IsPlain(stored)
            ? new LockedExchange(target.Field, Exchange)
            : null;
    }

    // _next = (_next + 1) % count; return _next;
    private static LockedExchange? NextThenRead(IReadOnlyList<IOperation> statements) =>
        statements is [IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: IFieldReferenceOperation { Field: { Type.SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_UInt32 } field }, Value: var stored } }, IReturnOperation { ReturnedValue: { } returned }]
        && SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(returned), field) && Stepped(stored, field, null) is { } step
            ? new LockedExchange(field, step == BinaryOperatorKind.Remainder ? "count with Interlocked.Increment and take the remainder" : "count with Interlocked.Add")
            : null;

    // var i = _next; _next = (_next + 1) % count; perhaps with return i;
    private static LockedExchange? Next(IReadOnlyList<IOperation> statements)
    {
        if (statements.Count is not (2 or 3)
            || (statements.Count == 3 && statements[2] is not IReturnOperation { ReturnedValue: ILocalReferenceOperation })
            || statements[1] is not IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: IFieldReferenceOperation target, Value: var stored } }
            || target.Field.Type.SpecialType is not (SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_UInt32 or SpecialType.System_UInt64)
            || !SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(ReadBy(statements[0])), target.Field)
            || Stepped(stored, target.Field, LocalOf(statements[0])) is not { } step)
        {
            return null;
        }

        return new LockedExchange(target.Field, step == BinaryOperatorKind.Remainder ? "count with Interlocked.Increment and take the remainder" : "count with Interlocked.Add");
    }

    // var i = _next; _next++; if (_next == count) _next = 0; return i; with the steps in any order.
    private static LockedExchange? Wrapped(IReadOnlyList<IOperation> statements)
    {
        if (statements.Count is < 2 or > 4)
            return null;
        IFieldSymbol? field = null;
        var (steps, wraps) = (0, 0);
        foreach (var statement in statements)
        {
            switch (statement)
            {
                case IExpressionStatementOperation { Operation: IIncrementOrDecrementOperation { OperatorMethod: null, Kind: OperationKind.Increment, Target: IFieldReferenceOperation { Field: var counted } } } when IsOne(counted):
                    steps++;
                    break;
                case IConditionalOperation { WhenFalse: null, Condition: IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.GreaterThan } test, WhenTrue: var then }
                    when Collections.WithoutConversions(test.LeftOperand) is IFieldReferenceOperation { Field: var tested } && IsOne(tested) && IsSize(Bare(test.RightOperand))
                        && (then is IBlockOperation { Operations: [var inner] } ? inner : then) is IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: IFieldReferenceOperation { Field: var reset }, Value.ConstantValue.HasValue: true } } && IsOne(reset):
                    wraps++;
                    break;
                case IReturnOperation { ReturnedValue: { } returned } when Collections.WithoutConversions(returned) is ILocalReferenceOperation || (Collections.SymbolOf(returned) is IFieldSymbol read && IsOne(read)):
                case var _ when Collections.SymbolOf(ReadBy(statement)) is IFieldSymbol taken && IsOne(taken):
                    break;
                default:
                    return null;
            }
        }

        return steps == 1 && wraps == 1 && field is not null ? new LockedExchange(field, "count with Interlocked.Increment and take the remainder") : null;

        bool IsOne(IFieldSymbol other)
        {
            field ??= other.Type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_UInt32 ? other : null;
            return SymbolEqualityComparer.Default.Equals(field, other);
        }
    }

    // if (_field != null) throw or return; _field = value;
    private static LockedExchange? SetOnce(IReadOnlyList<IOperation> statements)
    {
        // return true; says that this one was the first.
        if (statements.Count == 3 && statements[2] is IReturnOperation { ReturnedValue: { ConstantValue.HasValue: true } })
            statements = [statements[0], statements[1]];
        if (statements is not [IConditionalOperation { WhenFalse: null } choice, IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: IFieldReferenceOperation target, Value: var stored } }]
            || !IsLeft(choice.WhenTrue)
            || !IsExchangeable(target.Field) || !IsPlain(stored) || !IsTest(choice.Condition, target.Field))
        {
            return null;
        }

        return new LockedExchange(target.Field, target.Field.Type.IsReferenceType ? "set it with Interlocked.CompareExchange" : "set it with Interlocked.Exchange");
    }

    // No other lock statement of the type on the same object touches another field that changes, by its text.
    private static bool IsAllThatIsGuarded(IFieldSymbol field, HeldLock held)
    {
        if (held.Statement is not { } own || own.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
            return false;
        var others = new HashSet<string>(
            field.ContainingType.GetMembers().OfType<IFieldSymbol>().Where(one => !one.IsReadOnly && !one.IsConst && one.Name != field.Name).Select(one => one.AssociatedSymbol?.Name ?? one.Name), StringComparer.Ordinal);
        return !type.DescendantNodes().OfType<LockStatementSyntax>()
            .Where(one => SameCode.Is(one.Expression, own.Expression))
            .SelectMany(one => one.Statement.DescendantNodes().OfType<IdentifierNameSyntax>())
            .Any(name => others.Contains(name.Identifier.ValueText));
    }

    // Nothing but the field's own value decides.
    internal static bool IsTest(IOperation condition, IFieldSymbol field)
    {
        var references = condition.DescendantsAndSelf().OfType<IMemberReferenceOperation>().ToList();
        return references is [IFieldReferenceOperation only] && SymbolEqualityComparer.Default.Equals(only.Field, field)
            && !condition.DescendantsAndSelf().Any(operation => operation is IInvocationOperation or ILocalReferenceOperation or IParameterReferenceOperation);
    }

    private static bool IsLeft(IOperation code) => code switch
    {
        IBlockOperation { Operations: [var only] } => IsLeft(only),
        IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation } => true,
        IReturnOperation returned => returned.ReturnedValue is null or { ConstantValue.HasValue: true },
        _ => false,
    };

    private static IOperation? ReadBy(IOperation statement) => statement switch
    {
        IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [var declared] }] } => declared.GetVariableInitializer()?.Value,
        IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: ILocalReferenceOperation } assigned } => assigned.Value,
        _ => null,
    };

    // The operator that makes the next value of the field's value (or of the local that has just read it), numbers and sizes.
    private static BinaryOperatorKind? Stepped(IOperation? value, IFieldSymbol field, ISymbol? local)
    {
        if (Bare(value) is not IBinaryOperation { OperatorMethod: null, OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Remainder } step)
            return null;
        var left = Bare(step.LeftOperand);
        var isOwn = Collections.SymbolOf(left) is { } own && (SymbolEqualityComparer.Default.Equals(own, field) || SymbolEqualityComparer.Default.Equals(own, local))
            || (left is IBinaryOperation && Stepped(left, field, local) is not null);
        return isOwn && IsSize(Bare(step.RightOperand)) ? step.OperatorKind : null;
    }

    private static ISymbol? LocalOf(IOperation statement) => statement switch
    {
        IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [var declared] }] } => declared.Symbol,
        IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } } => target.Local,
        _ => null,
    };

    private static bool IsSize(IOperation? value) => value is { ConstantValue.HasValue: true } or ILocalReferenceOperation or IParameterReferenceOperation
        or IFieldReferenceOperation { Field.IsReadOnly: true } or IPropertyReferenceOperation { Property.Name: "Count" or "Length", Arguments.IsEmpty: true };

    private static IOperation? Bare(IOperation? operation)
    {
        while (operation is IParenthesizedOperation parenthesized)
            operation = parenthesized.Operand;
        return Collections.WithoutConversions(operation);
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
