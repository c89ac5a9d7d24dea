using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI2015: an array that is replaced for each new element against a list.</summary>
[MemoryDiagnoser]
public class CopyPerCallBenchmarks
{

    /// <summary>Elements, or characters.</summary>
    [Params(10, 100, 1000)]
    public int Size { get; set; }

    [Benchmark(Baseline = true)]
    public int Before()
    {
        int[] items = [];
        for (var i = 0; i < Size; i++)
            items = items.Concat([i]).ToArray();
        return items.Length;
    }

    [Benchmark]
    public int After()
    {
        var items = new List<int>();
        for (var i = 0; i < Size; i++)
            items.Add(i);
        return items.Count;
    }
}
