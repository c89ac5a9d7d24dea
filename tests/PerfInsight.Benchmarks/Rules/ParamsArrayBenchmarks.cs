using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI1006: a params array against an overload.</summary>
[MemoryDiagnoser]
public class ParamsArrayBenchmarks
{
    /// <summary>Calls.</summary>
    [Params(1, 1_000)]
    public int Calls { get; set; }

    /// <summary>Before the fix.</summary>
    [Benchmark(Baseline = true)]
    public int Array()
    {
        var count = 0;
        for (int i = 0; i < Calls; i++)
            count += IsAnyOf(i & 3, 1, 2) ? 1 : 0;
        return count;
    }

    /// <summary>After the fix.</summary>
    [Benchmark]
    public int Overload()
    {
        var count = 0;
        for (int i = 0; i < Calls; i++)
            count += IsEither(i & 3, 1, 2) ? 1 : 0;
        return count;
    }

    private static bool IsAnyOf(int value, params int[] values)
    {
        foreach (var candidate in values)
        {
            if (candidate == value)
                return true;
        }

        return false;
    }

    private static bool IsEither(int value, int first, int second) => value == first || value == second;
}
