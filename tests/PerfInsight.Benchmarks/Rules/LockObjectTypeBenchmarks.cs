using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI3010: threads count under a lock on an object and under a Lock.</summary>
[MemoryDiagnoser]
public class LockObjectTypeBenchmarks
{
    private readonly object _object = new();
    private readonly Lock _lock = new();
    private int _n;

    [Params(1_000, 100_000)]
    public int N { get; set; }

    [Benchmark(Baseline = true)]
    public int Before()
    {
        Parallel.For(0, N, _ =>
        {
            lock (_object)
            {
                _n++;
            }
        });
        return _n;
    }

    [Benchmark]
    public int After()
    {
        Parallel.For(0, N, _ =>
        {
            lock (_lock)
            {
                _n++;
            }
        });
        return _n;
    }
}
