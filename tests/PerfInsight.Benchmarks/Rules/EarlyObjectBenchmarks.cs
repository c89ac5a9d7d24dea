using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI1020: the arguments of an event that one call in ten has a handler for.</summary>
[MemoryDiagnoser]
public class EarlyObjectBenchmarks
{
    private Action<Args>?[] _handlers = [];

    /// <summary>Calls.</summary>
    [Params(10, 1_000)]
    public int N { get; set; }

    [GlobalSetup]
    public void Setup() => _handlers = [.. Enumerable.Range(0, N).Select(i => i % 10 == 0 ? (Action<Args>)(static args => args.Seen++) : null)];

    [Benchmark(Baseline = true)]
    public void Before()
    {
        foreach (var handler in _handlers)
        {
            var args = new Args(N);
            handler?.Invoke(args);
        }
    }

    [Benchmark]
    public void After()
    {
        foreach (var handler in _handlers)
        {
            if (handler is not null)
                handler(new Args(N));
        }
    }

    /// <summary>What a handler gets.</summary>
    public sealed class Args(int count)
    {
        public int Count { get; } = count;

        public int Seen { get; set; }
    }
}
