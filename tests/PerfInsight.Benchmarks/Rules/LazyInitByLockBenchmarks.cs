using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI3009: threads read a value that is there, under a lock and before it.</summary>
[MemoryDiagnoser]
public class LazyInitByLockBenchmarks
{
    private readonly object _gate = new();
    private volatile string? _value;

    [Params(1_000, 100_000)]
    public int N { get; set; }

    [Benchmark(Baseline = true)]
    public int Before()
    {
        Parallel.For(0, N, _ =>
        {
            lock (_gate)
            {
                _value ??= "value";
            }
        });
        return _value!.Length;
    }

    [Benchmark]
    public int After()
    {
        Parallel.For(0, N, _ =>
        {
            if (_value is null)
            {
                lock (_gate)
                {
                    _value ??= "value";
                }
            }
        });
        return _value!.Length;
    }
}
