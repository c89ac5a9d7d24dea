using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI4006: a round trip of a millisecond per item and for all items.</summary>
[MemoryDiagnoser]
public class QueryPerItemBenchmarks
{
    private static Task<int> AskAsync(int keys) => Task.Delay(1).ContinueWith(_ => keys, TaskScheduler.Default);

    [Params(5, 50)]
    public int N { get; set; }

    [Benchmark(Baseline = true)]
    public async Task<int> Before()
    {
        var sum = 0;
        for (var i = 0; i < N; i++)
            sum += await AskAsync(1);
        return sum;
    }

    [Benchmark]
    public async Task<int> After()
    {
        return await AskAsync(N);
    }
}
