using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI2014: pairs of equal values, by all pairs and by counting: what a measured power of 2 may come to.</summary>
[MemoryDiagnoser]
public class MeasuredGrowthBenchmarks
{
    private int[] _values = [];

    [GlobalSetup]
    public void Setup() => _values = [.. Enumerable.Range(0, N).Select(i => i % 97)];

    [Params(100, 10_000)]
    public int N { get; set; }

    [Benchmark(Baseline = true)]
    public int Before()
    {
        var pairs = 0;
        for (var i = 0; i < _values.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (_values[i] == _values[j])
                    pairs++;
            }
        }

        return pairs;
    }

    [Benchmark]
    public int After()
    {
        var pairs = 0;
        var seen = new Dictionary<int, int>();
        foreach (var value in _values)
        {
            var before = seen.GetValueOrDefault(value);
            pairs += before;
            seen[value] = before + 1;
        }

        return pairs;
    }
}
