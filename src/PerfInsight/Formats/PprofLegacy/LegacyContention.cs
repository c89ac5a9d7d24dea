using System.Text.RegularExpressions;
using PerfInsight.Profiles;

namespace PerfInsight.Formats.PprofLegacy;

/// <summary>Text of lock contention: of C++ and Go (<c>--- contention:</c>, <c>--- mutex:</c>) in cycles, of Java in the unit that it names.</summary>
internal static partial class LegacyContention
{
    private static readonly SampleType Contentions = new("contentions", "count");

    /// <summary>Reads a profile; its first line was read.</summary>
    public static Profile Read(LegacyText text, LegacySamples samples)
    {
        var attributes = LegacyAttributes.Read(text, "cycles/second", "sampling period", "ms since reset", "discarded samples", "format", "resolution");
        if (attributes.Text("format") is { } format)
            return LegacyJava.ReadContention(text, samples, attributes, format);
        var period = attributes.Number("sampling period") ?? 1;
        var cyclesPerNanosecond = (attributes.Number("cycles/second") ?? 0) / 1e9;
        do
        {
            if (text.Line.StartsWith("---", StringComparison.Ordinal))
                break;
            if (text.IsBlankOrComment)
                continue;
            if (Sample().Match(text.Line) is not { Success: true } sample)
                throw text.Damage("expected 'CYCLES COUNT @ ADDRESSES'");
            var stack = text.Addresses(sample.Groups[3].Value).ConvertAll(static address => unchecked(address - 1));
            var (delay, count) = (text.Number(sample.Groups[1].Value), text.Number(sample.Groups[2].Value));
            if (period > 0)
                (delay, count) = (cyclesPerNanosecond > 0 ? (long)((double)delay * period / cyclesPerNanosecond) : delay, unchecked(count * period));
            if (samples.Add(new LegacySample(stack, [count, delay])) is { } expected)
                throw text.Damage(expected);
        }
        while (text.Next());

        return samples.Build([Contentions, new SampleType("delay", "nanoseconds")], text.ReadMemoryMap(), Info(attributes, period));
    }

    /// <summary>What is said of a profile of contention as a whole.</summary>
    public static ProfileInfo Info(LegacyAttributes attributes, long period) => new()
    {
        SourceFormat = LegacyPprofReader.FormatName,
        PeriodType = Contentions,
        Period = period,
        Duration = attributes.Milliseconds("ms since reset"),
    };

    [GeneratedRegex(@"^(\d+) +(\d+) @([ x0-9a-f]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Sample();
}
