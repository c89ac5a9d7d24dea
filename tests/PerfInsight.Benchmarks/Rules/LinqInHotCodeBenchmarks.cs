using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI1004: a search by LINQ with a closure against a loop.</summary>
[MemoryDiagnoser]
public class LinqInHotCodeBenchmarks
{
    private List<string> _items = [];

    /// <summary>Items to look at.</summary>
    [Params(4, 100)]
    public int Size { get; set; }

    /// <summary>Makes the items.</summary>
    [GlobalSetup]
    public void Setup() => _items = [.. Enumerable.Range(0, Size).Select(i => new string('x', i))];

    /// <summary>Before the fix.</summary>
    [Benchmark(Baseline = true)]
    public string? Linq() => Find(_items, Size - 1);

    /// <summary>After the fix.</summary>
    [Benchmark]
    public string? Loop() => FindInLoop(_items, Size - 1);

    private static string? Find(IReadOnlyList<string> items, int length) => items.FirstOrDefault(item => item.Length == length);

    private static string? FindInLoop(IReadOnlyList<string> items, int length)
    {
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i].Length == length)
                return items[i];
        }

        return null;
    }
}
