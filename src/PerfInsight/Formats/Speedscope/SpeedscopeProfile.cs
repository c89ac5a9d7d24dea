using System.Text.Json;
using PerfInsight.Formats.Json;
using PerfInsight.Formats.Timelines;
using PerfInsight.Profiles;

namespace PerfInsight.Formats.Speedscope;

/// <summary>One profile of a file while it is read: its properties come in any order.</summary>
internal sealed class SpeedscopeProfile
{
    private readonly FrameTree _tree;
    private readonly ReadLimits _limits;
    private readonly DamageNotes _notes;
    private readonly Timeline _timeline;
    private readonly List<int> _samples = [];
    private readonly List<decimal> _early = [];
    private int _weighed;
    private bool _isSampled;

    public SpeedscopeProfile(FrameTree tree, ReadLimits limits, DamageNotes notes)
    {
        (_tree, _limits, _notes) = (tree, limits, notes);
        _timeline = new Timeline(tree, Weights);
    }

    public string Name { get; private set; } = "";

    public string Unit { get; private set; } = "none";

    /// <summary>Where <see cref="Unit"/> stands.</summary>
    public long UnitOffset { get; private set; }

    /// <summary>Sample type as this library has written it; empty in files of others.</summary>
    public string Kind { get; private set; } = "";

    public string KindUnit { get; private set; } = "";

    public string Thread { get; private set; } = "";

    public decimal? Start { get; private set; }

    public decimal? End { get; private set; }

    public StackWeights Weights { get; } = new();

    /// <summary>Lengths of pieces of time, as many as are kept.</summary>
    public IReadOnlyList<decimal> Pieces => _timeline.Pieces;

    /// <summary>One more than the largest number of a frame that was met, and where.</summary>
    public (int Frames, long Offset) Frames { get; private set; }

    public void Read(ref JsonStream json)
    {
        json.Begins(JsonTokenType.StartObject, "a profile");
        var offset = json.Offset;
        while (json.NextProperty())
        {
            if (json.Is("type"u8))
                ReadType(ref json);
            else if (json.Is("name"u8))
                Name = json.Text("the name of a profile");
            else if (json.Is("unit"u8))
                (Unit, UnitOffset) = (json.Text("the unit of a profile"), json.Offset);
            else if (json.Is("startValue"u8))
                Start = json.Number("startValue");
            else if (json.Is("endValue"u8))
                End = json.Number("endValue");
            else if (json.Is("events"u8))
                ReadEvents(ref json);
            else if (json.Is("samples"u8))
                ReadSamples(ref json);
            else if (json.Is("weights"u8))
                ReadWeights(ref json);
            else if (json.Is("perfinsight"u8))
                ReadOwn(ref json);
            else
                json.Skip();
        }

        if (_isSampled && _weighed + _early.Count != _samples.Count)
            throw new ProfileFormatException(SpeedscopeReader.FormatName, $"offset {offset}", $"expected a weight for each of {_samples.Count} samples of the profile, found {_weighed + _early.Count}");
        _samples.Clear();
        if (_timeline.Now is not { } now)
            return;
        Start ??= _timeline.Start;
        End = End is { } end && end > now ? end : now;
        if (_timeline.Depth > 0)
            _notes.Add($"offset {json.Offset}", "expected the end of each call, found calls that are still open where the profile ends", _timeline.Finish(End.Value));
    }

    private static void ReadType(ref JsonStream json)
    {
        if (!json.HasText("evented"u8) && !json.HasText("sampled"u8))
            throw json.Damage($"expected a profile of type 'evented' or 'sampled', found {json.Found()}");
    }

