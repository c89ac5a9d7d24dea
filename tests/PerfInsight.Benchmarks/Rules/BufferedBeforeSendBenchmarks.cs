using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI4009: numbers are serialised to text that is written, and to the stream itself.</summary>
[MemoryDiagnoser]
public class BufferedBeforeSendBenchmarks
{
    private int[] _values = [];

    [GlobalSetup]
    public void Setup() => _values = [.. Enumerable.Range(0, N)];

    [Params(100, 100_000)]
    public int N { get; set; }

    [Benchmark(Baseline = true)]
    public int Before()
    {
        var json = JsonSerializer.Serialize(_values);
        Stream.Null.Write(Encoding.UTF8.GetBytes(json));
        return json.Length;
    }

    [Benchmark]
    public int After()
    {
        JsonSerializer.Serialize(Stream.Null, _values);
        return _values.Length;
    }
}
