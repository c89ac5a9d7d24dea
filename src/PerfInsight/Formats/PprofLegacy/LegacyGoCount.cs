using System.Text.RegularExpressions;
using PerfInsight.Profiles;

namespace PerfInsight.Formats.PprofLegacy;

/// <summary>Go's text of what is counted by stack: goroutines, created threads.</summary>
internal static partial class LegacyGoCount
{
    /// <summary>Reads a profile; its first line was read.</summary>
    public static Profile Read(LegacyText text, LegacySamples samples)
    {
        var counted = new SampleType(text.Line[..text.Line.IndexOf(' ', StringComparison.Ordinal)], "count");
        while (text.Next() && !text.Line.StartsWith("---", StringComparison.Ordinal))
        {
            if (text.IsBlankOrComment)
                continue;
            if (Sample().Match(text.Line) is not { Success: true } sample)
                throw text.Damage("expected 'COUNT @ ADDRESSES'");
            var stack = text.Addresses(sample.Groups[2].Value).ConvertAll(static address => unchecked(address - 1));
            if (samples.Add(new LegacySample(stack, [text.Number(sample.Groups[1].Value)])) is { } expected)
                throw text.Damage(expected);
        }

        return samples.Build(
            [counted], text.ReadMemoryMap(), new ProfileInfo { SourceFormat = LegacyPprofReader.FormatName, PeriodType = counted, Period = 1 });
    }

    [GeneratedRegex("^([0-9]+) @((?: 0x[0-9a-f]+)+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Sample();
}
