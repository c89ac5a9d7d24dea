using System.Globalization;
using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI3001: threads normalise a key under the lock of a dictionary, and before it.</summary>
[MemoryDiagnoser]
public class WideLockScopeBenchmarks
{
    private const int Puts = 20_000;

    private readonly object _gate = new();
    private readonly Dictionary<string, int> _counts = [];

    [Params(1, 2, 4)]
    public int Threads { get; set; }

    [Benchmark(Baseline = true)]
    public int Before()
    {
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, _ =>
        {
            for (var i = 0; i < Puts; i++)
            {
                lock (_gate)
                {
                    var key = Key(i);
                    _counts[key] = _counts.GetValueOrDefault(key) + 1;
                }
            }
        });
        return _counts.Count;
    }

    [Benchmark]
    public int After()
    {
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, _ =>
        {
            for (var i = 0; i < Puts; i++)
            {
                var key = Key(i);
                lock (_gate)
                {
                    _counts[key] = _counts.GetValueOrDefault(key) + 1;
                }
            }
        });
        return _counts.Count;
    }

    private static string Key(int i) => (" sku-" + (i % 500).ToString(CultureInfo.InvariantCulture).PadLeft(8, '0') + " ").Trim().ToUpperInvariant();
}
