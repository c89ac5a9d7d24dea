using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Evidence;

/// <summary>The kinds that operations of a type have: what the type of an operation is, its kind tells for less.</summary>
/// <typeparam name="T">The type.</typeparam>
internal static class OperationsOfType<T>
    where T : IOperation
{
    /// <summary>The kinds.</summary>
    public static readonly OperationKinds Kinds =
        typeof(T) == typeof(IInvocationOperation) ? new(OperationKind.Invocation)
        : typeof(T) == typeof(IObjectCreationOperation) ? new(OperationKind.ObjectCreation)
        : typeof(T) == typeof(IAnonymousFunctionOperation) ? new(OperationKind.AnonymousFunction)
        : typeof(T) == typeof(IAwaitOperation) ? new(OperationKind.Await)
        : typeof(T) == typeof(IForEachLoopOperation) ? new(OperationKind.Loop)
        : typeof(T) == typeof(IReturnOperation) ? new(OperationKind.Return, OperationKind.YieldReturn, OperationKind.YieldBreak)
        : typeof(T) == typeof(IInvalidOperation) ? new(OperationKind.Invalid)
        : typeof(T) == typeof(ITryOperation) ? new(OperationKind.Try)
        : typeof(T) == typeof(IMethodReferenceOperation) ? new(OperationKind.MethodReference)
        : typeof(T) == typeof(IVariableDeclaratorOperation) ? new(OperationKind.VariableDeclarator)
        : typeof(T) == typeof(ISimpleAssignmentOperation) ? new(OperationKind.SimpleAssignment)
        : typeof(T) == typeof(IAssignmentOperation) ? new(OperationKind.SimpleAssignment, OperationKind.CompoundAssignment, OperationKind.CoalesceAssignment, OperationKind.DeconstructionAssignment)
        : throw new NotSupportedException($"The kinds of {typeof(T).Name} are not listed.");
}
