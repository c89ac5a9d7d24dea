using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI2011: entries found by a condition on the key against TryGetValue.</summary>
[MemoryDiagnoser]
public class DictionarySearchedByValueBenchmarks
{
    private Dictionary<string, int> _ids = [];
    private string[] _names = [];

    /// <summary>Elements, or characters.</summary>
    [Params(10, 100, 1000)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _names = [.. Enumerable.Range(0, Size).Select(i => "name " + i)];
        _ids = _names.ToDictionary(name => name, name => name.Length);
    }

    [Benchmark(Baseline = true)]
    public int Before()
    {
        var total = 0;
        foreach (var name in _names)
            total += _ids.First(entry => entry.Key == name).Value;
        return total;
    }

    [Benchmark]
    public int After()
    {
        var total = 0;
        foreach (var name in _names)
        {
            if (_ids.TryGetValue(name, out var id))
                total += id;
        }

        return total;
    }
}
