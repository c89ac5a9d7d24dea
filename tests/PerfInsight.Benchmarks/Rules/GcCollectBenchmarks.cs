using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI5002: work that runs the collector each time, and work that leaves it alone.</summary>
[MemoryDiagnoser]
public class GcCollectBenchmarks
{
    private byte[][] _live = [];

    /// <summary>Objects of 100 bytes that live meanwhile.</summary>
    [Params(1_000, 100_000)]
    public int Live { get; set; }

    [GlobalSetup]
    public void Setup() => _live = Enumerable.Range(0, Live).Select(_ => new byte[100]).ToArray();

    [Benchmark(Baseline = true)]
    public int Collected()
    {
        var made = new byte[1024];
        GC.Collect();
        return made.Length + _live.Length;
    }

    [Benchmark]
    public int Left()
    {
        var made = new byte[1024];
        return made.Length + _live.Length;
    }
}
