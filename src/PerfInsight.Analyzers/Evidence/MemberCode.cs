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
    private ImmutableArray<IOperation> _work;
    private OperationKinds _kinds;
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
        Bind(cancellationToken);
        return _operations;
    }

    /// <summary>Of these, those that may cost: no literals, no reads of locals and parameters, no statements that only hold others.</summary>
    public ImmutableArray<IOperation> Work(CancellationToken cancellationToken)
    {
        Bind(cancellationToken);
        return _work;
    }

    /// <summary>Of these, those of one type; sorted out once for all rules.</summary>
    public ImmutableArray<T> Operations<T>(CancellationToken cancellationToken)
        where T : class, IOperation
    {
        Bind(cancellationToken);
        if (!_kinds.MayBe<T>())
            return ImmutableArray<T>.Empty;
        for (var sorted = _sorted; sorted is not null; sorted = sorted.Next)
        {
            if (sorted is Sorted<T> known)
                return known.Operations;
        }

        var some = ImmutableArray.CreateBuilder<T>();
        foreach (var operation in _operations)
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
        var operations = ImmutableArray.CreateBuilder<IOperation>();
        var work = ImmutableArray.CreateBuilder<IOperation>();
        if (Model.OperationOf(declaration, cancellationToken) is { } body)
        {
            foreach (var operation in body.DescendantsAndSelf())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (operation.IsImplicit)
                    continue;
                operations.Add(operation);
                var kind = operation.Kind;
                _kinds.Add(kind);
                if (MayCost(kind))
                    work.Add(operation);
            }
        }

        _work = work.ToImmutable();
        _operations = operations.ToImmutable();
    }

    // Two operations in three do not: a rule that looks at each of them looks at a third of the code.
    private static bool MayCost(OperationKind kind) => kind is not (OperationKind.Literal or OperationKind.LocalReference or OperationKind.ParameterReference or OperationKind.InstanceReference
        or OperationKind.Block or OperationKind.ExpressionStatement or OperationKind.VariableDeclarationGroup or OperationKind.VariableDeclaration or OperationKind.VariableInitializer
        or OperationKind.VariableDeclarator or OperationKind.Argument or OperationKind.MethodBody or OperationKind.ConstructorBody);

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
