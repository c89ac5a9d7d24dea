using PerfInsight.Comparison;
using PerfInsight.Gating.Yaml;

namespace PerfInsight.Gating.Policies;

/// <summary>
/// Reads <c>perfinsight.yml</c>. Strict: an unknown key, a value of the wrong type and what contradicts itself are errors, each with line
/// and column, all of them at once; a key that is left away has its default.
/// </summary>
public static class PolicyReader
{
    private static readonly (string Word, GateLevel Level)[] Levels = [("fail", GateLevel.Fail), ("warn", GateLevel.Warn), ("off", GateLevel.Off)];

    /// <summary>Reads a policy.</summary>
    /// <param name="text">The file.</param>
    /// <param name="source">Its name, for messages.</param>
    /// <exception cref="PolicyException">It makes no sense.</exception>
    public static GatePolicy Read(string text, string source)
    {
        var problems = new YamlProblems(source);
        var tree = YamlTree.Read(text, problems);
        problems.ThrowIfAny();
        var top = new YamlSection(tree, "the file", problems);
        ReadVersion(top);
        var missing = new GatePolicy();
        var profiles = top.Section("profiles");
        var benchmarks = top.Section("benchmarks");
        var gates = top.Section("gates");
        var policy = new GatePolicy
        {
            Inconclusive = top.Choice("inconclusive", missing.Inconclusive, ("pass", InconclusivePolicy.Pass), ("report", InconclusivePolicy.Report), ("fail", InconclusivePolicy.Fail)),
            Per = profiles.Choice<ComparisonMode?>(
                "per", null, ("auto", null), ("second", ComparisonMode.PerSecond), ("operation", ComparisonMode.PerOperation), ("share", ComparisonMode.Share), ("run", ComparisonMode.Absolute)),
            ProfileAlpha = profiles.Number("alpha", missing.ProfileAlpha, 0.000001, 0.5),
            LeastProfiles = (int)profiles.Number("least", missing.LeastProfiles, 1, 1000),
            BenchmarkAlpha = benchmarks.Number("alpha", missing.BenchmarkAlpha, 0.000001, 0.5),
            Reach = [.. benchmarks.Sections("reach").Select(Reach)],
            NewHotspot = NewHotspot(gates.Section("new-hotspot"), missing.NewHotspot),
            Member = Member(gates.Section("member"), missing.Member),
            GcPause = GcPause(gates.Section("gc-pause"), missing.GcPause),
            Benchmark = Benchmark(gates.Section("benchmark"), missing.Benchmark),
            Coverage = Coverage(gates.Section("coverage"), missing.Coverage),
            Waiver = Level(gates.Section("waiver"), missing.Waiver),
            Dashboard = top.Text("dashboard", missing.Dashboard),
        };
        policy = policy with { UnrelatedBenchmark = Unrelated(gates.Section("unrelated-benchmark"), missing.UnrelatedBenchmark, policy.Benchmark) };
        profiles.End();
        benchmarks.End();
        gates.End();
        top.End();
        problems.ThrowIfAny();
        return policy;
    }

    /// <summary>Says which version of the format a file has; there is one so far.</summary>
    internal static void ReadVersion(YamlSection top)
    {
        var version = top.Required("version");
        if (version.Length > 0 && version != "1")
            top.Contradicts($"expected version 1, found '{version}': a newer perfinsight may know it");
    }

    private static GateLevel Level(YamlSection section, GateLevel missing)
    {
        var level = section.Choice("level", missing, Levels);
        section.End();
        return level;
    }

    private static NewHotspotPolicy NewHotspot(YamlSection section, NewHotspotPolicy missing)
    {
        var policy = new NewHotspotPolicy
        {
            Level = section.Choice("level", missing.Level, Levels),
            Flat = section.Percent("flat", missing.Flat, most: 1),
            SampleTypes = section.Texts("sample-types", missing.SampleTypes),
            Justified =
            [
                .. section.Sections("justified").Select(static row =>
                {
                    var justification = new Justification(row.Required("member"), row.Required("reason"));
                    if (justification.Member.Contains('*', StringComparison.Ordinal))
                        row.Contradicts("expected the whole name of one member, found a pattern: a justification is for one hotspot");
                    row.End();
                    return justification;
                }),
            ],
        };
        if (policy.Flat == 0)
            section.Contradicts("flat is 0%, so that every new member fails: expected more, or 'level: off'");
        if (policy.SampleTypes.Count == 0 && policy.Level != GateLevel.Off)
            section.Contradicts("sample-types is empty, so that the gate looks at nothing: name some, or say 'level: off'");
        section.End();
        return policy;
    }

    private static MemberPolicy Member(YamlSection section, MemberPolicy missing)
    {
        var level = section.Choice("level", missing.Level, Levels);
        var hasRules = section.Has("rules");
        var rows = section.Sections("rules");
        var rules = rows.Select(row => (Row: row, Rule: Rule(row))).ToList();
        if (hasRules && rows.Count == 0 && level != GateLevel.Off)
            section.Contradicts("rules is empty, so that the gate looks at nothing: name some, or say 'level: off'");
        var seen = new Dictionary<(string, string, string), int>();
        foreach (var (row, rule) in rules)
        {
            if (rule is not null && !seen.TryAdd((rule.Metric, rule.Tag, rule.Members.ToString()), row.Value!.Line))
                row.Contradicts($"the rule on line {seen[(rule.Metric, rule.Tag, rule.Members.ToString())]} is for the same members, metric and tag: keep one of them");
        }

        section.End();
        return new MemberPolicy { Level = level, Rules = rules.Count == 0 ? missing.Rules : [.. rules.Select(static pair => pair.Rule).OfType<MemberRule>()] };
    }

