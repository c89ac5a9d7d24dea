using System.Runtime.InteropServices;

namespace PerfInsight.Formats.Timelines;

/// <summary>
/// The calls of one thread as they begin and end: the time between two events is that of the stack that is open then. Events that do not
/// fit are taken as well as can be, and counted.
/// </summary>
/// <param name="tree">Where stacks are numbered.</param>
/// <param name="weights">Where the time of each stack goes.</param>
internal sealed class Timeline(FrameTree tree, StackWeights weights)
{
    // Enough to know the usual length of a piece by.
    private const int MaxPieces = 10_000;

    private readonly Dictionary<int, int> _open = [];
    private readonly List<decimal> _pieces = [];
    private int _node = FrameTree.Empty;

    /// <summary>When the last event was; null before the first one.</summary>
    public decimal? Now { get; private set; }

    /// <summary>When the first event was.</summary>
    public decimal Start { get; private set; }

    /// <summary>Frames of the open stack.</summary>
    public int Depth => tree.Depth(_node);

    /// <summary>The frame that was opened last; -1 where none is open.</summary>
    public int Top => _node == FrameTree.Empty ? -1 : tree.Frame(_node);

    /// <summary>Lengths of the pieces of time, of a long timeline those of its beginning.</summary>
    public IReadOnlyList<decimal> Pieces => _pieces;

    /// <summary>Opens a frame; false where the time is before that of the event before, which is taken instead.</summary>
    public bool Open(int frame, decimal at)
    {
        var isInOrder = Advance(at);
        _node = tree.Call(_node, frame);
        CollectionsMarshal.GetValueRefOrAddDefault(_open, frame, out _)++;
        return isInOrder;
    }

    /// <summary>
    /// Closes a frame. False where it is not the one that was opened last: then it closes with those that it called, or nothing does
    /// where it is not open at all; false, too, where the time goes back.
    /// </summary>
    public bool Close(int frame, decimal at)
    {
        var isInOrder = Advance(at);
        if (_open.GetValueOrDefault(frame) == 0)
            return false;
        for (; ; isInOrder = false)
        {
            var closed = tree.Frame(_node);
            _node = tree.Parent(_node);
            _open[closed]--;
            if (closed == frame)
                return isInOrder;
        }
    }

    /// <summary>Closes all that is open; the number of frames that were.</summary>
    public int Finish(decimal at)
    {
        var open = Depth;
        if (open > 0)
            Advance(at);
        _node = FrameTree.Empty;
        _open.Clear();
        return open;
    }

    private bool Advance(decimal at)
    {
        if (Now is not { } last)
        {
            Now = Start = at;
            return true;
        }

        if (at < last)
            return false;
        if (at > last && _node != FrameTree.Empty)
        {
            weights.Add(_node, at - last);
            if (_pieces.Count < MaxPieces)
                _pieces.Add(at - last);
        }

        Now = at;
        return true;
    }
}
