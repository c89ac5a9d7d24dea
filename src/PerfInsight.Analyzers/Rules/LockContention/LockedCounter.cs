using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>A field that is only ever counted, set or read, one statement at a time, under one lock.</summary>
/// <param name="Field">The field.</param>
/// <param name="Gate">The field that is locked.</param>
/// <param name="Statements">Every lock statement around it.</param>
internal sealed record LockedCounter(IFieldSymbol Field, IFieldSymbol Gate, IReadOnlyList<LockStatementSyntax> Statements)
{
    /// <summary>The counter that a lock statement guards, null where it guards more or the field is used otherwise as well.</summary>
    public static LockedCounter? Of(ILockOperation statement, SemanticModel model, CancellationToken cancellationToken)
    {
        if (Locks.GateOf(statement) is not { } gate || Target(statement) is not { } field || !CanBeInterlocked(field)
            || field.ContainingType.DeclaringSyntaxReferences.Length != 1)
        {
            return null;
        }

        var type = field.ContainingType.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken);
        if (type.SyntaxTree != model.SyntaxTree)
            return null;
        var statements = new List<LockStatementSyntax>();
        foreach (var name in type.DescendantNodes().OfType<SimpleNameSyntax>().Where(name => name.Identifier.ValueText == field.Name))
        {
            if (!SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol, field) || IsInConstructor(name))
                continue;
            if (name.FirstAncestorOrSelf<LockStatementSyntax>() is not { } around
                || model.GetOperation(around, cancellationToken) is not ILockOperation other
                || !SymbolEqualityComparer.Default.Equals(Target(other), field)
                || !SymbolEqualityComparer.Default.Equals(Locks.GateOf(other), gate))
            {
                return null;
            }

            if (!statements.Contains(around))
                statements.Add(around);
        }

        return new LockedCounter(field, gate, statements);
    }

    /// <summary>The one field that a lock statement counts, sets or returns; null for any other statement.</summary>
    public static IFieldSymbol? Target(ILockOperation statement)
    {
        if (Locks.Statements(statement) is not [var only])
            return null;
        var operation = only switch
        {
            IExpressionStatementOperation expression => expression.Operation,
            IReturnOperation { Kind: OperationKind.Return, ReturnedValue: { } value } => Collections.WithoutConversions(value),
            _ => null,
        };
        return operation switch
        {
            IIncrementOrDecrementOperation { OperatorMethod: null } count => FieldOf(count.Target),
            ICompoundAssignmentOperation { OperatorMethod: null, OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } add
                when only is IExpressionStatementOperation && IsIndependent(add.Value) => FieldOf(add.Target),
            ISimpleAssignmentOperation { IsRef: false } set when only is IExpressionStatementOperation && IsIndependent(set.Value) => FieldOf(set.Target),
            IFieldReferenceOperation field when only is IReturnOperation => FieldOf(field),
            _ => null,
        };
    }

    private static IFieldSymbol? FieldOf(IOperation operation) => Collections.SymbolOf(operation) as IFieldSymbol;

    // Evaluated before the exchange instead of under the lock: only what no other thread can change meanwhile.
    private static bool IsIndependent(IOperation value) => Collections.WithoutConversions(value) is ILocalReferenceOperation or IParameterReferenceOperation
        || value.ConstantValue.HasValue;

    private static bool CanBeInterlocked(IFieldSymbol field) =>
        field is { DeclaredAccessibility: Accessibility.Private, IsVolatile: false, IsReadOnly: false, RefKind: RefKind.None, ContainingType.TypeKind: TypeKind.Class }
        && field.Type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64;

    // Before anyone else has the object.
    private static bool IsInConstructor(SyntaxNode node) =>
        node.Ancestors().Any(ancestor => ancestor is ConstructorDeclarationSyntax) && !node.Ancestors().Any(a => a is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)
        || node.FirstAncestorOrSelf<MemberDeclarationSyntax>() is FieldDeclarationSyntax;
}
