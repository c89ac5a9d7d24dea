using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>Locks that count one field by one step, and hand out or act on what it is then.</summary>
internal static class LockedSteps
{
    /// <summary>The field that one atomic step could serve; null where the lock does more, or the field is used elsewhere.</summary>
    public static LockedExchange? Of(HeldLock held)
    {
        var steps = held.Statements.Where(statement => FieldOf(statement) is not null).ToList();
        if (steps is not [var step] || FieldOf(step) is not { } field || !(IsHandedOut(held, step, field) || IsActedOn(held.Statements, step, field)) || !IsOnlyHere(field, held))
            return null;
        var name = StepOf(step) switch
        {
            IIncrementOrDecrementOperation { Kind: OperationKind.Increment } => "Increment",
            IIncrementOrDecrementOperation => "Decrement",
            _ => "Add",
        };
        return new LockedExchange(field, "count with Interlocked." + name + (IsHandedOut(held, step, field) ? ", and take what it returns" : ", and act on what it returns"));
    }

    // _n++; return _n; or, where the lock is the type's and the target the object's: Id = _n++;
    private static bool IsHandedOut(HeldLock held, IOperation step, IFieldSymbol field) => held.Statements switch
    {
        [IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: var target } }] => IsOfObject(target, held, field),
        [var first, IReturnOperation { ReturnedValue: { } returned }] => ReferenceEquals(first, step) && SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(returned), field),
        [var first, IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: var target, Value: var value } }] =>
            ReferenceEquals(first, step) && SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(value), field) && IsOfObject(target, held, field),
        _ => false,
    };

    private static bool IsOfObject(IOperation target, HeldLock held, IFieldSymbol field) => target is ILocalReferenceOperation
        || target is IMemberReferenceOperation { Instance: IInstanceReferenceOperation } && field.IsStatic && held.Gate is IFieldSymbol { IsStatic: true } or IPropertySymbol { IsStatic: true };

    // if (_n <= 0) throw …; _n--; if (_n == 0) _done.Set();
    private static bool IsActedOn(IReadOnlyList<IOperation> statements, IOperation step, IFieldSymbol field)
    {
        var isBehind = false;
        var acts = 0;
        foreach (var statement in statements)
        {
            if (ReferenceEquals(statement, step))
            {
                isBehind = true;
                continue;
            }

            if (statement is not IConditionalOperation { WhenFalse: null } choice || !LockedExchange.IsTest(choice.Condition, field))
                return false;
            var isError = (choice.WhenTrue is IBlockOperation { Operations: [var only] } ? only : choice.WhenTrue) is IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation };
            if (!isError && (!isBehind || !choice.WhenTrue.DescendantsAndSelf().All(IsHarmless)))
                return false;
            acts += isError ? 0 : 1;
        }

        return acts == 1;
    }

    // Touches nothing of the object that may change, and none of its methods: they may need the lock.
    private static bool IsHarmless(IOperation operation) => operation switch
    {
        IFieldReferenceOperation { Field: { IsReadOnly: false, IsConst: false } } => false,
        IPropertyReferenceOperation { Instance: IInstanceReferenceOperation, Property.SetMethod: not null } => false,
        IInvocationOperation { Instance: IInstanceReferenceOperation } => false,
        IAssignmentOperation { Target: not ILocalReferenceOperation } or IIncrementOrDecrementOperation or IAwaitOperation or ILoopOperation => false,
        _ => true,
    };

    // _n++; or x = _n++;
    private static IOperation? StepOf(IOperation statement) => statement is IExpressionStatementOperation { Operation: var only }
        ? only is ISimpleAssignmentOperation { IsRef: false, Value: var value } ? Collections.WithoutConversions(value) : only
        : null;

    private static IFieldSymbol? FieldOf(IOperation statement) => StepOf(statement) switch
    {
        IIncrementOrDecrementOperation { OperatorMethod: null, IsChecked: false, Target: IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation, Field: var counted } } => Countable(counted),
        ICompoundAssignmentOperation { OperatorMethod: null, IsChecked: false, OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract, Target: IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation, Field: var added }, Value: var by }
            when by.DescendantsAndSelf().All(inner => inner is not (IInvocationOperation or IFieldReferenceOperation { Field: { IsReadOnly: false, IsConst: false } } or IAssignmentOperation or IIncrementOrDecrementOperation)) => Countable(added),
        _ => null,
    };

    private static IFieldSymbol? Countable(IFieldSymbol field) => field is { IsReadOnly: false, DeclaredAccessibility: Accessibility.Private }
        && field.Type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_UInt32 or SpecialType.System_UInt64 ? field : null;

    // By their text, all other uses are where the field is declared, in a constructor, or reads that take no lock either.
    internal static bool IsOnlyHere(IFieldSymbol field, HeldLock held) => field.ContainingType.DeclaringSyntaxReferences
        .SelectMany(reference => reference.GetSyntax().DescendantNodes().OfType<IdentifierNameSyntax>())
        .Where(name => name.Identifier.ValueText == field.Name)
        .All(name => held.Statements.Any(statement => statement.Syntax.SyntaxTree == name.SyntaxTree && statement.Syntax.Span.Contains(name.Span))
            || name.Ancestors().FirstOrDefault(node => node is MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax) is ConstructorDeclarationSyntax
            || name.FirstAncestorOrSelf<LockStatementSyntax>() is null && name.Parent is BinaryExpressionSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax);
}
