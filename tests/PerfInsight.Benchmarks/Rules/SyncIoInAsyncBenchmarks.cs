using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI4003: async members of the pool sleep, blocked and awaited.</summary>
[MemoryDiagnoser]
public class SyncIoInAsyncBenchmarks
{
    private const int Milliseconds = 5;

    [Params(16, 64)]
    public int N { get; set; }

    [Benchmark(Baseline = true)]
    public async Task<int> Before()
    {
        var tasks = Enumerable.Range(0, N).Select(_ => Task.Run(() => Thread.Sleep(Milliseconds)));
        await Task.WhenAll(tasks);
        return N;
    }

    [Benchmark]
    public async Task<int> After()
    {
        var tasks = Enumerable.Range(0, N).Select(_ => Task.Run(() => Task.Delay(Milliseconds)));
        await Task.WhenAll(tasks);
        return N;
    }
}
