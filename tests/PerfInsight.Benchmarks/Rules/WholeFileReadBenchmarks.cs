using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI4005: the lines of a file, read whole and one by one.</summary>
[MemoryDiagnoser]
public class WholeFileReadBenchmarks
{
    private readonly string _path = Path.GetTempFileName();

    [GlobalSetup]
    public void Setup() => File.WriteAllLines(_path, Enumerable.Range(0, N).Select(i => "line " + i));

    [GlobalCleanup]
    public void Cleanup() => File.Delete(_path);

    [Params(100, 100_000)]
    public int N { get; set; }

    [Benchmark(Baseline = true)]
    public int Before()
    {
        var length = 0;
        foreach (var line in File.ReadAllLines(_path))
            length += line.Length;
        return length;
    }

    [Benchmark]
    public int After()
    {
        var length = 0;
        foreach (var line in File.ReadLines(_path))
            length += line.Length;
        return length;
    }
}
