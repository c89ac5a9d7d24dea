using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PerfInsight.Analyzers.Evidence;

/// <summary>Those operations of a member that are of some kinds, in order of the code. A rule asks for the few that it looks at, and the others cost it a byte each.</summary>
/// <param name="operations">All operations of the member.</param>
/// <param name="kinds">The kind of each.</param>
/// <param name="wanted">The kinds to give.</param>
internal readonly struct OperationsOfKinds(ImmutableArray<IOperation> operations, byte[] kinds, OperationKinds wanted)
{
    /// <summary>Goes through them.</summary>
    public Enumerator GetEnumerator() => new(operations, kinds, wanted);

    /// <summary>Goes through the operations.</summary>
    internal struct Enumerator(ImmutableArray<IOperation> operations, byte[] kinds, OperationKinds wanted)
    {
        private int _index = -1;

        /// <summary>The operation.</summary>
        public readonly IOperation Current => operations[_index];

        /// <summary>Goes to the next.</summary>
        public bool MoveNext()
        {
            while (++_index < kinds.Length)
            {
                if (wanted.Has((OperationKind)kinds[_index]))
                    return true;
            }

            return false;
        }
    }
}
