using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI2007: the greatest element of a sorted copy against one pass.</summary>
[MemoryDiagnoser]
public class SortInLoopBenchmarks
{
    private (int Key, string Name)[] _items = [];

    /// <summary>Elements, or characters.</summary>
    [Params(10, 100, 1000)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup() => _items = [.. Enumerable.Range(0, Size).Select(i => (i * 7919 % 10_007, "name " + i))];

    [Benchmark(Baseline = true)]
    public int Before()
    {
        return _items.Where(item => item.Key < 9000).OrderBy(item => item.Key).Select(item => item.Name).ToList()[^1].Length;
    }

    [Benchmark]
    public int After()
    {
        return _items.Where(item => item.Key < 9000).MaxBy(item => item.Key).Name.Length;
    }
}
