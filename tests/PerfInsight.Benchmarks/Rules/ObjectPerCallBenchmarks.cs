using System.Text.RegularExpressions;
using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI1009: a pattern that is made for each text, and one that is kept.</summary>
[MemoryDiagnoser]
public class ObjectPerCallBenchmarks
{
    private const string Pattern = "^[a-z]+-[0-9]+$";

    private static readonly Regex Kept = new(Pattern);

    /// <summary>Texts.</summary>
    [Params(1, 100)]
    public int N { get; set; }

    [Benchmark(Baseline = true)]
    public int Before()
    {
        var matches = 0;
        for (var i = 0; i < N; i++)
            matches += new Regex(Pattern).IsMatch("order-1234") ? 1 : 0;
        return matches;
    }

    [Benchmark]
    public int After()
    {
        var matches = 0;
        for (var i = 0; i < N; i++)
            matches += Kept.IsMatch("order-1234") ? 1 : 0;
        return matches;
    }
}
