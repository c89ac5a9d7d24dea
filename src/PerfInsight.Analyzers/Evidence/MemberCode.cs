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
    private const int MostKept = 10_000;

    // Members have few operations or many: the room that they are gathered in is made once for all that a thread looks at.
    [ThreadStatic]
    private static ImmutableArray<IOperation>.Builder? _roomOfThread;

    private ImmutableArray<IOperation> _operations;
    private byte[] _kindOfEach = [];
    private OperationKinds _kinds;
    private ImmutableArray<IInvocationOperation> _invocations;
    private Sorted? _sorted;
    private ImmutableArray<HeldLock> _locks;

    /// <summary>The model of its file.</summary>
    public SemanticModel Model { get; } = model;

    /// <summary>The locks that the member takes by a statement or a call; looked for once for all rules about locks.</summary>
    public ImmutableArray<HeldLock> Locks(CancellationToken cancellationToken)
    {
        if (_locks.IsDefault)
        {
            Bind(cancellationToken);
            _locks = _kinds.Overlaps(HeldLock.Kinds) ? ImmutableArray.CreateRange(HeldLock.In(_operations)) : ImmutableArray<HeldLock>.Empty;
            if (!_locks.IsEmpty && !HeldLock.MayBeIn(declaration))
                _locks = ImmutableArray<HeldLock>.Empty;
        }

        return _locks;
    }

    /// <summary>All operations, lambdas and local functions included, that the compiler did not make up; in order of the code.</summary>
    public ImmutableArray<IOperation> Operations(CancellationToken cancellationToken)
    {
        Bind(cancellationToken);
        return _operations;
    }

    /// <summary>Of these, those of some kinds.</summary>
    public OperationsOfKinds Operations(OperationKinds wanted, CancellationToken cancellationToken)
    {
        Bind(cancellationToken);
        return new OperationsOfKinds(_operations, _kinds.Overlaps(wanted) ? _kindOfEach : [], wanted);
    }

    /// <summary>Of these, the calls: every other rule looks at no more.</summary>
    public ImmutableArray<IInvocationOperation> Invocations(CancellationToken cancellationToken)
    {
        if (_invocations.IsDefault)
            _invocations = Operations<IInvocationOperation>(cancellationToken);
        return _invocations;
    }

    /// <summary>Of these, those of one type; sorted out once for all rules.</summary>
    public ImmutableArray<T> Operations<T>(CancellationToken cancellationToken)
        where T : class, IOperation
    {
        Bind(cancellationToken);
        if (!_kinds.Overlaps(OperationsOfType<T>.Kinds))
            return ImmutableArray<T>.Empty;
        for (var sorted = _sorted; sorted is not null; sorted = sorted.Next)
        {
            if (sorted is Sorted<T> known)
                return known.Operations;
        }

        var some = ImmutableArray.CreateBuilder<T>();
        foreach (var operation in new OperationsOfKinds(_operations, _kindOfEach, OperationsOfType<T>.Kinds))
        {
            if (operation is T one)
                some.Add(one);
        }

        var found = new Sorted<T>(some.ToImmutable(), _sorted);
        _sorted = found;
        return found.Operations;
    }

    // Once, by the first rule that asks.
    private void Bind(CancellationToken cancellationToken)
    {
        if (!_operations.IsDefault)
            return;
        var operations = _roomOfThread ??= ImmutableArray.CreateBuilder<IOperation>();
        try
        {
            if (Model.OperationOf(declaration, cancellationToken) is { } body)
            {
                foreach (var operation in body.DescendantsAndSelf())
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (!operation.IsImplicit)
                        operations.Add(operation);
                }
            }

            var kinds = new byte[operations.Count];
            for (var index = 0; index < kinds.Length; index++)
            {
                var kind = operations[index].Kind;
                kinds[index] = unchecked((byte)kind);
                _kinds = _kinds.And(kind);
            }

            _kindOfEach = kinds;
            _operations = operations.ToImmutable();
        }
        finally
        {
            // Not kept alive until the thread ends; nor is the room for an exceptionally long member.
            operations.Clear();
            if (operations.Capacity > MostKept)
                _roomOfThread = null;
        }
    }

    // There are a dozen types that rules ask for: a chain is less than a table for each member.
    private abstract class Sorted(Sorted? next)
    {
        public Sorted? Next { get; } = next;
    }

    private sealed class Sorted<T>(ImmutableArray<T> operations, Sorted? next) : Sorted(next)
        where T : IOperation
    {
        public ImmutableArray<T> Operations { get; } = operations;
    }
}
