using System.Collections.ObjectModel;
using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>
/// PI1011: foreach over an interface against an index, where lists of several types arrive. With one type alone .NET 10 guesses it
/// and keeps the enumerator on the stack: then nothing is allocated, and the profile shows nothing.
/// </summary>
[MemoryDiagnoser]
public class BoxedEnumeratorBenchmarks
{
    private IReadOnlyList<int>[] _lists = [];

    /// <summary>Items of each list.</summary>
    [Params(1, 4, 100)]
    public int Size { get; set; }

    /// <summary>Makes the items.</summary>
    [GlobalSetup]
    public void Setup() => _lists = [[.. Enumerable.Range(0, Size)], Enumerable.Range(0, Size).ToArray(), new ReadOnlyCollection<int>([.. Enumerable.Range(0, Size)]), new ArraySegment<int>(new int[Size])];

    /// <summary>Before the fix.</summary>
    [Benchmark(Baseline = true)]
    public int ForEach()
    {
        var sum = 0;
        foreach (var list in _lists)
            sum += ByForEach(list);
        return sum;
    }

    /// <summary>After the fix.</summary>
    [Benchmark]
    public int Index()
    {
        var sum = 0;
        foreach (var list in _lists)
            sum += ByIndex(list);
        return sum;
    }

    private static int ByForEach(IReadOnlyList<int> items)
    {
        var sum = 0;
        foreach (var item in items)
            sum += item;
        return sum;
    }

    private static int ByIndex(IReadOnlyList<int> items)
    {
        var sum = 0;
        for (int i = 0; i < items.Count; i++)
            sum += items[i];
        return sum;
    }
}