    // Null where the metric is none: what else is wrong with the rule is said all the same.
    private static MemberRule? Rule(YamlSection section)
    {
        var metric = section.Required("metric");
        var dot = metric.LastIndexOf('.');
        var isMetric = dot > 0 && metric[(dot + 1)..] is "self" or "total";
        if (metric.Length > 0 && !isMetric)
            section.Contradicts($"metric: expected a sample type and .self or .total, such as cpu.self, found '{metric}'");
        var missing = new MemberRule(isMetric ? metric : "cpu.self");
        var rule = missing with
        {
            Members = new NamePatterns(section.Texts("members", missing.Members.Texts)),
            Tag = section.Text("tag", missing.Tag),
            Level = section.Choice<GateLevel?>("level", null, [.. Levels.Select(static level => (level.Word, (GateLevel?)level.Level))]),
            Relative = section.Percent("relative", missing.Relative),
            Absolute = section.AmountOf("absolute", missing.Absolute),
        };
        if (rule.Tag.Length > 0 && rule.Tag.IndexOf('=', StringComparison.Ordinal) is not > 0)
            section.Contradicts($"tag: expected key=value, such as endpoint=/checkout, found '{rule.Tag}'");
        if (rule.Members.Texts.Count == 0)
            section.Contradicts("members is empty, so that the rule is for nothing");
        if (isMetric && UnitOf(rule.SampleType) is { } unit && rule.Absolute.Kind != AmountKind.Share && rule.Absolute.Kind != unit)
            section.Contradicts($"absolute: {rule.Metric} is measured in {Word(unit)}, found {Word(rule.Absolute.Kind)}");
        section.End();
        return isMetric ? rule : null;
    }

    private static AmountKind? UnitOf(string sampleType) => sampleType switch
    {
        "cpu" or "blocked" or "contention" or "delay" or "wall" => AmountKind.Time,
        "alloc_space" or "inuse_space" => AmountKind.Bytes,
        "alloc_objects" or "inuse_objects" or "samples" or "exceptions" or "contentions" => AmountKind.Count,
        _ => null,
    };

    private static string Word(AmountKind kind) => kind switch
    {
        AmountKind.Time => "time (such as 10ms)",
        AmountKind.Bytes => "bytes (such as 64KB)",
        AmountKind.Count => "a count (such as 100)",
        _ => "a share",
    };

    private static GcPausePolicy GcPause(YamlSection section, GcPausePolicy missing)
    {
        var policy = new GcPausePolicy
        {
            Level = section.Choice("level", missing.Level, Levels),
            Relative = section.Percent("relative", missing.Relative),
            Absolute = section.Percent("absolute", missing.Absolute, most: 1),
        };
        section.End();
        return policy;
    }

    private static BenchmarkPolicy Benchmark(YamlSection section, BenchmarkPolicy missing)
    {
        var policy = new BenchmarkPolicy
        {
            Level = section.Choice("level", missing.Level, Levels),
            Relative = section.Percent("relative", missing.Relative),
        };
        policy = policy with { Warn = section.Percent("warn", Math.Min(missing.Warn, policy.Relative)) };
        if (policy.Warn > policy.Relative)
            section.Contradicts($"warn ({policy.Warn * 100:0.##}%) is above relative ({policy.Relative * 100:0.##}%), so that a failure comes before its warning");
        var rules = section.Sections("rules").Select(static row =>
        {
            var filter = row.Filter("filter", out var text);
            var relative = row.Percent("relative", 0);
            var absolute = row.AmountOf("absolute", new Amount(AmountKind.Count, 0));
            if (absolute.Kind == AmountKind.Share)
                row.Contradicts("absolute: expected an amount such as 10ns or 8B, found a percentage: that is 'relative'");
            row.End();

            // Benchmarks are in seconds, and amounts of time in nanoseconds.
            return new BenchmarkRule(filter, text) { Limit = new PracticalThreshold(relative, absolute.Kind == AmountKind.Time ? absolute.Value / 1e9 : absolute.Value) };
        }).ToList();
        section.End();
        return rules.Count == 0 ? policy : policy with { Rules = [.. missing.Rules, .. rules] };
    }

    private static UnrelatedBenchmarkPolicy Unrelated(YamlSection section, UnrelatedBenchmarkPolicy missing, BenchmarkPolicy related)
    {
        var policy = new UnrelatedBenchmarkPolicy
        {
            Level = section.Choice("level", missing.Level, Levels),
            Relative = section.Percent("relative", Math.Min(missing.Relative, related.Relative)),
        };
        if (policy.Relative > related.Relative)
            section.Contradicts($"relative ({policy.Relative * 100:0.##}%) is above that of 'benchmark' ({related.Relative * 100:0.##}%): what a change does not touch may not change more than what it does");
        section.End();
        return policy;
    }

    private static CoveragePolicy Coverage(YamlSection section, CoveragePolicy missing)
    {
        var policy = new CoveragePolicy
        {
            Level = section.Choice("level", missing.Level, Levels),
            Least = section.Percent("least", missing.Least, most: 1),
            Critical = section.Percent("critical", missing.Critical, most: 1),
            Members = new NamePatterns(section.Texts("members", missing.Members.Texts)),
        };
        section.End();
        return policy;
    }

    private static ReachRule Reach(YamlSection section)
    {
        var rule = new ReachRule(new NamePatterns(section.Texts("benchmarks", [])), new NamePatterns(section.Texts("members", [])));
        if (rule.Benchmarks.Texts.Count == 0 || rule.Members.Texts.Count == 0)
            section.Contradicts("expected 'benchmarks' and 'members', both with at least one pattern");
        section.End();
        return rule;
    }
}
