using System.Globalization;
using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI1005: a format that boxes numbers against an interpolated string.</summary>
[MemoryDiagnoser]
public class BoxedValueBenchmarks
{
    /// <summary>Texts to make.</summary>
    [Params(1, 1_000)]
    public int Count { get; set; }

    /// <summary>Before the fix.</summary>
    [Benchmark(Baseline = true)]
    public int Format()
    {
        var length = 0;
        for (int i = 0; i < Count; i++)
            length += string.Format(CultureInfo.InvariantCulture, "{0}.{1}", i, i + 1).Length;
        return length;
    }

    /// <summary>After the fix.</summary>
    [Benchmark]
    public int Interpolated()
    {
        var length = 0;
        for (int i = 0; i < Count; i++)
            length += string.Create(CultureInfo.InvariantCulture, $"{i}.{i + 1}").Length;
        return length;
    }
}
