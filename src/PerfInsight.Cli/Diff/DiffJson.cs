using System.Text.Encodings.Web;
using System.Text.Json;
using PerfInsight.Cli.History;
using PerfInsight.Comparison;

namespace PerfInsight.Cli.Diff;

/// <summary>Writes a comparison for programs: docs/cli.md says what is in it. Numbers that are infinite or unknown are null.</summary>
internal static class DiffJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes all members.</summary>
    public static void Write(DiffReport report, TextWriter writer)
    {
        var comparison = report.Comparison;
        writer.WriteLine(JsonSerializer.Serialize(
            new
            {
                sampleType = comparison.SampleType.Kind,
                unit = comparison.SampleType.Unit,
                mode = Camel(comparison.Mode.ToString()),
                by = comparison.ByTotal ? "total" : "self",
                baseline = new { sum = comparison.BaselineSum, per = comparison.BaselineExposure, profiles = report.Baseline.Count },
                candidate = new { sum = comparison.CandidateSum, per = comparison.CandidateExposure, profiles = report.Candidate.Count },
                commits = report.History is { } history ? new { range = history.Range, note = history.Note } : null,
                variation = Finite(comparison.Variation),
                verdict = Camel(comparison.Verdict.ToString()),
                test = Test(comparison.All, comparison.All.P),
                members = comparison.Members.Select(row => new
                {
                    member = row.Member.Name,
                    renamedFrom = row.RenamedFrom?.Name,
                    verdict = Camel(row.Verdict.ToString()),
                    isNewHotspot = row.IsNewHotspot,
                    isVanishedHotspot = row.IsVanishedHotspot,
                    baseline = Cost(row.Baseline),
                    candidate = Cost(row.Candidate),
                    test = Test(row.Test, row.AdjustedP),
                    overweight = Finite(row.Overweight),
                    cause = report.Causes.TryGetValue(row.Member.Name, out var cause) ? Cause(cause) : null,
                    commits = report.History?.Members.GetValueOrDefault(row.Member.Name) is { } touched ? Commits(touched) : null,
                    parts = row.Parts is { } parts ? Parts(parts) : null,
                }),
            },
            Options));
    }

    private static object Test(RateTest test, double adjustedP) => new
    {
        delta = test.Delta,
        deltaInterval = Interval(test.DeltaInterval),
        ratio = Finite(test.Ratio),
        ratioInterval = Interval(test.RatioInterval),
        p = test.P,
        adjustedP,
    };

    private static object Cost(MemberCost cost) => new { self = cost.Self, total = cost.Total, selfShare = cost.SelfShare, totalShare = cost.TotalShare, samples = cost.Samples };

    private static object Cause(RootCause cause) => new { pattern = Camel(cause.Pattern.ToString()), of = cause.Of, delta = cause.Delta, unit = cause.Unit };

    private static object Commits(MemberCommits touched) => new
    {
        path = touched.Place?.Path,
        lines = touched.Place is { } place ? (int[])[place.First, place.Last] : null,
        note = touched.Note,
        list = touched.Commits.Select(commit => new { id = commit.Id, when = commit.When, author = commit.Author, subject = commit.Subject, path = commit.Path }),
    };

    private static object Parts(ChangeParts parts) => new
    {
        callees = List(parts.Callees),
        callers = List(parts.Callers),
        lines = List(parts.Lines),
        allocatedTypes = List(parts.AllocatedTypes),
    };

    private static IEnumerable<object> List(IReadOnlyList<ChangePart> parts) =>
        parts.Select(part => new { name = part.Name, baseline = part.Baseline, candidate = part.Candidate });

    private static double?[] Interval(Interval interval) => [Finite(interval.Lower), Finite(interval.Upper)];

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
