using System.Runtime.CompilerServices;

namespace PerfInsight.Formats.Pprof;

/// <summary>From the ids of a file to indexes. Ids are mostly 1, 2, 3 …; those that are not cost more, and work.</summary>
internal sealed class IdMap
{
    private const int NotThere = -1;

    private readonly int[] _dense;
    private readonly Dictionary<ulong, int> _sparse = [];

    /// <summary>Maps each id to its index in the list.</summary>
    /// <param name="ids">Ids, and where they stand.</param>
    /// <param name="onError">Makes an error of an id that cannot be.</param>
    public IdMap(IReadOnlyList<(ulong Id, long Offset)> ids, Func<long, string, Exception> onError)
    {
        _dense = new int[2 * ids.Count + 2];
        Array.Fill(_dense, NotThere);
        for (var i = 0; i < ids.Count; i++)
        {
            var (id, offset) = ids[i];
            if (id == 0)
                throw onError(offset, "expected an id of 1 or more, found 0");
            if (id < (ulong)_dense.Length ? _dense[id] != NotThere : _sparse.ContainsKey(id))
                throw onError(offset, $"expected an id of its own, found {id} again");
            if (id < (ulong)_dense.Length)
                _dense[id] = i;
            else
                _sparse.Add(id, i);
        }
    }

    /// <summary>The index of an id; -1 where no entry has it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int IndexOf(ulong id) => id < (ulong)_dense.Length ? _dense[id] : _sparse.GetValueOrDefault(id, NotThere);
}
