using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI2013: Fibonacci numbers by recursion against a loop.</summary>
[MemoryDiagnoser]
public class RecomputingRecursionBenchmarks
{

    /// <summary>Elements, or characters.</summary>
    [Params(5, 10, 20)]
    public int Size { get; set; }

    [Benchmark(Baseline = true)]
    public int Before()
    {
        return Number(Size);
    }

    [Benchmark]
    public int After()
    {
        var (last, next) = (0, 1);
        for (var i = 0; i < Size; i++)
            (last, next) = (next, last + next);
        return last;
    }

    private static int Number(int n) => n < 2 ? n : Number(n - 1) + Number(n - 2);
}
