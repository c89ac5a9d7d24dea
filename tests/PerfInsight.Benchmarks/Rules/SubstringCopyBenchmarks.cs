using System.Globalization;
using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI1008: numbers of a line are cut out and parsed, and parsed where they are.</summary>
[MemoryDiagnoser]
public class SubstringCopyBenchmarks
{
    private string _line = "";

    /// <summary>Numbers in the line.</summary>
    [Params(1, 100)]
    public int N { get; set; }

    [GlobalSetup]
    public void Setup() => _line = string.Concat(Enumerable.Range(0, N).Select(i => (1000 + i).ToString(CultureInfo.InvariantCulture)));

    [Benchmark(Baseline = true)]
    public int Before()
    {
        var sum = 0;
        for (var i = 0; i < _line.Length; i += 4)
            sum += int.Parse(_line.Substring(i, 4), CultureInfo.InvariantCulture);
        return sum;
    }

    [Benchmark]
    public int After()
    {
        var sum = 0;
        for (var i = 0; i < _line.Length; i += 4)
            sum += int.Parse(_line.AsSpan(i, 4), provider: CultureInfo.InvariantCulture);
        return sum;
    }
}
