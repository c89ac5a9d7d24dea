using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI3007: threads work on keys under one lock, and under one of 16 by the hash of the key.</summary>
[MemoryDiagnoser]
public class StaticLockForKeyedWorkBenchmarks
{
    private static readonly object Gate = new();
    private static readonly object[] Gates = [.. Enumerable.Range(0, 16).Select(_ => new object())];
    private readonly long[] _done = new long[16 * 8];

    [Params(1_000, 20_000)]
    public int N { get; set; }

    [Benchmark(Baseline = true)]
    public int Before()
    {
        Parallel.For(0, N, i =>
        {
            lock (Gate)
            {
                Work(i % 16);
            }
        });
        return (int)_done[0];
    }

    [Benchmark]
    public int After()
    {
        Parallel.For(0, N, i =>
        {
            lock (Gates[i % 16])
            {
                Work(i % 16);
            }
        });
        return (int)_done[0];
    }

    // Each key has a cache line of its own.
    private void Work(int key)
    {
        for (var i = 0; i < 200; i++)
            _done[key * 8] += i;
    }
}
