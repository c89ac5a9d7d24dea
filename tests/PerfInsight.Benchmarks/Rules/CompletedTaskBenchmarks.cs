using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI1015: a task for each hit of a cache against a ValueTask.</summary>
[MemoryDiagnoser]
public class CompletedTaskBenchmarks
{
    private readonly Dictionary<int, string> _cache = [];

    /// <summary>Calls, all of them hits but the first.</summary>
    [Params(1, 1_000)]
    public int Calls { get; set; }

    /// <summary>Before the fix.</summary>
    [Benchmark(Baseline = true)]
    public async Task<int> OfTask()
    {
        var length = 0;
        for (int i = 0; i < Calls; i++)
            length += (await TaskAsync(i & 3)).Length;
        return length;
    }

    /// <summary>After the fix.</summary>
    [Benchmark]
    public async Task<int> OfValueTask()
    {
        var length = 0;
        for (int i = 0; i < Calls; i++)
            length += (await ValueTaskAsync(i & 3)).Length;
        return length;
    }

    private async Task<string> TaskAsync(int key)
    {
        if (_cache.TryGetValue(key, out var value))
            return value;
        await Task.Yield();
        return _cache[key] = "value";
    }

    private async ValueTask<string> ValueTaskAsync(int key)
    {
        if (_cache.TryGetValue(key, out var value))
            return value;
        await Task.Yield();
        return _cache[key] = "value";
    }
}
