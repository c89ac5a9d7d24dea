using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>A lock whose first or last statements touch nothing that it guards.</summary>
/// <param name="Statement">The lock.</param>
/// <param name="Leading">How many statements can run before it.</param>
/// <param name="Trailing">How many statements can run after it.</param>
internal sealed record WideLockScope(ILockOperation Statement, int Leading, int Trailing)
{
    /// <summary>What a lock could let go, null where it holds what it must.</summary>
    public static WideLockScope? Of(ILockOperation statement, SemanticModel model, CancellationToken cancellationToken)
    {
        if (Locks.GateOf(statement) is null || statement.Body is not IBlockOperation || statement.Syntax is not LockStatementSyntax { Statement: BlockSyntax })
            return null;
        var statements = Locks.Statements(statement);
        var leading = 0;
        while (leading < statements.Count && IsMovable(statements[leading], isLast: false, model, cancellationToken))
            leading++;

        // All of it local: the lock guards nothing, which is another question than its scope.
        if (leading == statements.Count)
            return null;
        var trailing = 0;
        while (trailing < statements.Count - leading - 1
            && IsMovable(statements[statements.Count - 1 - trailing], isLast: trailing == 0, model, cancellationToken))
        {
            trailing++;
        }

        while (leading > 0 && !LocalWork.IsWorthMoving(statements[leading - 1]) && !statements.Take(leading).Any(LocalWork.IsWorthMoving))
            leading--;
        if (!statements.Skip(statements.Count - trailing).Any(LocalWork.IsWorthMoving))
            trailing = 0;
        while (trailing > 0 && !UsesOnlyCopies(statements, statements.Count - trailing))
            trailing--;
        if (!statements.Skip(statements.Count - trailing).Any(LocalWork.IsWorthMoving))
            trailing = 0;
        return leading + trailing > 0 ? new WideLockScope(statement, leading, trailing) : null;
    }

    private static bool IsMovable(IOperation statement, bool isLast, SemanticModel model, CancellationToken cancellationToken) => statement switch
    {
        ILocalFunctionOperation or ILabeledOperation or IUsingDeclarationOperation or IBranchOperation or IEmptyOperation => false,
        IReturnOperation { Kind: OperationKind.Return, ReturnedValue: { } value } => isLast && new LocalWork(model, cancellationToken).IsLocal(value),
        IReturnOperation => false,
        _ => statement.DescendantsAndSelf().All(operation => operation is not (IReturnOperation or IThrowOperation))
            && new LocalWork(model, cancellationToken).IsLocal(statement),
    };

    // What the trailing statements read of the locals that are set under the lock must not be a way into guarded objects.
    private static bool UsesOnlyCopies(IReadOnlyList<IOperation> statements, int firstTrailing)
    {
        var setInside = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var operation in statements.Take(firstTrailing).SelectMany(statement => statement.DescendantsAndSelf()))
        {
            if (operation is IVariableDeclaratorOperation declarator)
                setInside.Add(declarator.Symbol);
            else if (operation is IAssignmentOperation { Target: ILocalReferenceOperation target })
                setInside.Add(target.Local);
        }

        return statements.Skip(firstTrailing).SelectMany(statement => statement.DescendantsAndSelf()).All(operation =>
            operation is not ILocalReferenceOperation reference || !setInside.Contains(reference.Local) || IsCopy(reference.Local.Type));
    }

    private static bool IsCopy(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Enum || type.SpecialType is not (SpecialType.None or SpecialType.System_Object or SpecialType.System_Array);
}
