using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>A lock whose first or last statements touch nothing that it guards.</summary>
/// <param name="Held">The lock.</param>
/// <param name="Leading">How many statements can run before it.</param>
/// <param name="Trailing">How many statements can run after it.</param>
/// <param name="IsCertain">True where it is shown that they can: everything that runs under the lock was seen.</param>
internal sealed record WideLockScope(HeldLock Held, int Leading, int Trailing, bool IsCertain)
{
    /// <summary>What a lock could let go, null where it holds what it must.</summary>
    public static WideLockScope? Of(HeldLock held, SemanticModel model, CancellationToken cancellationToken)
    {
        var guarded = new Lazy<GuardedState>(() => GuardedState.Of(held, model, cancellationToken));
        var isCertain = true;
        var leading = LeadingOf(held.Statements, guarded, ref isCertain, model, cancellationToken);

        // All of it local: the lock guards nothing, which is another question than its scope.
        if (leading == held.Statements.Count)
            return null;
        while (leading > 0 && !LocalWork.IsWorthMoving(held.Statements[leading - 1]))
            leading--;
        var trailing = TrailingOf(held.Statements.Skip(leading).ToList(), guarded, ref isCertain, model, cancellationToken);
        return leading + trailing > 0 ? new WideLockScope(held, leading, trailing, isCertain) : null;
    }

    private static int LeadingOf(
        IReadOnlyList<IOperation> statements, Lazy<GuardedState> guarded, ref bool isCertain, SemanticModel model, CancellationToken cancellationToken)
    {
        var leading = 0;
        while (leading < statements.Count
            && IsMovable(statements[leading], [.. statements.Take(leading + 1)], guarded, ref isCertain, model, cancellationToken))
        {
            leading++;
        }

        return leading;
    }

    private static int TrailingOf(
        IReadOnlyList<IOperation> statements, Lazy<GuardedState> guarded, ref bool isCertain, SemanticModel model, CancellationToken cancellationToken)
    {
        // Where the last statements are reached by a jump, they are not the last ones.
        if (statements.Any(statement => statement.DescendantsAndSelf().Any(operation => operation is ILabeledOperation)))
            return 0;
        var trailing = 0;
        while (trailing < statements.Count - 1)
        {
            var first = statements.Count - 1 - trailing;
            if (!IsMovable(statements[first], [.. statements.Skip(first)], guarded, ref isCertain, model, cancellationToken)
                || !UsesOnlyCopies(statements, first))
            {
                break;
            }

            trailing++;
        }

        // A local that only the moved statements use is declared with them.
        if (!statements.Skip(statements.Count - trailing).Any(LocalWork.IsWorthMoving))
            return 0;
        while (statements[statements.Count - trailing] is not IVariableDeclarationGroupOperation && !LocalWork.IsWorthMoving(statements[statements.Count - trailing]))
            trailing--;
        return trailing;
    }

    private static bool IsMovable(
        IOperation statement, IReadOnlyList<IOperation> range, Lazy<GuardedState> guarded, ref bool isCertain, SemanticModel model, CancellationToken cancellationToken)
    {
        if (statement is ILocalFunctionOperation or ILabeledOperation or IUsingDeclarationOperation or IEmptyOperation)
            return false;
        var work = new LocalWork(model, range, cancellationToken);
        if (!work.IsLocal(statement))
            return false;
        if (work.Reads.Count + work.ReadCollections.Count == 0)
            return true;
        if (guarded.Value.MayChange(work))
            return false;
        isCertain &= guarded.Value.IsKnown;
        return true;
    }

    // What the trailing statements read of the locals that are set under the lock must not be a way into guarded objects.
    private static bool UsesOnlyCopies(IReadOnlyList<IOperation> statements, int firstTrailing)
    {
        var setInside = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var operation in statements.Take(firstTrailing).SelectMany(statement => statement.DescendantsAndSelf()))
        {
            if (operation is IVariableDeclaratorOperation declarator)
                setInside.Add(declarator.Symbol);
            else if (operation is ILocalReferenceOperation reference && (OwnedLocals.IsWritten(reference) || operation.Parent is IDeclarationExpressionOperation))
                setInside.Add(reference.Local);
        }

        return statements.Skip(firstTrailing).SelectMany(statement => statement.DescendantsAndSelf()).All(operation =>
            operation is not ILocalReferenceOperation reference || !setInside.Contains(reference.Local) || PureCalls.IsImmutable(reference.Local.Type)
            || (OwnedLocals.IsMadeHere(reference.Local, reference) && OwnedLocals.IsPrivate(reference.Local, reference)));
    }
}
