using System.Runtime.InteropServices;
using System.Text.Json;
using PerfInsight.Formats.Json;
using PerfInsight.Formats.Timelines;
using PerfInsight.Profiles;

namespace PerfInsight.Formats.Chromium;

/// <summary>One trace while it is read: what frames are called may stand behind the events.</summary>
internal sealed class ChromiumFile(ReadLimits limits)
{
    // Times are in microseconds, whatever unit they are shown in.
    private const decimal Nanoseconds = 1_000;

    // What dotnet-trace calls its events.
    private const string SampleEvent = "sampleEvent";

    private readonly FrameTree _tree = new();
    private readonly Dictionary<(string Name, string StackFrame), int> _frameNumbers = [];
    private readonly List<(string Name, string StackFrame)> _frames = [];
    private readonly Dictionary<string, ThreadEvents> _threads = [];
    private readonly List<ThreadEvents> _inOrder = [];
    private readonly Dictionary<string, (string Name, string Category)> _stackFrames = new(StringComparer.Ordinal);
    private readonly DamageNotes _notes = new();
    private long _events;

    public Profile Read(Stream stream)
    {
        var json = new JsonStream(stream, ChromiumReader.FormatName, limits);
        json.Read();
        if (json.Token == JsonTokenType.StartArray)
        {
            ReadEvents(ref json, mayBeOpen: true);
        }
        else
        {
            json.Begins(JsonTokenType.StartObject, "a trace");
            while (json.NextProperty())
            {
                if (json.Is("traceEvents"u8))
                    ReadEvents(ref json, mayBeOpen: false);
                else if (json.Is("stackFrames"u8))
                    ReadStackFrames(ref json);
                else
                    json.Skip();
            }
        }

        if (json.TryRead())
            throw json.Damage("expected the end of the file, found more");
        if (_events == 0)
            throw json.Damage("expected calls that begin and end (ph B, E or X), found none");
        return Build();
    }

    // The end of a list without anything around it may be missing, as in that of a program that was ended.
    private void ReadEvents(ref JsonStream json, bool mayBeOpen)
    {
        json.Begins(JsonTokenType.StartArray, "traceEvents");
        while (true)
        {
            if (!json.TryRead())
            {
                if (mayBeOpen)
                    return;
                json.Read();
            }

            if (json.Token == JsonTokenType.EndArray)
                return;
            ReadEvent(ref json);
        }
    }

    private void ReadEvent(ref JsonStream json)
    {
        json.Begins(JsonTokenType.StartObject, "an event");
        var offset = json.Offset;
        string? name = null;
        string phase = "", category = "", stackFrame = "", process = "", thread = "", given = "";
        decimal? at = null;
        var length = 0m;
        while (json.NextProperty())
        {
            if (json.Is("name"u8))
                name = json.Scalar("the name of an event");
            else if (json.Is("cat"u8))
                category = json.Scalar("the category of an event");
            else if (json.Is("ph"u8))
                phase = json.Text("the phase of an event");
            else if (json.Is("ts"u8))
                at = json.Number("the time of an event");
            else if (json.Is("dur"u8))
                length = json.Number("the length of an event");
            else if (json.Is("pid"u8))
                process = json.Scalar("a process");
            else if (json.Is("tid"u8))
                thread = json.Scalar("a thread");
            else if (json.Is("sf"u8))
                stackFrame = json.Scalar("the number of a frame");
            else if (json.Is("args"u8))
                given = NameIn(ref json);
            else
                json.Skip();
        }

        if (phase == "M" && name == "thread_name")
            Thread(process, thread, ref json).Name = given;
        if (phase is not ("B" or "E" or "X"))
            return;
        if (at is not { } time)
            throw new ProfileFormatException(ChromiumReader.FormatName, $"offset {offset}", $"expected an event '{phase}' with a time (ts), found one without");
        if (length < 0)
            throw new ProfileFormatException(ChromiumReader.FormatName, $"offset {offset}", $"expected an event with a length of 0 or more, found {length}");
        if (++_events > limits.MaxSamples)
            throw new ProfileFormatException(ChromiumReader.FormatName, $"offset {offset}", $"expected at most {limits.MaxSamples} events, found more");
        var events = Thread(process, thread, ref json);

        // Stack frames of others say where an event comes from.
        var frame = name is null && phase == "E" ? -1 : Number(name ?? "", category == SampleEvent ? stackFrame : "", ref json);
        if (phase == "X")
            events.AddSpan(frame, time, length, offset);
        else
            events.Add(phase == "B", frame, time, offset);
    }

