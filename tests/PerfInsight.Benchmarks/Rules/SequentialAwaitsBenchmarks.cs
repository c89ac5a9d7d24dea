using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI4002: independent waits one after the other and at the same time.</summary>
[MemoryDiagnoser]
public class SequentialAwaitsBenchmarks
{
    private const int Milliseconds = 2;

    [Params(4, 16)]
    public int N { get; set; }

    [Benchmark(Baseline = true)]
    public async Task<int> Before()
    {
        for (var i = 0; i < N; i++)
            await Task.Delay(Milliseconds);
        return N;
    }

    [Benchmark]
    public async Task<int> After()
    {
        await Task.WhenAll(Enumerable.Range(0, N).Select(_ => Task.Delay(Milliseconds)));
        return N;
    }
}
