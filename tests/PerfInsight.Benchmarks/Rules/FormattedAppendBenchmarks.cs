using System.Text;
using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI1019: text put together for a builder, and its parts.</summary>
[MemoryDiagnoser]
public class FormattedAppendBenchmarks
{
    private readonly StringBuilder _builder = new(64 * 1024);

    /// <summary>Calls.</summary>
    [Params(1, 1000)]
    public int N { get; set; }

    [Benchmark(Baseline = true)]
    public int Before()
    {
        _builder.Clear();
        for (var i = 0; i < N; i++)
            _builder.Append("<" + i + ">");
        return _builder.Length;
    }

    [Benchmark]
    public int After()
    {
        _builder.Clear();
        for (var i = 0; i < N; i++)
            _builder.Append('<').Append(i).Append('>');
        return _builder.Length;
    }
}
