using PerfInsight.Benchmarks;
using PerfInsight.Comparison;
using PerfInsight.Gating.Gates;
using PerfInsight.Gating.Reports;
using PerfInsight.Units;

namespace PerfInsight.Gating.Findings;

/// <summary>Makes findings of benchmarks.</summary>
internal static class BenchmarkFindings
{
    private const int MostNames = 10;

    /// <summary>By how much a benchmark got worse, as a share; negative where it got better.</summary>
    public static double Worsening(BenchmarkFinding finding) => (finding.Table.Better == BetterDirection.Higher ? -1 : 1) * (finding.Change ?? 0);

    /// <summary>The subject of a benchmark.</summary>
    public static FindingSubject Subject(BenchmarkFinding finding) => new(SubjectKind.Benchmark, BenchmarkDecisions.NameOf(finding), finding.Label);

    /// <summary>The figures of a benchmark.</summary>
    public static Measure Measure(BenchmarkFinding finding) => new()
    {
        Unit = finding.Unit,
        Baseline = finding.Baseline ?? 0,
        Candidate = finding.Candidate ?? 0,
        Change = finding.Change ?? double.NaN,
        ChangeLower = finding.ChangeLo,
        ChangeUpper = finding.ChangeHi,
        P = finding.AdjustedP ?? double.NaN,
        BaselineCount = finding.N1,
        CandidateCount = finding.N2,
        BaselineText = Value(finding.Baseline ?? 0, finding.Unit),
        CandidateText = Value(finding.Candidate ?? 0, finding.Unit),
    };

    /// <summary>A benchmark over its limit.</summary>
    public static GateFinding Of(string gate, BenchmarkFinding finding, GateData data, FindingVerdict verdict, FindingSeverity severity)
    {
        var subject = Subject(finding);
        var change = FindingText.Change(finding.Change ?? double.NaN);
        var limit = Limit(finding);
        var worse = finding.Verdict == BenchmarkVerdict.Changed ? "changed" : finding.Unit == "sec/op" ? "slower" : "worse";
        var measure = Measure(finding);
        var runs = finding.N1 == finding.N2 ? $"n {finding.N1}" : $"n {finding.N1}+{finding.N2}";
        var isUnrelated = gate == GateIds.UnrelatedBenchmark;
        var changed = data.Benchmarks!.ChangedMemberOf(finding, data);
        return new GateFinding
        {
            Id = FindingText.Id(gate, subject, finding.Unit),
            Gate = gate,
            Subject = subject,
            Metric = finding.Unit,
            Verdict = verdict,
            Severity = severity,
            Title = $"{subject.ShortName} {(verdict == FindingVerdict.Inconclusive ? "perhaps " : "")}{worse}",
            Measured = $"{change} {finding.Unit}",
            Limit = limit,
            Certainty = finding.AdjustedP is { } p ? $"{runs}, {FindingText.P(p)}" : $"{runs}, exact",
            Message = $"{subject.Name} {measure.BaselineText} → {measure.CandidateText} ({change} {finding.Unit}), the limit is {limit}"
                + (isUnrelated ? "; it reaches nothing of the change" : "")
                + (verdict == FindingVerdict.Inconclusive ? $"; {string.Join(", ", finding.Remarks)}" : ""),
            Measure = measure,
            Growth = Worsening(finding),

            // No file tells where a benchmark stands; the change that it reaches is what a reader looks at.
            Place = changed is null ? null : data.Code.PlaceOf(changed),
            Cause = verdict == FindingVerdict.Inconclusive ? null : BenchmarkCause.Of(finding, data.Benchmarks),
            Evidence = [.. Evidence(finding, isUnrelated, changed)],
            NextCommand = Next(finding, data),
        };
    }

    /// <summary>Benchmarks that one side alone has.</summary>
    public static GateFinding Unmatched(string kind, IReadOnlyList<string> names, string text, FindingVerdict verdict)
    {
        var subject = new FindingSubject(SubjectKind.Program, $"{kind} benchmarks", $"{kind} benchmarks");
        var count = FindingText.Count(names.Count, "benchmark");
        return new GateFinding
        {
            Id = FindingText.Id(GateIds.Benchmark, subject, "unmatched"),
            Gate = GateIds.Benchmark,
            Subject = subject,
            Metric = "unmatched",
            Verdict = verdict,
            Severity = verdict == FindingVerdict.Warning ? FindingSeverity.Warning : FindingSeverity.Note,
            Title = $"{count} {kind}",
            Measured = count,
            Limit = "0",
            Certainty = "exact",
            Message = $"{count} {text}",
            Evidence = [.. names.Take(MostNames), .. names.Count > MostNames ? new[] { $"and {names.Count - MostNames} more" } : []],
        };
    }

    /// <summary>A value in its unit, such as <c>1.9 µs</c>.</summary>
    public static string Value(double value, string unit) => unit switch
    {
        "sec/op" or "sec" => QuantityText.Duration(value * 1e9),
        "B/op" or "B" => QuantityText.Bytes(value),
        _ => UnitScale.Of(value, MeasurementUnit.IsBinary(unit)).Format(value),
    };

    private static string Limit(BenchmarkFinding finding) =>
        (finding.Table.Better == BetterDirection.Higher ? "-" : "+") + $"{FindingText.Limit(Math.Round(finding.Threshold.Relative, 4))}"
        + (finding.Threshold.Absolute > 0 ? $" and {Value(finding.Threshold.Absolute, finding.Unit)}" : "");

    private static IEnumerable<string> Evidence(BenchmarkFinding finding, bool isUnrelated, string? changed)
    {
        if (finding.AdjustedP is not null)
            yield return $"change {FindingText.Change(finding.Change ?? double.NaN)}, 95 % interval {FindingText.Change(finding.ChangeLo)} … {FindingText.Change(finding.ChangeHi)}";
        foreach (var remark in finding.Remarks)
            yield return remark;
        if (changed is not null)
            yield return $"reaches {changed}, which was changed";
        if (isUnrelated)
            yield return "no member that it reaches was changed: look at the machine, the build and shared state";
    }

    private static string Next(BenchmarkFinding finding, GateData data)
    {
        var files = data.Request.Files.Where(static file => file.Role == InputRole.BaselineBenchmarks).Select(static file => $"baseline={file.Path}")
            .Concat(data.Request.Files.Where(static file => file.Role == InputRole.CandidateBenchmarks).Select(static file => $"candidate={file.Path}")).ToList();

        // Names have no white space; regular expressions would need more care.
        return files.Count < 2 ? "" : $"perfinsight bench compare {string.Join(' ', files)} --filter .fullname:{finding.Label}";
    }
}
