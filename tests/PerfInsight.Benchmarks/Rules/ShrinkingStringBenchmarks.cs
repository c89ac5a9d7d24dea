using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI2009: fields of a line cut off by Substring against an index.</summary>
[MemoryDiagnoser]
public class ShrinkingStringBenchmarks
{
    private string _text = "";

    /// <summary>Elements, or characters.</summary>
    [Params(100, 1000, 10_000)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup() => _text = string.Concat(Enumerable.Repeat("abc,", Size / 4));

    [Benchmark(Baseline = true)]
    public int Before()
    {
        var text = _text;
        var total = 0;
        int at;
        while ((at = text.IndexOf(',')) >= 0)
        {
            total += at;
            text = text.Substring(at + 1);
        }

        return total;
    }

    [Benchmark]
    public int After()
    {
        var total = 0;
        var start = 0;
        int at;
        while ((at = _text.IndexOf(',', start)) >= 0)
        {
            total += at - start;
            start = at + 1;
        }

        return total;
    }
}
