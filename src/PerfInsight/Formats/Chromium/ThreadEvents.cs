using PerfInsight.Formats.Timelines;

namespace PerfInsight.Formats.Chromium;

/// <summary>The events of one thread. They may stand in the file in any order, and are gone through in that of time.</summary>
internal sealed class ThreadEvents(string id)
{
    // Lengths of events that have none.
    private const decimal Begin = -1;
    private const decimal End = -2;

    private readonly List<Event> _events = [];
    private bool _hasSpans;
    private bool _hasCalls;

    /// <summary>Process and thread, as the file numbers them.</summary>
    public string Id { get; } = id;

    /// <summary>Name of the thread; empty where the file has none.</summary>
    public string Name { get; set; } = "";

    public StackWeights Weights { get; } = new();

    /// <summary>Lengths of pieces of time, as many as are kept.</summary>
    public IReadOnlyList<decimal> Pieces { get; private set; } = [];

    /// <summary>First and last moment; null for a thread without events.</summary>
    public (decimal Start, decimal End)? Range { get; private set; }

    /// <summary>A call begins or ends; the frame is -1 where the end does not say which.</summary>
    public void Add(bool begins, int frame, decimal at, long offset)
    {
        _hasCalls = true;
        _events.Add(new Event(at, begins ? Begin : End, frame, offset));
    }

    /// <summary>A call of a known length.</summary>
    public void AddSpan(int frame, decimal at, decimal length, long offset)
    {
        _hasSpans = true;
        _events.Add(new Event(at, length, frame, offset));
    }

    /// <summary>Gives each stack its time.</summary>
    /// <param name="tree">Where stacks are numbered.</param>
    /// <param name="notes">What does not fit.</param>
    /// <param name="check">Called with the depth of the stack and the offset of an event.</param>
    public void Weigh(FrameTree tree, DamageNotes notes, Action<int, long> check)
    {
        var timeline = new Timeline(tree, Weights);
        var spans = new Stack<(decimal End, int Frame)>();
        foreach (var (at, length, frame, offset) in InOrder())
        {
            while (spans.TryPeek(out var span) && span.End <= at)
                Close(span.Frame, span.End);
            if (length == End)
            {
                if (!timeline.Close(frame < 0 ? timeline.Top : frame, at))
                    notes.Add($"offset {offset}", "expected the end of the call that began last, found that of another");
                continue;
            }

            timeline.Open(frame, at);
            check(timeline.Depth, offset);
            if (length == Begin)
                continue;
            var end = at + length;
            if (spans.TryPeek(out var outer) && outer.End < end)
            {
                notes.Add($"offset {offset}", "expected a call that ends before the one that it is in, found one that ends later; it is cut");
                end = outer.End;
            }

            spans.Push((end, frame));
        }

        while (spans.TryPop(out var span))
            timeline.Close(span.Frame, span.End);
        if (timeline.Now is { } now)
        {
            Range = (timeline.Start, now);
            if (timeline.Finish(now) is > 0 and var open)
                notes.Add($"offset {_events[^1].Offset}", "expected the end of each call, found calls that are still open where the thread ends", open);
        }

        Pieces = timeline.Pieces;
        _events.Clear();

        void Close(int closed, decimal end)
        {
            spans.Pop();
            timeline.Close(closed, end);
        }
    }

    // Spans do not say which of those that begin at once is the caller: it is the longest. Begins and ends are in order as they stand.
    private IEnumerable<Event> InOrder() => _hasSpans && !_hasCalls
        ? _events.OrderBy(static one => one.At).ThenByDescending(static one => one.Length)
        : _events.OrderBy(static one => one.At);

    private readonly record struct Event(decimal At, decimal Length, int Frame, long Offset);
}
