using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI3012: threads format text under a lock and before it.</summary>
[MemoryDiagnoser]
public class WorkUnderLockBenchmarks
{
    private readonly object _gate = new();
    private int _length;

    [Params(1_000, 10_000)]
    public int N { get; set; }

    [Benchmark(Baseline = true)]
    public int Before()
    {
        Parallel.For(0, N, i =>
        {
            lock (_gate)
            {
                _length += string.Join(',', Enumerable.Range(0, i % 50)).Length;
            }
        });
        return _length;
    }

    [Benchmark]
    public int After()
    {
        Parallel.For(0, N, i =>
        {
            var length = string.Join(',', Enumerable.Range(0, i % 50)).Length;
            lock (_gate)
            {
                _length += length;
            }
        });
        return _length;
    }
}
