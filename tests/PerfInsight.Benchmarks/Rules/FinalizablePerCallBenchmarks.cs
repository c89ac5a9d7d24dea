using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI5003: objects with a finalizer, and without.</summary>
[MemoryDiagnoser]
public class FinalizablePerCallBenchmarks
{
    /// <summary>Objects.</summary>
    [Params(1, 1_000)]
    public int N { get; set; }

    [Benchmark(Baseline = true)]
    public long Before()
    {
        long sum = 0;
        for (var i = 0; i < N; i++)
            sum += new Finalizable(i).Value;
        return sum;
    }

    [Benchmark]
    public long After()
    {
        long sum = 0;
        for (var i = 0; i < N; i++)
            sum += new Plain(i).Value;
        return sum;
    }

    private sealed class Plain(int value)
    {
        public int Value { get; } = value;
    }

    private sealed class Finalizable(int value)
    {
        ~Finalizable() => Value = 0;

        public int Value { get; private set; } = value;
    }
}