    private static string NameIn(ref JsonStream json)
    {
        var name = "";
        if (json.Token != JsonTokenType.StartObject)
        {
            json.Skip();
            return name;
        }

        while (json.NextProperty())
        {
            if (json.Is("name"u8) && json.Token == JsonTokenType.String)
                name = json.Text("a name");
            else
                json.Skip();
        }

        return name;
    }

    private ThreadEvents Thread(string process, string thread, ref JsonStream json)
    {
        var id = $"{process}/{thread}";
        ref var events = ref CollectionsMarshal.GetValueRefOrAddDefault(_threads, id, out var isKnown);
        if (!isKnown)
        {
            if (_inOrder.Count == limits.MaxEntries)
                throw json.Damage($"expected at most {limits.MaxEntries} threads, found more");
            events = new ThreadEvents(thread);
            _inOrder.Add(events);
        }

        return events!;
    }

    private int Number(string name, string stackFrame, ref JsonStream json)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_frameNumbers, (name, stackFrame), out var isKnown);
        if (!isKnown)
        {
            if (_frames.Count == limits.MaxEntries)
                throw json.Damage($"expected at most {limits.MaxEntries} frames, found more");
            number = _frames.Count;
            _frames.Add((name, stackFrame));
        }

        return number;
    }

    private void ReadStackFrames(ref JsonStream json)
    {
        json.Begins(JsonTokenType.StartObject, "stackFrames");
        while (json.NextProperty())
        {
            if (_stackFrames.Count == limits.MaxEntries)
                throw json.Damage($"expected at most {limits.MaxEntries} frames, found more");
            var id = json.Name;
            json.Read();
            json.Begins(JsonTokenType.StartObject, "a frame");
            string name = "", category = "";
            while (json.NextProperty())
            {
                if (json.Is("name"u8))
                    name = json.Scalar("the name of a frame");
                else if (json.Is("category"u8))
                    category = json.Scalar("the category of a frame");
                else
                    json.Skip();
            }

            _stackFrames[id] = (name, category);
        }
    }

    private Profile Build()
    {
        foreach (var thread in _inOrder)
        {
            thread.Weigh(_tree, _notes, (depth, offset) =>
            {
                if (depth > limits.MaxDepth)
                    throw new ProfileFormatException(ChromiumReader.FormatName, $"offset {offset}", $"expected at most {limits.MaxDepth} frames on a stack, found more");
            });
        }

        var frames = _frames.ConvertAll(FrameOf);
        var isThreadTime = StackProfile.IsThreadTime(frames);
        var threads = _inOrder.FindAll(static thread => thread.Range is not null);
        var groups = threads.ConvertAll(thread => new StackGroup(
            isThreadTime ? null : new SampleType("time", "nanoseconds"), Nanoseconds, isThreadTime || threads.Count > 1 ? NameOf(thread) : "", thread.Weights)
        {
            CountsPieces = !isThreadTime,
        });
        var duration = (threads.Max(static thread => thread.Range!.Value.End) - threads.Min(static thread => thread.Range!.Value.Start)) * Nanoseconds;
        var info = new ProfileInfo
        {
            SourceFormat = ChromiumReader.FormatName,
            Duration = (long)Math.Min(duration, long.MaxValue),
            DefaultSampleType = StackProfile.DefaultKind(groups),
        };
        if (isThreadTime)
        {
            info = SamplePeriod.AddTo(info, threads.SelectMany(static thread => thread.Pieces).Select(static piece => piece * Nanoseconds));
            if (info.Period == 0)
                _notes.Add("offset 0", "expected times in microseconds, found samples that are shorter than any sampler's: dotnet-trace of before March 2024 wrote milliseconds, so that all times may be 1000 times longer");
        }

        return StackProfile.Of(_tree, frames, groups, info, _notes.ToWarnings());
    }

    // dotnet-trace writes the module of a frame as the category of its stack frame, and leaves it out of the name.
    private NamedFrame FrameOf((string Name, string StackFrame) frame) =>
        frame.StackFrame.Length > 0 && _stackFrames.TryGetValue(frame.StackFrame, out var known) && known.Category.Length > 0 && known.Name == frame.Name
            ? new NamedFrame($"{known.Category}!{frame.Name}")
            : new NamedFrame(frame.Name);

    private static string NameOf(ThreadEvents thread) => thread.Name.Length > 0 ? $"{thread.Name} ({thread.Id})" : $"Thread ({thread.Id})";
}
