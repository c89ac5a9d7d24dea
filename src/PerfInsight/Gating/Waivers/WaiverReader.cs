using PerfInsight.Gating.Policies;
using PerfInsight.Gating.Reports;
using PerfInsight.Gating.Yaml;

namespace PerfInsight.Gating.Waivers;

/// <summary>
/// Reads <c>perfinsight-waivers.yml</c>. Each row is for one finding: the whole name of one member or benchmark, one gate, one metric, and a
/// ceiling; patterns are errors, and so is a second row for the same.
/// </summary>
public static class WaiverReader
{
    private static readonly string[] Waivable = [.. GateIds.All.Where(static id => id != GateIds.Waiver)];

    /// <summary>Reads the rows.</summary>
    /// <param name="text">The file.</param>
    /// <param name="source">Its name, for messages and places.</param>
    /// <exception cref="PolicyException">It makes no sense.</exception>
    public static IReadOnlyList<WaiverRow> Read(string text, string source)
    {
        var problems = new YamlProblems(source);
        var tree = YamlTree.Read(text, problems);
        problems.ThrowIfAny();
        var top = new YamlSection(tree, "the file", problems);
        PolicyReader.ReadVersion(top);
        var rows = new List<WaiverRow>();
        var seen = new Dictionary<(string, string, string), int>();
        foreach (var section in top.Sections("waivers"))
        {
            var row = Row(section, source);
            rows.Add(row);
            if (!seen.TryAdd((row.Gate, row.Subject, row.Metric), row.Place.Line))
                section.Contradicts($"the row on line {seen[(row.Gate, row.Subject, row.Metric)]} is for the same: keep one of them");
        }

        top.End();
        problems.ThrowIfAny();
        return rows;
    }

    private static WaiverRow Row(YamlSection section, string source)
    {
        var gate = section.Required("gate");
        if (gate.Length > 0 && !Waivable.Contains(gate))
            section.Contradicts($"gate: expected one of {string.Join(", ", Waivable)}, found '{gate}'");
        var subject = section.Required("subject");
        if (subject.Contains('*', StringComparison.Ordinal))
            section.Contradicts($"subject: expected the whole name of one member or benchmark, found the pattern '{subject}'");
        var metric = section.Required("metric");
        var (ceiling, isGrowth) = Ceiling(section);
        var row = new WaiverRow(
            gate, subject, metric, ceiling, isGrowth, section.Required("reason"), section.Required("owner"), section.Required("issue"), section.Date("expires"),
            new SourcePlace(source, section.Value?.Line ?? 1));
        section.End();
        return row;
    }

    private static (double Value, bool IsGrowth) Ceiling(YamlSection section)
    {
        var text = section.Required("ceiling");
        var isGrowth = text.StartsWith('+');
        if (Amount.TryPercent(isGrowth ? text[1..] : text, out var share))
            return (share, isGrowth);
        if (text.Length > 0)
            section.Contradicts($"ceiling: expected a growth such as +60%, or a share of all such as 8%, found '{text}'");
        return (0, false);
    }
}
