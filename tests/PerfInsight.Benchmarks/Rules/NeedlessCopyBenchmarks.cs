using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI1010: a search in a copy, and in the array itself.</summary>
[MemoryDiagnoser]
public class NeedlessCopyBenchmarks
{
    private int[] _sorted = [];

    /// <summary>Elements.</summary>
    [Params(10, 1_000)]
    public int N { get; set; }

    [GlobalSetup]
    public void Setup() => _sorted = [.. Enumerable.Range(0, N)];

    [Benchmark(Baseline = true)]
    public int Before() => _sorted.ToList().BinarySearch(N / 3);

    [Benchmark]
    public int After() => Array.BinarySearch(_sorted, N / 3);
}
