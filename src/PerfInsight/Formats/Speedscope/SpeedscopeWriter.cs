using System.Text.Encodings.Web;
using System.Text.Json;
using PerfInsight.Formats.Timelines;
using PerfInsight.Profiles;

namespace PerfInsight.Formats.Speedscope;

/// <summary>
/// Writes the JSON of speedscope (https://www.speedscope.app/file-format-schema.json): one sampled profile for each sample type, and for each
/// thread where samples have a label <c>thread</c> and no more than 64 values of it. Stacks are written with their weight; when samples were taken is lost, and so are other
/// labels, values below zero, addresses and paths of modules. What the format has no place for is under names of this library
/// (<see cref="SpeedscopeFields"/>).
/// </summary>
public sealed class SpeedscopeWriter : IProfileWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Memory holds no more of the text than this.
    private const int FlushAt = 1 << 16;

    // Each thread is a pass over the samples, and a list of more is of no use to anybody.
    private const int MaxThreads = 64;

    /// <inheritdoc/>
    public string Format => SpeedscopeReader.FormatName;

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions { get; } = [".speedscope.json"];

    /// <inheritdoc/>
    public void Write(ProfileData profile, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, Options);
        json.WriteStartObject();
        json.WriteString("$schema", SpeedscopeFields.Schema);
        json.WriteString("exporter", "perfinsight");
        json.WriteNumber("activeProfileIndex", Math.Max(0, profile.DefaultSampleTypeIndex));
        WriteInfo(profile, json);
        json.WriteStartObject("shared");
        json.WriteStartArray("frames");
        foreach (var location in profile.Locations)
            WriteFrame(profile, location, json);
        json.WriteEndArray();
        json.WriteEndObject();
        var threads = new ThreadNames(profile.SampleTypes.Count);
        profile.VisitSamples(threads);
        json.WriteStartArray("profiles");
        for (var column = 0; column < profile.SampleTypes.Count; column++)
        {
            foreach (var thread in threads.Of(column))
                WriteProfile(profile, column, thread, json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteInfo(ProfileData profile, Utf8JsonWriter json)
    {
        var info = profile.Info;
        json.WriteStartObject(SpeedscopeFields.Own);
        json.WriteNumber(SpeedscopeFields.Captured, info.CapturedNanoseconds);
        json.WriteNumber(SpeedscopeFields.Duration, info.Duration);
        json.WriteNumber(SpeedscopeFields.Period, info.Period);
        json.WriteString(SpeedscopeFields.PeriodKind, info.PeriodType?.Kind ?? "");
        json.WriteString(SpeedscopeFields.PeriodUnit, info.PeriodType?.Unit ?? "");
        json.WriteString(SpeedscopeFields.DefaultKind, info.DefaultSampleType);
        json.WriteEndObject();
    }

    private static void WriteFrame(ProfileData profile, Location location, Utf8JsonWriter json)
    {
        var function = profile.Functions[location.Function];
        json.WriteStartObject();
        json.WriteString("name", function.FullName.Length > 0 ? function.FullName : NamedFrame.Unknown);
        if (function.File.Length > 0)
            json.WriteString("file", function.File);
        if (location.Line > 0)
            json.WriteNumber("line", location.Line);
        if (location.Column > 0)
            json.WriteNumber("col", location.Column);
        if (function.Module >= 0 || function.Namespace.Length > 0)
            json.WriteString(SpeedscopeFields.Module, function.Module < 0 ? "" : profile.Modules[function.Module].Name);
        else if (function.Name.Length == 0 && location.Module >= 0)
            json.WriteString(SpeedscopeFields.Module, profile.Modules[location.Module].Name);
        json.WriteEndObject();
        Flush(json);
    }

    private static void WriteProfile(ProfileData profile, int column, string? thread, Utf8JsonWriter json)
    {
        var type = profile.SampleTypes[column];
        json.WriteStartObject();
        json.WriteString("type", "sampled");
        json.WriteString("name", string.IsNullOrEmpty(thread) ? type.Kind : $"{type.Kind} {thread}");
        json.WriteString("unit", type.Unit switch { "nanoseconds" or "microseconds" or "milliseconds" or "seconds" or "bytes" => type.Unit, _ => "none" });
        json.WriteStartObject(SpeedscopeFields.Own);
        json.WriteString(SpeedscopeFields.Kind, type.Kind);
        json.WriteString(SpeedscopeFields.Unit, type.Unit);
        json.WriteString(SpeedscopeFields.Thread, thread ?? "");
        json.WriteEndObject();
        json.WriteNumber("startValue", 0);
        json.WriteStartArray("samples");
        var weights = new Weights(column, thread, json);
        profile.VisitSamples(weights);
        json.WriteEndArray();
        json.WriteStartArray("weights");
        foreach (var weight in weights.Values)
        {
            json.WriteNumberValue(weight);
            Flush(json);
        }

        json.WriteEndArray();
        // Whole numbers, but of a damaged file their sum may be beyond 64 bits.
        json.WriteNumber("endValue", weights.Values.Sum(static weight => (decimal)weight));
        json.WriteEndObject();
    }

    private static void Flush(Utf8JsonWriter json)
    {
        if (json.BytesPending > FlushAt)
            json.Flush();
    }

    private static string ThreadOf(ReadOnlySpan<Label> labels)
    {
        foreach (var label in labels)
        {
            if (label is { Key: StackProfile.ThreadLabel, Text: { } thread })
                return thread;
        }

        return "";
    }

    // The threads of each sample type, in the order of their first samples.
    private sealed class ThreadNames(int columns) : ISampleVisitor
    {
        private readonly List<string>[] _names = [.. Enumerable.Range(0, columns).Select(static _ => new List<string>())];
        private readonly HashSet<(int Column, string Thread)> _seen = [];

        /// <summary>At least one, null for all: a sample type without a sample is written too.</summary>
        public IReadOnlyList<string?> Of(int column) => _names[column].Count is 0 or > MaxThreads ? (string?[])[null] : _names[column];

        public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
        {
            var thread = ThreadOf(labels);
            for (var column = 0; column < values.Length; column++)
            {
                if (values[column] > 0 && _names[column].Count <= MaxThreads && _seen.Add((column, thread)))
                    _names[column].Add(thread);
            }
        }
    }

    // Root first, as speedscope has it; the weights follow in an array of their own.
    private sealed class Weights(int column, string? thread, Utf8JsonWriter json) : ISampleVisitor
    {
        public List<long> Values { get; } = [];

        public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
        {
            if (values[column] <= 0 || (thread is not null && ThreadOf(labels) != thread))
                return;
            json.WriteStartArray();
            for (var i = stack.Length - 1; i >= 0; i--)
                json.WriteNumberValue(stack[i]);
            json.WriteEndArray();
            Values.Add(values[column]);
            Flush(json);
        }
    }
}
