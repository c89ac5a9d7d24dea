using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI5005: sources linked to a long-lived token that stay registered with it, and that are disposed of.</summary>
[MemoryDiagnoser]
public class NeverReleasedBenchmarks
{
    private CancellationTokenSource _stop = new();

    /// <summary>Calls.</summary>
    [Params(100, 10_000)]
    public int N { get; set; }

    // What was left behind by one iteration must not slow the next one down.
    [IterationSetup]
    public void Setup() => _stop = new CancellationTokenSource();

    [IterationCleanup]
    public void Cleanup() => _stop.Dispose();

    [Benchmark(Baseline = true)]
    public bool Before()
    {
        var stopped = false;
        for (var i = 0; i < N; i++)
            stopped |= CancellationTokenSource.CreateLinkedTokenSource(_stop.Token).Token.IsCancellationRequested;
        return stopped;
    }

    [Benchmark]
    public bool After()
    {
        var stopped = false;
        for (var i = 0; i < N; i++)
        {
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            stopped |= linked.Token.IsCancellationRequested;
        }

        return stopped;
    }
}