    private void ReadEvents(ref JsonStream json)
    {
        json.Begins(JsonTokenType.StartArray, "events");
        while (json.NextElement())
        {
            json.Begins(JsonTokenType.StartObject, "an event");
            var offset = json.Offset;
            bool? opens = null;
            var frame = -1;
            decimal? at = null;
            while (json.NextProperty())
            {
                if (json.Is("type"u8))
                    opens = json.HasText("O"u8) ? true : json.HasText("C"u8) ? false : throw json.Damage($"expected an event of type 'O' or 'C', found {json.Found()}");
                else if (json.Is("frame"u8))
                    frame = FrameNumber(ref json);
                else if (json.Is("at"u8))
                    at = json.Number("the time of an event");
                else
                    json.Skip();
            }

            if (opens is not { } isOpen || frame < 0 || at is not { } time)
                throw new ProfileFormatException(SpeedscopeReader.FormatName, $"offset {offset}", "expected an event with type, frame and at, found one without");
            AddEvent(isOpen, frame, time, offset);
        }
    }

    private void AddEvent(bool isOpen, int frame, decimal at, long offset)
    {
        var isInOrder = _timeline.Now is not { } now || at >= now;
        if (!isInOrder)
            _notes.Add($"offset {offset}", "expected events in the order of time, found one before the last; its time is taken as that of the last");
        if (!isOpen)
        {
            if (!_timeline.Close(frame, at) && isInOrder)
                _notes.Add($"offset {offset}", "expected the end of the call that began last, found that of another");
            return;
        }

        _timeline.Open(frame, at);
        if (_timeline.Depth > _limits.MaxDepth)
            throw new ProfileFormatException(SpeedscopeReader.FormatName, $"offset {offset}", $"expected at most {_limits.MaxDepth} frames on a stack, found more");
        LimitSamples(_tree.Count, offset);
    }

    private void ReadSamples(ref JsonStream json)
    {
        _isSampled = true;
        json.Begins(JsonTokenType.StartArray, "samples");
        while (json.NextElement())
        {
            json.Begins(JsonTokenType.StartArray, "the frames of a sample");
            var node = FrameTree.Empty;
            while (json.NextElement())
            {
                node = _tree.Call(node, FrameNumber(ref json));
                if (_tree.Depth(node) > _limits.MaxDepth)
                    throw json.Damage($"expected at most {_limits.MaxDepth} frames on a stack, found more");
            }

            LimitSamples(Math.Max(_samples.Count + 1L, _tree.Count), json.Offset);
            _samples.Add(node);
            if (_samples.Count <= _early.Count)
                Weights.Add(node, _early[_samples.Count - 1]);
        }

        _weighed = Math.Min(_samples.Count, _early.Count);
        _early.RemoveRange(0, _weighed);
    }

    private void ReadWeights(ref JsonStream json)
    {
        _isSampled = true;
        json.Begins(JsonTokenType.StartArray, "weights");
        while (json.NextElement())
        {
            var weight = json.Number("a weight");
            if (weight < 0)
                throw json.Damage($"expected a weight of 0 or more, found {json.Found()}");
            if (_weighed < _samples.Count)
            {
                Weights.Add(_samples[_weighed++], weight);
                continue;
            }

            LimitSamples(_early.Count + 1L, json.Offset);
            _early.Add(weight);
        }
    }

    private void ReadOwn(ref JsonStream json)
    {
        json.Begins(JsonTokenType.StartObject, "what perfinsight adds");
        while (json.NextProperty())
        {
            if (json.Is("kind"u8))
                Kind = json.Text("a sample type");
            else if (json.Is("unit"u8))
                KindUnit = json.Text("a unit");
            else if (json.Is("thread"u8))
                Thread = json.Text("the name of a thread");
            else
                json.Skip();
        }
    }

    private int FrameNumber(ref JsonStream json)
    {
        var frame = json.Index("the number of a frame", _limits.MaxEntries);
        if (frame >= Frames.Frames)
            Frames = (frame + 1, json.Offset);
        return frame;
    }

    private void LimitSamples(long count, long offset)
    {
        if (count > _limits.MaxSamples)
            throw new ProfileFormatException(SpeedscopeReader.FormatName, $"offset {offset}", $"expected at most {_limits.MaxSamples} samples and stacks, found more");
    }
}
