using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Evidence;

/// <summary>
/// The bound code of a member, for all rules that look at it one after another, on one thread. It goes with the last of them: where much is hot,
/// all of it would else be alive until the compilation ends.
/// </summary>
/// <param name="declaration">The declaration that has the code.</param>
/// <param name="model">The model of its file.</param>
internal sealed class MemberCode(SyntaxNode declaration, SemanticModel model)
{
    private ImmutableArray<IOperation> _operations;
    private Sorted? _sorted;
    private ImmutableArray<HeldLock> _locks;

    /// <summary>The model of its file.</summary>
    public SemanticModel Model { get; } = model;

    /// <summary>The locks that the member takes by a statement or a call; looked for once for all rules about locks.</summary>
    public ImmutableArray<HeldLock> Locks(CancellationToken cancellationToken)
    {
        if (_locks.IsDefault)
        {
            _locks = ImmutableArray.CreateRange(HeldLock.In(Operations(cancellationToken)));
            if (!_locks.IsEmpty && !HeldLock.MayBeIn(declaration))
                _locks = ImmutableArray<HeldLock>.Empty;
        }

        return _locks;
    }

    /// <summary>All operations, lambdas and local functions included, that the compiler did not make up; in order of the code.</summary>
    public ImmutableArray<IOperation> Operations(CancellationToken cancellationToken)
    {
        // Bound once, by the first rule that asks.
        if (_operations.IsDefault)
        {
            var operations = ImmutableArray.CreateBuilder<IOperation>();
            if (Model.OperationOf(declaration, cancellationToken) is { } body)
            {
                foreach (var operation in body.DescendantsAndSelf())
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (!operation.IsImplicit)
                        operations.Add(operation);
                }
            }

            _operations = operations.ToImmutable();
        }

        return _operations;
    }

    /// <summary>Of these, those of one type; sorted out once for all rules.</summary>
    public ImmutableArray<T> Operations<T>(CancellationToken cancellationToken)
        where T : class, IOperation
    {
        for (var sorted = _sorted; sorted is not null; sorted = sorted.Next)
        {
            if (sorted.Operations is ImmutableArray<T> known)
                return known;
        }

        ImmutableArray<T>.Builder? some = null;
        foreach (var operation in Operations(cancellationToken))
        {
            if (operation is T one)
                (some ??= ImmutableArray.CreateBuilder<T>()).Add(one);
        }

        var found = some?.ToImmutable() ?? ImmutableArray<T>.Empty;
        _sorted = new Sorted(found, _sorted);
        return found;
    }

    // There are a dozen types that rules ask for: a chain is less than a table for each member.
    private sealed class Sorted(object operations, Sorted? next)
    {
        public object Operations { get; } = operations;

        public Sorted? Next { get; } = next;
    }
}
