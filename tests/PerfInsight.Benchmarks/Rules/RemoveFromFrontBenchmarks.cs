using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI2004: a list as a queue against a queue.</summary>
[MemoryDiagnoser]
public class RemoveFromFrontBenchmarks
{

    /// <summary>Elements, or characters.</summary>
    [Params(10, 1000, 100_000)]
    public int Size { get; set; }

    [Benchmark(Baseline = true)]
    public int Before()
    {
        var list = new List<int>();
        for (var i = 0; i < Size; i++)
            list.Add(i);
        var total = 0;
        while (list.Count > 0)
        {
            total += list[0];
            list.RemoveAt(0);
        }

        return total;
    }

    [Benchmark]
    public int After()
    {
        var queue = new Queue<int>();
        for (var i = 0; i < Size; i++)
            queue.Enqueue(i);
        var total = 0;
        while (queue.Count > 0)
            total += queue.Dequeue();
        return total;
    }
}
