using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI3013: one thread waits for another, by looking again each millisecond and by an event.</summary>
[MemoryDiagnoser]
public class SleepPollingBenchmarks
{
    private volatile bool _ready;

    [Params(10, 100)]
    public int N { get; set; }

    [Benchmark(Baseline = true)]
    public int Before()
    {
        for (var i = 0; i < N; i++)
        {
            _ready = false;
            var other = Task.Run(() => _ready = true);
            while (!_ready)
                Thread.Sleep(1);
            other.Wait();
        }

        return N;
    }

    [Benchmark]
    public int After()
    {
        for (var i = 0; i < N; i++)
        {
            using var ready = new ManualResetEventSlim();
            var other = Task.Run(ready.Set);
            ready.Wait();
            other.Wait();
        }

        return N;
    }
}
