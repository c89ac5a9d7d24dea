using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI1021: a set that each call fills to look for a duplicate, and one that is cleared.</summary>
[MemoryDiagnoser]
public class CollectionPerCallBenchmarks
{
    private readonly HashSet<int> _seen = [];
    private int[] _values = [];

    /// <summary>Values in each call, all different.</summary>
    [Params(10, 1_000)]
    public int N { get; set; }

    [GlobalSetup]
    public void Setup() => _values = [.. Enumerable.Range(0, N).Select(i => i * 7919)];

    [Benchmark(Baseline = true)]
    public bool Before()
    {
        var seen = new HashSet<int>();
        foreach (var value in _values)
        {
            if (!seen.Add(value))
                return true;
        }

        return false;
    }

    [Benchmark]
    public bool After()
    {
        _seen.Clear();
        foreach (var value in _values)
        {
            if (!_seen.Add(value))
                return true;
        }

        return false;
    }
}
