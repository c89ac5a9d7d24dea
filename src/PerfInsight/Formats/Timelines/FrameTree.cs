using System.Runtime.InteropServices;

namespace PerfInsight.Formats.Timelines;

/// <summary>
/// Stacks as a tree of callers while a file is read: frames are the numbers that the file has for them, whether it has told what they
/// are or not.
/// </summary>
internal sealed class FrameTree
{
    /// <summary>The stack without a frame.</summary>
    public const int Empty = -1;

    private readonly Dictionary<(int Parent, int Frame), int> _nodes = [];
    private readonly List<(int Parent, int Frame, int Depth)> _entries = [];

    /// <summary>Number of nodes; a caller comes before those that it calls.</summary>
    public int Count => _entries.Count;

    /// <summary>Node of the caller, <see cref="Empty"/> for none.</summary>
    public int Parent(int node) => _entries[node].Parent;

    /// <summary>The file's number of the frame.</summary>
    public int Frame(int node) => _entries[node].Frame;

    /// <summary>Frames of the stack.</summary>
    public int Depth(int node) => node < 0 ? 0 : _entries[node].Depth;

    /// <summary>The node of a frame that another one calls.</summary>
    public int Call(int caller, int frame)
    {
        ref var node = ref CollectionsMarshal.GetValueRefOrAddDefault(_nodes, (caller, frame), out var isKnown);
        if (!isKnown)
        {
            node = _entries.Count;
            _entries.Add((caller, frame, Depth(caller) + 1));
        }

        return node;
    }
}
