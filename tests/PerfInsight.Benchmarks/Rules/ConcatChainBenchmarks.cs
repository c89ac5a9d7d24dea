using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI2008: a query that grows by Concat against a list.</summary>
[MemoryDiagnoser]
public class ConcatChainBenchmarks
{
    private int[] _part = [];

    /// <summary>Elements, or characters.</summary>
    [Params(10, 100, 1000)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup() => _part = [1, 2, 3, 4];

    [Benchmark(Baseline = true)]
    public int Before()
    {
        IEnumerable<int> all = [];
        for (var i = 0; i < Size; i++)
            all = all.Concat(_part);
        return all.Where(number => number > 1).Sum();
    }

    [Benchmark]
    public int After()
    {
        var all = new List<int>();
        for (var i = 0; i < Size; i++)
            all.AddRange(_part);
        return all.Where(number => number > 1).Sum();
    }
}
