using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI3008: threads add the items of a batch under a lock each, and all under one.</summary>
[MemoryDiagnoser]
public class LockInLoopBenchmarks
{
    private readonly object _gate = new();
    private readonly int[] _batch = [.. Enumerable.Range(0, 100)];
    private long _sum;

    [Params(100, 10_000)]
    public int N { get; set; }

    [Benchmark(Baseline = true)]
    public int Before()
    {
        Parallel.For(0, N, _ =>
        {
            foreach (var item in _batch)
            {
                lock (_gate)
                {
                    _sum += item;
                }
            }
        });
        return (int)_sum;
    }

    [Benchmark]
    public int After()
    {
        Parallel.For(0, N, _ =>
        {
            lock (_gate)
            {
                foreach (var item in _batch)
                    _sum += item;
            }
        });
        return (int)_sum;
    }
}
