using System.Text.Json;
using PerfInsight.Formats.Json;
using PerfInsight.Formats.Timelines;
using PerfInsight.Profiles;

namespace PerfInsight.Formats.Speedscope;

/// <summary>
/// Reads the JSON of speedscope (https://www.speedscope.app/file-format-schema.json), evented and sampled. Profiles of one file are its
/// threads. Those of dotnet-trace say by frames of their own what a thread did (<c>CPU_TIME</c>): see <see cref="StackProfile"/>.
/// </summary>
public sealed class SpeedscopeReader : IProfileReader
{
    internal const string FormatName = "speedscope";

    // Each sample type is a column of all rows.
    private const int MaxSampleTypes = 64;

    /// <inheritdoc/>
    public string Format => FormatName;

    /// <inheritdoc/>
    public bool Sniff(ReadOnlySpan<byte> head, string name)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            head = head[3..];
        return head.TrimStart(" \t\r\n"u8) is [(byte)'{', ..]
            && (head.IndexOf("speedscope.app"u8) >= 0
                || (head.IndexOf("\"shared\""u8) >= 0 && head.IndexOf("\"frames\""u8) >= 0)
                || (head.IndexOf("\"profiles\""u8) >= 0 && (head.IndexOf("\"evented\""u8) >= 0 || head.IndexOf("\"sampled\""u8) >= 0)));
    }

    /// <inheritdoc/>
    public ProfileData Read(Stream stream, ReadOptions options) => new File(options.Limits).Read(stream);

    private sealed class File(ReadLimits limits)
    {
        private readonly FrameTree _tree = new();
        private readonly List<NamedFrame> _frames = [];
        private readonly List<SpeedscopeProfile> _profiles = [];
        private readonly DamageNotes _notes = new();
        private bool _hasProfiles;
        private ProfileInfo _info = new() { SourceFormat = FormatName };

        public Profile Read(Stream stream)
        {
            var json = new JsonStream(stream, FormatName, limits);
            json.Read();
            json.Begins(JsonTokenType.StartObject, "a file of speedscope");
            while (json.NextProperty())
            {
                if (json.Is("shared"u8))
                    ReadShared(ref json);
                else if (json.Is("profiles"u8))
                    ReadProfiles(ref json);
                else if (json.Is("perfinsight"u8))
                    ReadOwn(ref json);
                else
                    json.Skip();
            }

            // A profile that measures nothing is written without any.
            if (!_hasProfiles)
                throw json.Damage("expected profiles, found none");
            foreach (var (count, offset) in _profiles.Select(static profile => profile.Frames))
            {
                if (count > _frames.Count)
                    throw new ProfileFormatException(FormatName, $"offset {offset}", $"expected the number of one of {_frames.Count} frames, found {count - 1}");
            }

            if (json.TryRead())
                throw json.Damage("expected the end of the file, found more");
            return Build();
        }

        private void ReadShared(ref JsonStream json)
        {
            json.Begins(JsonTokenType.StartObject, "shared");
            while (json.NextProperty())
            {
                if (!json.Is("frames"u8))
                {
                    json.Skip();
                    continue;
                }

                json.Begins(JsonTokenType.StartArray, "frames");
                while (json.NextElement())
                {
                    if (_frames.Count == limits.MaxEntries)
                        throw json.Damage($"expected at most {limits.MaxEntries} frames, found more");
                    _frames.Add(ReadFrame(ref json));
                }
            }
        }

        private static NamedFrame ReadFrame(ref JsonStream json)
        {
            json.Begins(JsonTokenType.StartObject, "a frame");
            var offset = json.Offset;
            string? name = null, module = null;
            var file = "";
            long line = 0, column = 0;
            while (json.NextProperty())
            {
                if (json.Is("name"u8))
                    name = json.Text("the name of a frame");
                else if (json.Is("file"u8))
                    file = TextOrNull(ref json, "a file") ?? "";
                else if (json.Is("line"u8))
                    line = Place(ref json, "a line");
                else if (json.Is("col"u8))
                    column = Place(ref json, "a column");
                else if (json.Is("module"u8))
                    module = TextOrNull(ref json, "a module");
                else
                    json.Skip();
            }

            return name is null
                ? throw new ProfileFormatException(FormatName, $"offset {offset}", "expected a frame with a name, found one without")
                : new NamedFrame(name, file, line, column, module);
        }

        private static string? TextOrNull(ref JsonStream json, string what) => json.Token == JsonTokenType.Null ? null : json.Text(what);

        // Some writers have null or a negative number for none.
        private static long Place(ref JsonStream json, string what) =>
            json.Token == JsonTokenType.Null ? 0 : (long)Math.Clamp(json.Number(what), 0, long.MaxValue);

        private void ReadProfiles(ref JsonStream json)
        {
            json.Begins(JsonTokenType.StartArray, "profiles");
            _hasProfiles = true;
            while (json.NextElement())
            {
                if (_profiles.Count == limits.MaxEntries)
                    throw json.Damage($"expected at most {limits.MaxEntries} profiles, found more");
                var profile = new SpeedscopeProfile(_tree, limits, _notes);
                profile.Read(ref json);
                _profiles.Add(profile);
            }
        }

        private void ReadOwn(ref JsonStream json)
        {
            json.Begins(JsonTokenType.StartObject, "what perfinsight adds");
            string kind = "", unit = "";
            while (json.NextProperty())
            {
                if (json.Is("captured"u8))
                    _info = _info with { CapturedNanoseconds = (long)json.Number("the time of the capture") };
                else if (json.Is("duration"u8))
                    _info = _info with { Duration = (long)json.Number("a duration") };
                else if (json.Is("period"u8))
                    _info = _info with { Period = (long)json.Number("a period") };
                else if (json.Is("periodKind"u8))
                    kind = json.Text("what the period measures");
                else if (json.Is("periodUnit"u8))
                    unit = json.Text("the unit of the period");
                else if (json.Is("defaultKind"u8))
                    _info = _info with { DefaultSampleType = json.Text("a sample type") };
                else
                    json.Skip();
            }

            if (kind.Length > 0 || unit.Length > 0)
                _info = _info with { PeriodType = new SampleType(kind, unit) };
        }

        private Profile Build()
        {
            var isThreadTime = StackProfile.IsThreadTime(_frames);
            var groups = _profiles.ConvertAll(profile => GroupOf(profile, isThreadTime));
            if (groups.Select(static group => group.Type).Distinct().Count() > MaxSampleTypes)
                throw new ProfileFormatException(FormatName, "offset 0", $"expected at most {MaxSampleTypes} sample types, found more");
            if (_profiles.TrueForAll(static profile => profile.Kind.Length == 0))
            {
                _info = _info with { Duration = Duration(groups), DefaultSampleType = StackProfile.DefaultKind(groups) };
                if (isThreadTime)
                    _info = SamplePeriod.AddTo(_info, _profiles.Zip(groups).SelectMany(static pair => pair.First.Pieces.Select(piece => piece * pair.Second.Factor)));
            }

            return StackProfile.Of(_tree, _frames, groups, _info, _notes.ToWarnings());
        }

        private StackGroup GroupOf(SpeedscopeProfile profile, bool isThreadTime)
        {
            if (profile.Kind.Length > 0)
                return new StackGroup(new SampleType(profile.Kind, profile.KindUnit), 1, profile.Thread, profile.Weights);
            var thread = _profiles.Count > 1 || isThreadTime ? profile.Name : "";
            decimal nanoseconds = profile.Unit switch { "nanoseconds" => 1, "microseconds" => 1_000, "milliseconds" => 1_000_000, "seconds" => 1_000_000_000, _ => 0 };
            if (nanoseconds > 0)
                return new StackGroup(isThreadTime ? null : new SampleType("time", "nanoseconds"), nanoseconds, thread, profile.Weights) { CountsPieces = !isThreadTime };
            return profile.Unit switch
            {
                "bytes" => new StackGroup(new SampleType("space", "bytes"), 1, thread, profile.Weights) { CountsPieces = true },
                "none" => new StackGroup(new SampleType("samples", "count"), 1, thread, profile.Weights),
                _ => throw new ProfileFormatException(
                    FormatName, $"offset {profile.UnitOffset}", $"expected the unit none, nanoseconds, microseconds, milliseconds, seconds or bytes, found '{profile.Unit}'"),
            };
        }

        private long Duration(List<StackGroup> groups)
        {
            var times = _profiles.Zip(groups).Where(static pair => pair.Second.Type?.Unit is null or "nanoseconds" && pair.First is { Start: not null, End: not null }).ToList();
            if (times.Count == 0)
                return 0;
            var start = times.Min(static pair => pair.First.Start!.Value * pair.Second.Factor);
            return (long)Math.Clamp(times.Max(static pair => pair.First.End!.Value * pair.Second.Factor) - start, 0, long.MaxValue);
        }
    }
}
