using System.Diagnostics;
using System.Text.Json;
using PerfInsight.Analyzers.Rules.Health;

namespace PerfInsight.Benchmarks.Analyzers;

/// <summary>
/// Recall of the rules on real fixes, and what they say on lines that look alike and are fine. Each member is hot in the sample type of
/// its class and no more is known of it: no callees, no lines. The corpus and the harness that lays it out stay outside of the repository.
/// </summary>
/// <param name="folder">Where the harness has laid out the corpus: cases.jsonl, negatives.jsonl, files/ID/hot.json, out/harness.dll.</param>
/// <param name="output">Where the table goes.</param>
internal sealed class CorpusRun(string folder, TextWriter output)
{
    private static readonly string[] Classes = ["A", "Q", "L", "I", "G"];

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Runs and prints.</summary>
    /// <returns>0, or 1 where the harness failed.</returns>
    public int Run()
    {
        var (cases, lookAlikes) = (Read<Case>(Path.Combine(folder, "cases.jsonl")), Read<Case>(Path.Combine(folder, "negatives.jsonl")));
        foreach (var one in cases.Concat(lookAlikes))
            WriteSummary(one);
        if (Said("cases.jsonl") is not { } onCases || Said("negatives.jsonl") is not { } onLookAlikes)
            return 1;

        output.WriteLine("| class | cases named on a root line | core cases | look-alikes flagged on their line |");
        output.WriteLine("|-|-|-|-|");
        foreach (var name in Classes)
            Print(name, one => one.Class == name);
        Print("all", _ => true);
        foreach (var one in cases.Where(one => !IsNamed(onCases, one)))
            output.WriteLine($"missed: {one.Class} {one.Id} {one.Tier} {one.Tag}");
        foreach (var one in lookAlikes.Where(one => IsNamed(onLookAlikes, one)))
            output.WriteLine($"flagged: {one.Class} {one.Id} {string.Join(' ', onLookAlikes[one.Id])}");
        return 0;

        void Print(string name, Func<Case, bool> isOf)
        {
            var (of, core, alike) = (cases.Where(isOf).ToList(), cases.Where(one => isOf(one) && one.Tier == "core").ToList(), lookAlikes.Where(isOf).ToList());
            output.WriteLine(
                $"| {name} | {of.Count(one => IsNamed(onCases, one))}/{of.Count} | {core.Count(one => IsNamed(onCases, one))}/{core.Count} "
                + $"| {alike.Count(one => IsNamed(onLookAlikes, one))}/{alike.Count} |");
        }
    }

    // A rule of a root cause: PI0xxx say only that a line is hot, or that a summary is wrong.
    private static bool IsNamed(Dictionary<string, string[]> said, Case one) =>
        said.TryGetValue(one.Id, out var ids) && ids.Any(id => id.StartsWith("PI", StringComparison.Ordinal) && id[2] is >= '1' and <= '5');

    private static List<T> Read<T>(string file) =>
        File.ReadLines(file).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<T>(line, Json)!).ToList();

    // Allocations and GC pressure by bytes, quadratic work by CPU, locks by contention, I/O by time blocked: as the corpus is judged.
    private void WriteSummary(Case one)
    {
        var files = Path.Combine(folder, "files", one.Id);
        var hot = JsonSerializer.Deserialize<HotCode>(File.ReadAllText(Path.Combine(files, "hot.json")), Json)!;
        var kind = one.Class switch { "Q" => "cpu", "L" => "contention", "I" => "blocked", _ => "alloc_space" };
        File.WriteAllText(
            Path.Combine(files, "profile.perfinsight.json"),
            $$$"""
            {"version":"1.0","files":[],"scenarios":[{"name":"load","duration":1000,"totals":{"{{{kind}}}":1000},"methods":[
            {"id":{{{JsonSerializer.Serialize(hot.AccessorDocId ?? hot.DocId)}}},"kind":"method","{{{kind}}}":{"self":400,"own":500,"total":500}}]}]}
            """);
    }

    private Dictionary<string, string[]>? Said(string cases)
    {
        var results = Path.Combine(folder, "results-" + cases);
        var start = new ProcessStartInfo("dotnet", [
            Path.Combine(folder, "out", "harness.dll"), "run", "--cases", Path.Combine(folder, cases), "--out", results,
            "--additional-file", Path.Combine(folder, "files", "{id}", "profile.perfinsight.json"), typeof(HotspotAnalyzer).Assembly.Location]);
        start.Environment["HELDOUT"] = folder;
        using var harness = Process.Start(start)!;
        harness.WaitForExit();
        return harness.ExitCode != 0 ? null : Read<Result>(results).ToDictionary(result => result.Case, result => result.RootIds);
    }

    private sealed record Case(string Id, string Class, string? Tier, string? Tag);

    private sealed record HotCode(string DocId, string? AccessorDocId);

    private sealed record Result(string Case, string[] RootIds);
}
