using System.Runtime.CompilerServices;

namespace PerfInsight.Formats.Pprof;

/// <summary>From ids of locations to their frames. Ids are mostly 1, 2, 3 …; those that are not cost more, and work.</summary>
/// <param name="count">How many there will be.</param>
internal sealed class FrameIds(int count)
{
    private readonly FrameRange[] _dense = new FrameRange[2 * count + 2];
    private readonly Dictionary<ulong, FrameRange> _sparse = [];

    /// <summary>Adds the frames of an id.</summary>
    public void Add(ulong id, FrameRange frames)
    {
        if (id < (ulong)_dense.Length)
            _dense[id] = frames;
        else
            _sparse.Add(id, frames);
    }

    /// <summary>The frames of an id; none where no location has it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FrameRange Of(ulong id) => id < (ulong)_dense.Length ? _dense[id] : _sparse.GetValueOrDefault(id);
}

/// <summary>The frames of a pprof location, leaf first.</summary>
/// <param name="First">Index of the first in the profile's locations.</param>
/// <param name="Count">How many; 1 where nothing was inlined.</param>
internal readonly record struct FrameRange(int First, int Count);
