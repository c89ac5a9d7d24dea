using System.Text;
using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI1001: pieces of eight characters joined by concatenation and by a StringBuilder.</summary>
[MemoryDiagnoser]
public class StringConcatInLoopBenchmarks
{
    private string[] _fields = [];

    /// <summary>Number of pieces.</summary>
    [Params(2, 8, 100, 1_000)]
    public int Fields { get; set; }

    /// <summary>Makes the pieces.</summary>
    [GlobalSetup]
    public void Setup() => _fields = Enumerable.Range(0, Fields).Select(i => (10_000_000 + i).ToString()).ToArray();

    /// <summary>Before the fix.</summary>
    [Benchmark(Baseline = true)]
    public string Concat()
    {
        string line = "";
        foreach (var field in _fields)
            line += field;
        return line;
    }

    /// <summary>After the fix.</summary>
    [Benchmark]
    public string Builder()
    {
        string line = "";
        var lineBuilder = new StringBuilder();
        foreach (var field in _fields)
            lineBuilder.Append(field);
        line = lineBuilder.ToString();
        return line;
    }
}
