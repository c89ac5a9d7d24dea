using System.Diagnostics;
using System.Text.Json;

namespace PerfInsight.Benchmarks.Profiles;

/// <summary>
/// Compares profiles of equal runs of one program with each other, one a side: how often does the tool say that a member became costlier?
/// Prints the figures of docs/comparison.md.
/// </summary>
/// <param name="tool">The tool's dll.</param>
/// <param name="sampleType">Kind of the sample type.</param>
/// <param name="output">Where the figures go.</param>
internal sealed class EqualRuns(string tool, string sampleType, TextWriter output)
{
    // A run is compared with those that came so many later: soon after, and long after.
    private static readonly int[] Distances = [1, 2, 3, 5, 7];

    /// <summary>Compares all files of a folder.</summary>
    public int Run(string folder)
    {
        string[] files = [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)];
        var variations = new List<double>();
        var (tries, alarms) = (0, 0);
        foreach (var distance in Distances.Where(distance => distance < files.Length))
        {
            for (var i = 0; i < files.Length; i++)
            {
                using var comparison = Compare(files[i], files[(i + distance) % files.Length]);
                tries++;
                alarms += comparison.RootElement.GetProperty("members").EnumerateArray().Any(member => member.GetProperty("verdict").GetString() == "regression") ? 1 : 0;
                variations.Add(comparison.RootElement.GetProperty("variation").GetDouble());
            }
        }

        variations.Sort();
        output.WriteLine($"{sampleType}, per run, {files.Length} profiles: {alarms} of {tries} tries with any regression; members vary by {variations[variations.Count / 2]:P0} in the middle, {variations[0]:P0} to {variations[^1]:P0}");
        return 0;
    }

    private JsonDocument Compare(string baseline, string candidate)
    {
        var start = new ProcessStartInfo("dotnet", [tool, "diff", baseline, candidate, "-t", sampleType, "--per", "run", "--json"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? JsonDocument.Parse(text) : throw new InvalidOperationException($"{tool} diff {baseline} {candidate} ended with exit code {process.ExitCode}");
    }
}
