using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI5006: a megabyte for each call, and one that is kept.</summary>
[MemoryDiagnoser]
public class LargeArrayPerCallBenchmarks
{
    private readonly byte[] _kept = new byte[1 << 20];

    /// <summary>Calls.</summary>
    [Params(1, 100)]
    public int N { get; set; }

    [Benchmark(Baseline = true)]
    public int Before()
    {
        var sum = 0;
        for (var i = 0; i < N; i++)
            sum += Fill(new byte[1 << 20]);
        return sum;
    }

    [Benchmark]
    public int After()
    {
        var sum = 0;
        for (var i = 0; i < N; i++)
            sum += Fill(_kept);
        return sum;
    }

    private static int Fill(byte[] array)
    {
        array.AsSpan(0, 4096).Fill(1);
        return array[4095];
    }
}
