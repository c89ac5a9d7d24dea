using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI5007: keys of a look-up as objects, and as values.</summary>
[MemoryDiagnoser]
public class SmallClassPerCallBenchmarks
{
    private readonly Dictionary<KeyObject, int> _byObject = [];
    private readonly Dictionary<KeyValue, int> _byValue = [];

    /// <summary>Look-ups.</summary>
    [Params(1, 1_000)]
    public int N { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        for (var i = 0; i < 1_000; i++)
            _byValue[new KeyValue(i, i % 7)] = _byObject[new KeyObject(i, i % 7)] = i;
    }

    [Benchmark(Baseline = true)]
    public long Before()
    {
        long sum = 0;
        for (var i = 0; i < N; i++)
            sum += _byObject[new KeyObject(i, i % 7)];
        return sum;
    }

    [Benchmark]
    public long After()
    {
        long sum = 0;
        for (var i = 0; i < N; i++)
            sum += _byValue[new KeyValue(i, i % 7)];
        return sum;
    }

    private sealed record KeyObject(int Id, int Kind);

    private readonly record struct KeyValue(int Id, int Kind);
}
