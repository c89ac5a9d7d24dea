using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI3006: threads search a list under a lock, and an array that is replaced on each write.</summary>
[MemoryDiagnoser]
public class LockOnReadPathBenchmarks
{
    private readonly object _gate = new();
    private readonly List<int> _list = [.. Enumerable.Range(0, 50)];
    private readonly int[] _published = [.. Enumerable.Range(0, 50)];
    private int _found;

    [Params(1_000, 100_000)]
    public int N { get; set; }

    [Benchmark(Baseline = true)]
    public int Before()
    {
        Parallel.For(0, N, i =>
        {
            lock (_gate)
            {
                if (_list.Contains(i % 100))
                    _found = i;
            }
        });
        return _found;
    }

    [Benchmark]
    public int After()
    {
        Parallel.For(0, N, i =>
        {
            if (Array.IndexOf(_published, i % 100) >= 0)
                Volatile.Write(ref _found, i);
        });
        return _found;
    }
}
