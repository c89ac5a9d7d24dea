using System.Runtime.InteropServices;
using PerfInsight.Formats.Timelines;
using PerfInsight.Profiles;

namespace PerfInsight.Formats.PerfScript;

/// <summary>
/// Reads what <c>perf script</c> prints of a recording: for each sample a head and its frames, leaf first. Names of the .NET runtime's perf map
/// become those of a .nettrace file. Each event is a sample type; one alone has the number of samples beside it.
/// </summary>
public sealed class PerfScriptReader : IProfileReader
{
    internal const string FormatName = "perf script";

    // Each event is a column of all rows.
    private const int MaxEvents = 64;

    /// <inheritdoc/>
    public string Format => FormatName;

    /// <inheritdoc/>
    public bool Sniff(ReadOnlySpan<byte> head, string name)
    {
        var isAfterHead = false;
        while (!head.IsEmpty)
        {
            var end = head.IndexOf((byte)'\n');
            var isCut = end < 0;
            var line = (isCut ? head : head[..end]).TrimEnd((byte)'\r');
            head = isCut ? default : head[(end + 1)..];
            if (line.IsEmpty || line[0] == (byte)'#')
                continue;
            if (isAfterHead)
                return line[0] is (byte)' ' or (byte)'\t' ? isCut || PerfFrameLine.TryParse(line, out _) : PerfHead.TryParse(line, out _);
            if (!PerfHead.TryParse(line, out var sample))
                return false;
            if (PerfFrameLine.TryParse(line[sample.Rest..], out _))
                return true;
            isAfterHead = true;
        }

        return isAfterHead;
    }

    /// <inheritdoc/>
    public ProfileData Read(Stream stream, ReadOptions options) => new Text(options.Limits).Read(stream);

    private sealed class Text(ReadLimits limits)
    {
        private readonly FrameTree _tree = new();
        private readonly List<NamedFrame> _frames = [];
        private readonly Dictionary<PerfFrame, int> _frameNumbers = [];
        private readonly Dictionary<(string Event, string Thread), StackWeights> _weights = [];
        private readonly List<(string Event, string Thread, StackWeights Weights)> _groups = [];
        private readonly HashSet<string> _events = [];
        private readonly DamageNotes _notes = new();
        private readonly List<int> _stack = [];
        private PerfHead? _head;
        private long _samples;
        private long _first = long.MaxValue;
        private long _last;
        private long _period = -1;
        private string _position = "";

        public Profile Read(Stream stream)
        {
            var lines = new LineReader(stream, limits.MaxValueBytes, limits.MaxBytes, () => new ProfileFormatException(
                FormatName, $"offset {limits.MaxBytes}", $"expected at most {limits.MaxBytes} bytes after unpacking, found more"));
            for (var offset = 0L; lines.TryRead(out var line); offset = lines.Offset)
            {
                _position = $"line {lines.Line}, offset {offset}";
                if (lines.WasTooLong)
                    _notes.Add(_position, $"expected a line of at most {limits.MaxValueBytes} bytes, found a longer one, which is left out");
                else if (line.Trim(" \t\r"u8).IsEmpty)
                    AddSample();
                else if (line[0] is (byte)' ' or (byte)'\t')
                    AddFrame(line);
                else if (line[0] != (byte)'#')
                    Begin(line);
            }

            AddSample();
            if (_samples == 0)
                throw new ProfileFormatException(FormatName, $"offset {lines.Offset}", "expected samples, found none");
            return Build();
        }

        private void Begin(ReadOnlySpan<byte> line)
        {
            AddSample();
            if (!PerfHead.TryParse(line, out var head))
            {
                _notes.Add(_position, "expected the head of a sample (comm pid/tid [cpu] time: period event:), found another line, which is left out");
                return;
            }

            // What perf tells of mappings and threads between the samples (--show-mmap-events and the like).
            if (head.Event.StartsWith("PERF_RECORD_", StringComparison.Ordinal))
                return;
            _head = head;
            if (PerfFrameLine.TryParse(line[head.Rest..], out var frame))
                _stack.Add(Number(frame!));
        }

        private void AddFrame(ReadOnlySpan<byte> line)
        {
            if (_head is null)
                return;
            if (!PerfFrameLine.TryParse(line, out var frame))
            {
                _notes.Add(_position, "expected a frame (address symbol (file)), found another line, which is left out");
                return;
            }

            if (_stack.Count == limits.MaxDepth)
                throw Damage($"expected at most {limits.MaxDepth} frames on a stack, found more");
            _stack.Add(Number(frame!));
        }

        private int Number(PerfFrame frame)
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_frameNumbers, frame, out var isKnown);
            if (!isKnown)
            {
                if (_frames.Count == limits.MaxEntries)
                    throw Damage($"expected at most {limits.MaxEntries} functions, found more");
                number = _frames.Count;
                _frames.Add(frame);
            }

            return number;
        }

        private void AddSample()
        {
            if (_head is not { } head)
            {
                _stack.Clear();
                return;
            }

            _head = null;
            if (++_samples > limits.MaxSamples)
                throw Damage($"expected at most {limits.MaxSamples} samples, found more");
            var node = FrameTree.Empty;
            for (var i = _stack.Count - 1; i >= 0; i--)
                node = _tree.Call(node, _stack[i]);
            if (_tree.Count > limits.MaxSamples)
                throw Damage($"expected at most {limits.MaxSamples} frames of different stacks, found more");
            _stack.Clear();
            if (!_weights.TryGetValue((head.Event, head.Thread), out var weights))
            {
                if (_events.Add(head.Event) && _events.Count > MaxEvents)
                    throw Damage($"expected at most {MaxEvents} events, found more");
                if (_groups.Count == limits.MaxEntries)
                    throw Damage($"expected at most {limits.MaxEntries} threads, found more");
                _weights.Add((head.Event, head.Thread), weights = new StackWeights());
                _groups.Add((head.Event, head.Thread, weights));
            }

            weights.Add(node, head.Period);
            (_first, _last) = (Math.Min(_first, head.Nanoseconds), Math.Max(_last, head.Nanoseconds));
            _period = _period < 0 || _period == head.Period ? head.Period : 0;
        }

        private Profile Build()
        {
            var isOne = _events.Count == 1;
            var groups = _groups.ConvertAll(group =>
                new StackGroup(TypeOf(group.Event), 1, group.Thread, group.Weights) { CountsPieces = isOne && group.Event != "samples" });
            var info = new ProfileInfo { SourceFormat = FormatName, Duration = _last - _first, DefaultSampleType = StackProfile.DefaultKind(groups) };
            if (isOne && _period > 0)
                info = info with { PeriodType = TypeOf(_groups[0].Event), Period = _period };
            return StackProfile.Of(_tree, _frames, groups, info, _notes.ToWarnings());
        }

        // The software clocks count nanoseconds (perf_event_open(2)); all other events count themselves.
        private static SampleType TypeOf(string name) => name is "cpu-clock" or "task-clock" ? new SampleType("cpu", "nanoseconds") : new SampleType(name, "count");

        private ProfileFormatException Damage(string expected) => new(FormatName, _position, expected);
    }
}
