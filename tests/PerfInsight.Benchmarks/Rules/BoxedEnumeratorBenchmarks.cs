using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI1011: foreach over an interface against an index.</summary>
[MemoryDiagnoser]
public class BoxedEnumeratorBenchmarks
{
    private IReadOnlyList<int> _items = [];

    /// <summary>Items of the list.</summary>
    [Params(4, 100)]
    public int Size { get; set; }

    /// <summary>Makes the items.</summary>
    [GlobalSetup]
    public void Setup() => _items = Enumerable.Range(0, Size).ToList();

    /// <summary>Before the fix.</summary>
    [Benchmark(Baseline = true)]
    public int ForEach()
    {
        var sum = 0;
        foreach (var item in _items)
            sum += item;
        return sum;
    }

    /// <summary>After the fix.</summary>
    [Benchmark]
    public int Index()
    {
        var sum = 0;
        for (int i = 0; i < _items.Count; i++)
            sum += _items[i];
        return sum;
    }
}
