using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI1014: an array that grows by one, and a list.</summary>
[MemoryDiagnoser]
public class ArrayResizeBenchmarks
{
    /// <summary>Elements.</summary>
    [Params(10, 1_000)]
    public int N { get; set; }

    [Benchmark(Baseline = true)]
    public int Before()
    {
        var items = Array.Empty<int>();
        for (var i = 0; i < N; i++)
        {
            Array.Resize(ref items, items.Length + 1);
            items[^1] = i;
        }

        return items.Length;
    }

    [Benchmark]
    public int After()
    {
        var items = new List<int>();
        for (var i = 0; i < N; i++)
            items.Add(i);
        return items.Count;
    }
}
