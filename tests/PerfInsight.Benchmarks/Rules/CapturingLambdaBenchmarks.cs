using System.Collections.Concurrent;
using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI1003: a factory that captures its state against one that gets it passed.</summary>
[MemoryDiagnoser]
public class CapturingLambdaBenchmarks
{
    private readonly ConcurrentDictionary<int, string> _names = new();

    /// <summary>Calls, all of them hits but the first.</summary>
    [Params(1, 1_000)]
    public int Calls { get; set; }

    /// <summary>Before the fix.</summary>
    [Benchmark(Baseline = true)]
    public int Capturing()
    {
        var sum = 0;
        for (int i = 0; i < Calls; i++)
            sum += Captured(i & 15, "n").Length;
        return sum;
    }

    /// <summary>After the fix.</summary>
    [Benchmark]
    public int WithState()
    {
        var sum = 0;
        for (int i = 0; i < Calls; i++)
            sum += Passed(i & 15, "n").Length;
        return sum;
    }

    private string Captured(int key, string prefix) => _names.GetOrAdd(key, k => prefix + k);

    private string Passed(int key, string prefix) => _names.GetOrAdd(key, static (k, p) => p + k, prefix);
}
