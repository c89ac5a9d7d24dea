using System.Globalization;
using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>
/// PI2001: 1,000 questions to a list, half of them misses, against a set that is built from it first. The small sizes show from
/// which size on a set is worth it (<c>InitializerSize.IsSmall</c>).
/// </summary>
[MemoryDiagnoser]
[GenericTypeArguments(typeof(int))]
[GenericTypeArguments(typeof(string))]
public class ListScanInLoopBenchmarks<T>
    where T : notnull
{
    private List<T> _list = [];
    private T[] _wanted = [];

    [Params(4, 8, 16, 100, 10_000)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _list = [.. Enumerable.Range(0, Size).Select(Item)];
        _wanted = [.. Enumerable.Range(0, 1000).Select(i => Item(i % 2 == 0 ? i / 2 % Size : Size + i))];
    }

    [Benchmark(Baseline = true)]
    public int Before()
    {
        var found = 0;
        foreach (var item in _wanted)
        {
            if (_list.Contains(item))
                found++;
        }

        return found;
    }

    [Benchmark]
    public int After()
    {
        var set = new HashSet<T>(_list);
        var found = 0;
        foreach (var item in _wanted)
        {
            if (set.Contains(item))
                found++;
        }

        return found;
    }

    private static T Item(int i) =>
        typeof(T) == typeof(int) ? (T)(object)i : (T)(object)("sku-" + i.ToString("000000", CultureInfo.InvariantCulture));
}
