using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI3003: threads count 200,000 times each, under a lock and with Interlocked.</summary>
[MemoryDiagnoser]
public class LockedCounterBenchmarks
{
    private const int Counts = 200_000;

    private readonly object _gate = new();
    private long _hits;

    [Params(1, 2, 4)]
    public int Threads { get; set; }

    [Benchmark(Baseline = true)]
    public long Before()
    {
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, _ =>
        {
            for (var i = 0; i < Counts; i++)
            {
                lock (_gate)
                {
                    _hits++;
                }
            }
        });
        return _hits;
    }

    [Benchmark]
    public long After()
    {
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, _ =>
        {
            for (var i = 0; i < Counts; i++)
                Interlocked.Increment(ref _hits);
        });
        return Interlocked.Read(ref _hits);
    }
}
