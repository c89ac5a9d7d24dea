using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI2010: the greatest element asked for in each iteration against once.</summary>
[MemoryDiagnoser]
public class InvariantCallInLoopBenchmarks
{
    private List<int> _numbers = [];

    /// <summary>Elements, or characters.</summary>
    [Params(10, 100, 1000)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup() => _numbers = [.. Enumerable.Range(0, Size)];

    [Benchmark(Baseline = true)]
    public int Before()
    {
        var total = 0;
        foreach (var number in _numbers)
            total += _numbers.Max() - number;
        return total;
    }

    [Benchmark]
    public int After()
    {
        var total = 0;
        var greatest = _numbers.Max();
        foreach (var number in _numbers)
            total += greatest - number;
        return total;
    }
}
