using System.Text.RegularExpressions;
using PerfInsight.Profiles;

namespace PerfInsight.Formats.PprofLegacy;

/// <summary>Text of threads (C++): a stack each.</summary>
internal static partial class LegacyThreads
{
    private static readonly SampleType Thread = new("thread", "count");

    /// <summary>Reads a profile; its first line was read.</summary>
    public static Profile Read(LegacyText text, LegacySamples samples)
    {
        if (text.Line.StartsWith("--- threadz", StringComparison.Ordinal))
        {
            while (text.Next() && !text.Line.StartsWith('-') && !text.IsMemoryMapHead)
            {
            }
        }

        while (text.Line.Length > 0 && !text.IsMemoryMapHead && !text.Line.StartsWith("---- no stack trace for", StringComparison.Ordinal))
        {
            if (!Head().IsMatch(text.Line))
                throw text.Damage("expected '--- Thread ID (name: NAME/NUMBER) stack: ---'");
            AddThread(text, samples);
        }

        samples.DropDoubleLeaves();
        return samples.Build(
            [Thread], text.ReadMemoryMap(), new ProfileInfo { SourceFormat = LegacyPprofReader.FormatName, PeriodType = Thread, Period = 1 });
    }

    private static void AddThread(LegacyText text, LegacySamples samples)
    {
        var stack = new List<ulong>();
        var isAsBefore = false;
        while (text.Next() && !text.Line.StartsWith("---", StringComparison.Ordinal))
        {
            if (text.Line.Contains("same as previous thread", StringComparison.Ordinal))
                isAsBefore = true;
            else
                stack.AddRange(text.Addresses(text.Line));
            if (stack.Count > text.Limits.MaxDepth)
                throw text.Damage($"expected at most {text.Limits.MaxDepth} frames in a stack, found more");
        }

        if (isAsBefore || stack.Count == 0)
        {
            if (samples.All is [.., var last])
                last.Values[0]++;
            return;
        }

        // The leaf is no call.
        for (var i = 1; i < stack.Count; i++)
            stack[i] = unchecked(stack[i] - 1);
        if (samples.Add(new LegacySample(stack, [1])) is { } expected)
            throw text.Damage(expected);
    }

    [GeneratedRegex(@"^--- Thread [0-9a-fA-F]+ \(name: .*/\d+\) stack: ---", RegexOptions.CultureInvariant)]
    private static partial Regex Head();
}
