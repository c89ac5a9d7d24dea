using System.Text;
using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI2012: a text that grows at its front against one that grows at its end.</summary>
[MemoryDiagnoser]
public class TextInsertedAtFrontBenchmarks
{

    /// <summary>Elements, or characters.</summary>
    [Params(10, 100, 1000)]
    public int Size { get; set; }

    [Benchmark(Baseline = true)]
    public int Before()
    {
        var text = new StringBuilder();
        for (var i = 0; i < Size; i++)
            text.Insert(0, "abc,");
        return text.ToString().Length;
    }

    [Benchmark]
    public int After()
    {
        var text = new StringBuilder();
        for (var i = Size - 1; i >= 0; i--)
            text.Append("abc,");
        return text.ToString().Length;
    }
}
