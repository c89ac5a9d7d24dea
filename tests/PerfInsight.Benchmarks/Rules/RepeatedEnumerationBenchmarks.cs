using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI2006: a query that is read in each iteration against its result in a list.</summary>
[MemoryDiagnoser]
public class RepeatedEnumerationBenchmarks
{
    private string[] _names = [];

    /// <summary>Elements, or characters.</summary>
    [Params(10, 100, 1000)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup() => _names = [.. Enumerable.Range(0, Size).Select(i => "name " + i)];

    [Benchmark(Baseline = true)]
    public int Before()
    {
        var ends = _names.Where(name => name.EndsWith('7')).Select(name => name.Length);
        var total = 0;
        for (var i = 0; i < 10; i++)
            total += ends.Sum() + ends.Count();
        return total;
    }

    [Benchmark]
    public int After()
    {
        var ends = _names.Where(name => name.EndsWith('7')).Select(name => name.Length).ToList();
        var total = 0;
        for (var i = 0; i < 10; i++)
            total += ends.Sum() + ends.Count;
        return total;
    }
}
