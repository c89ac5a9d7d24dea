using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI2001: questions to a list against questions to a set that is built first; half of them find something.</summary>
[MemoryDiagnoser]
public class ListScanInLoopBenchmarks
{
    private List<string> _skus = [];
    private string[] _wanted = [];

    /// <summary>Elements of the list.</summary>
    [Params(4, 8, 16, 100, 1000)]
    public int Elements { get; set; }

    /// <summary>Iterations of the loop.</summary>
    [Params(10, 1000)]
    public int Questions { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _skus = Enumerable.Range(0, Elements).Select(i => $"SKU-{2 * i:D6}").ToList();
        _wanted = Enumerable.Range(0, Questions).Select(i => $"SKU-{i * 7 % (2 * Elements):D6}").ToArray();
    }

    [Benchmark(Baseline = true)]
    public int Before()
    {
        var found = 0;
        foreach (var sku in _wanted)
        {
            if (_skus.Contains(sku))
                found++;
        }

        return found;
    }

    [Benchmark]
    public int After()
    {
        var found = 0;
        var skusSet = new HashSet<string>(_skus);
        foreach (var sku in _wanted)
        {
            if (skusSet.Contains(sku))
                found++;
        }

        return found;
    }
}
