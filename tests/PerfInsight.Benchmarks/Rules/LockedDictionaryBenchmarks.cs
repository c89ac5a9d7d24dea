using System.Collections.Concurrent;
using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI3004: threads look up keys under a lock and in a ConcurrentDictionary.</summary>
[MemoryDiagnoser]
public class LockedDictionaryBenchmarks
{
    private readonly Dictionary<int, int> _locked = [];
    private readonly ConcurrentDictionary<int, int> _concurrent = new();

    [Params(1_000, 100_000)]
    public int N { get; set; }

    [Benchmark(Baseline = true)]
    public int Before()
    {
        Parallel.For(0, N, i =>
        {
            lock (_locked)
            {
                if (!_locked.TryGetValue(i % 100, out _))
                    _locked.Add(i % 100, i);
            }
        });
        return _locked.Count;
    }

    [Benchmark]
    public int After()
    {
        Parallel.For(0, N, i => _concurrent.GetOrAdd(i % 100, static key => key));
        return _concurrent.Count;
    }
}
