using System.Globalization;
using System.Text.RegularExpressions;
using PerfInsight.Profiles;

namespace PerfInsight.Formats.PprofLegacy;

/// <summary>Java's profiles: samples by place number, then a name for each place.</summary>
internal static partial class LegacyJava
{
    // Java's heap profiler looks at an object in so many bytes (google/pprof, parseJavaSamples).
    private const long HeapSamplingRate = 524_288;

    /// <summary>Reads a heap; its first line was read.</summary>
    public static Profile ReadHeap(LegacyText text, LegacySamples samples)
    {
        var attributes = LegacyAttributes.Read(text, "format", "resolution");
        Check(text, attributes.Text("format"));
        ReadSamples(text, samples, (count, size) => count == 0
            ? throw text.Damage("expected a number of objects above zero")
            : LegacyHeap.Unsampled(count, size, HeapSamplingRate), hasBlockSize: true);
        return samples.Build(
            [new SampleType("inuse_objects", "count"), new SampleType("inuse_space", attributes.Text("resolution") ?? "bytes")],
            ReadNames(text),
            new ProfileInfo { SourceFormat = LegacyPprofReader.FormatName });
    }

    /// <summary>Reads a profile of contention; its attributes were read.</summary>
    public static Profile ReadContention(LegacyText text, LegacySamples samples, LegacyAttributes attributes, string format)
    {
        Check(text, format);
        var period = attributes.Number("sampling period") ?? 0;
        var factor = period == 0 ? 1 : period;
        ReadSamples(text, samples, (count, delay) => unchecked((count * factor, delay * factor)), hasBlockSize: false);
        return samples.Build(
            [new SampleType("contentions", "count"), new SampleType("delay", attributes.Text("resolution") ?? "microseconds")],
            ReadNames(text),
            LegacyContention.Info(attributes, period));
    }

    /// <summary>Reads the names of places: <c>0x2a com.example.Cache.get (Cache.java:42)</c>.</summary>
    public static Dictionary<ulong, (Function Function, long Line)> ReadNames(LegacyText text)
    {
        var names = new Dictionary<ulong, (Function, long)>();
        do
        {
            if (Place().Match(text.Line) is not { Success: true } place)
                continue;
            if (names.Count == text.Limits.MaxEntries)
                throw text.Damage($"expected at most {text.Limits.MaxEntries} places, found more");
            names[text.Address(place.Groups[1].ValueSpan)] = Named(place.Groups[2].Value);
        }
        while (text.Next());
        return names;
    }

    // com.example.Cache.get (Cache.java:42), or (Cache.java), or a name alone. By hand: a pattern would try each bracket of a long line.
    private static (Function Function, long Line) Named(string name)
    {
        var open = name.EndsWith(')') ? name.LastIndexOf(" (", StringComparison.Ordinal) : -1;
        if (open <= 0)
            return (FunctionOf(name.Contains("generated stub/JIT", StringComparison.Ordinal) ? "STUB" : name, ""), 0);
        var place = name[(open + 2)..^1];
        var function = name[..open].TrimEnd();
        var colon = place.LastIndexOf(':');
        return colon > 0 && long.TryParse(place.AsSpan(colon + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var line)
            ? (FunctionOf(function, place[..colon]), Math.Max(0, line))
            : (FunctionOf(function, place), 0);
    }

    private static Function FunctionOf(string name, string file) => new(-1, 0, "", name, "") { SystemName = name, File = file };

    private static void Check(LegacyText text, string? format)
    {
        if (format is not "java")
            throw text.Damage($"expected 'format = java', found '{format ?? "no format"}'");
    }

    // Size or time comes first here.
    private static void ReadSamples(LegacyText text, LegacySamples samples, Func<long, long, (long, long)> scaled, bool hasBlockSize)
    {
        do
        {
            if (text.Line.Length == 0)
                continue;
            if (Sample().Match(text.Line) is not { Success: true } sample)
                return;
            var (amount, count) = (text.Number(sample.Groups[1].Value), text.Number(sample.Groups[2].Value));
            var (scaledCount, scaledAmount) = scaled(count, amount);
            var entry = new LegacySample(text.Addresses(sample.Groups[3].Value), [scaledCount, scaledAmount], hasBlockSize ? amount / count : null);
            if (samples.Add(entry) is { } expected)
                throw text.Damage(expected);
        }
        while (text.Next());
    }

    [GeneratedRegex(@"^(\d+) +(\d+) +@ +([ x0-9a-f]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Sample();

    [GeneratedRegex(@"^0x([0-9a-fA-F]+)\s+(.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
