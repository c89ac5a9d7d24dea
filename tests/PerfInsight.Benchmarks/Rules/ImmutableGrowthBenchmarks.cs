using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI1013: an immutable list element by element, and through its builder.</summary>
[MemoryDiagnoser]
public class ImmutableGrowthBenchmarks
{
    /// <summary>Elements.</summary>
    [Params(10, 1_000)]
    public int N { get; set; }

    [Benchmark(Baseline = true)]
    public int Before()
    {
        var list = ImmutableList<int>.Empty;
        for (var i = 0; i < N; i++)
            list = list.Add(i);
        return list.Count;
    }

    [Benchmark]
    public int After()
    {
        var builder = ImmutableList.CreateBuilder<int>();
        for (var i = 0; i < N; i++)
            builder.Add(i);
        return builder.ToImmutable().Count;
    }
}
