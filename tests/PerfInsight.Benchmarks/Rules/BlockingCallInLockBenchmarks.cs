using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI3002: threads read a small file and put its length into a dictionary, with the read under the lock and before it.</summary>
[MemoryDiagnoser]
public class BlockingCallInLockBenchmarks
{
    private const int Loads = 200;

    private readonly object _gate = new();
    private readonly Dictionary<int, int> _lengths = [];
    private string _path = "";

    [Params(1, 2, 4)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(_path, new string('x', 20_000));
    }

    [GlobalCleanup]
    public void Cleanup() => File.Delete(_path);

    [Benchmark(Baseline = true)]
    public int Before()
    {
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
        {
            for (var i = 0; i < Loads; i++)
            {
                lock (_gate)
                {
                    var text = File.ReadAllText(_path);
                    _lengths[thread] = text.Length;
                }
            }
        });
        return _lengths.Count;
    }

    [Benchmark]
    public int After()
    {
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
        {
            for (var i = 0; i < Loads; i++)
            {
                var text = File.ReadAllText(_path);
                lock (_gate)
                {
                    _lengths[thread] = text.Length;
                }
            }
        });
        return _lengths.Count;
    }
}
