using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI1007: a list and a dictionary that grow, and some that are made in their size.</summary>
[MemoryDiagnoser]
public class MissingCapacityBenchmarks
{
    private int[] _numbers = [];

    /// <summary>Elements.</summary>
    [Params(10, 1_000)]
    public int N { get; set; }

    [GlobalSetup]
    public void Setup() => _numbers = [.. Enumerable.Range(0, N)];

    [Benchmark(Baseline = true)]
    public int Before()
    {
        var squares = new Dictionary<int, int>();
        foreach (var number in _numbers)
            squares[number] = number * number;
        return squares.Count;
    }

    [Benchmark]
    public int After()
    {
        var squares = new Dictionary<int, int>(_numbers.Length);
        foreach (var number in _numbers)
            squares[number] = number * number;
        return squares.Count;
    }
}
