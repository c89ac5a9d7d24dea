using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI4001: tasks of the pool wait for a timer, blocked and awaited.</summary>
[MemoryDiagnoser]
public class BlockingOnAsyncBenchmarks
{
    private const int Milliseconds = 5;

    [Params(16, 64)]
    public int N { get; set; }

    [Benchmark(Baseline = true)]
    public async Task<int> Before()
    {
        var tasks = Enumerable.Range(0, N).Select(_ => Task.Run(() => Task.Delay(Milliseconds).GetAwaiter().GetResult()));
        await Task.WhenAll(tasks);
        return N;
    }

    [Benchmark]
    public async Task<int> After()
    {
        var tasks = Enumerable.Range(0, N).Select(_ => Task.Run(async () => await Task.Delay(Milliseconds)));
        await Task.WhenAll(tasks);
        return N;
    }
}
