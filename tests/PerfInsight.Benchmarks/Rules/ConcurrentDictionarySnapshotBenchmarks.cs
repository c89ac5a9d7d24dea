using System.Collections.Concurrent;
using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI3005: the sum of a dictionary by Values and by enumeration.</summary>
[MemoryDiagnoser]
public class ConcurrentDictionarySnapshotBenchmarks
{
    private readonly ConcurrentDictionary<int, int> _table = new(Enumerable.Range(0, 1_000).ToDictionary(i => i));

    [Params(10, 1_000)]
    public int N { get; set; }

    [Benchmark(Baseline = true)]
    public int Before()
    {
        var sum = 0;
        for (var i = 0; i < N; i++)
        {
            foreach (var value in _table.Values)
                sum += value;
        }

        return sum;
    }

    [Benchmark]
    public int After()
    {
        var sum = 0;
        for (var i = 0; i < N; i++)
        {
            foreach (var pair in _table)
                sum += pair.Value;
        }

        return sum;
    }
}
