using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI4008: lines appended by a file opened for each and by one writer.</summary>
[MemoryDiagnoser]
public class AppendPerItemBenchmarks
{
    private readonly string _path = Path.GetTempFileName();

    [GlobalCleanup]
    public void Cleanup() => File.Delete(_path);

    [Params(10, 1_000)]
    public int N { get; set; }

    [Benchmark(Baseline = true)]
    public int Before()
    {
        for (var i = 0; i < N; i++)
            File.AppendAllText(_path, "line\n");
        return N;
    }

    [Benchmark]
    public int After()
    {
        using var writer = new StreamWriter(_path, append: true);
        for (var i = 0; i < N; i++)
            writer.Write("line\n");
        return N;
    }
}
