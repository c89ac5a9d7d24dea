using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI2005: elements of a query by number against one pass.</summary>
[MemoryDiagnoser]
public class IndexedLazySequenceBenchmarks
{
    private int[] _numbers = [];

    /// <summary>Elements, or characters.</summary>
    [Params(10, 100, 1000)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup() => _numbers = [.. Enumerable.Range(0, Size)];

    [Benchmark(Baseline = true)]
    public int Before()
    {
        var even = _numbers.Where(number => number % 2 == 0);
        var total = 0;
        for (var i = 0; i < Size / 2; i++)
            total += even.ElementAt(i);
        return total;
    }

    [Benchmark]
    public int After()
    {
        var total = 0;
        foreach (var number in _numbers.Where(number => number % 2 == 0))
            total += number;
        return total;
    }
}
