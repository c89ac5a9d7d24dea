using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Evidence;

/// <summary>Which kinds of operations there are in a member: most members have no loop, no lambda and no await, and no rule needs to look for them.</summary>
internal struct OperationKinds
{
    // One bit serves two or three kinds: what is said to be there may not be, what is said to be missing is.
    private ulong _bits;

    /// <summary>Adds a kind.</summary>
    public void Add(OperationKind kind) => _bits |= Bit(kind);

    /// <summary>False where there is no operation of a type.</summary>
    public readonly bool MayBe<T>()
        where T : IOperation => (_bits & Of<T>.Bits) != 0;

    private static ulong Bit(OperationKind kind) => 1UL << ((int)kind & 63);

    // The type of an operation follows from its kind; a type that is not listed may be any.
    private static class Of<T>
    {
        public static readonly ulong Bits =
            typeof(T) == typeof(IInvocationOperation) ? Bit(OperationKind.Invocation)
            : typeof(T) == typeof(IObjectCreationOperation) ? Bit(OperationKind.ObjectCreation)
            : typeof(T) == typeof(IAnonymousFunctionOperation) ? Bit(OperationKind.AnonymousFunction)
            : typeof(T) == typeof(IAwaitOperation) ? Bit(OperationKind.Await)
            : typeof(T) == typeof(IForEachLoopOperation) ? Bit(OperationKind.Loop)
            : typeof(T) == typeof(IReturnOperation) ? Bit(OperationKind.Return) | Bit(OperationKind.YieldReturn) | Bit(OperationKind.YieldBreak)
            : typeof(T) == typeof(IInvalidOperation) ? Bit(OperationKind.Invalid)
            : typeof(T) == typeof(ITryOperation) ? Bit(OperationKind.Try)
            : typeof(T) == typeof(IMethodReferenceOperation) ? Bit(OperationKind.MethodReference)
            : typeof(T) == typeof(IVariableDeclaratorOperation) ? Bit(OperationKind.VariableDeclarator)
            : typeof(T) == typeof(ISimpleAssignmentOperation) ? Bit(OperationKind.SimpleAssignment)
            : typeof(T) == typeof(IAssignmentOperation) ? Bit(OperationKind.SimpleAssignment) | Bit(OperationKind.CompoundAssignment) | Bit(OperationKind.CoalesceAssignment) | Bit(OperationKind.DeconstructionAssignment)
            : ulong.MaxValue;
    }
}
