using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI3011: requests of a millisecond under a semaphore, and before it.</summary>
[MemoryDiagnoser]
public class SemaphoreHeldAcrossAwaitsBenchmarks
{
    private readonly SemaphoreSlim _gate = new(1);
    private int _done;

    [Params(10, 100)]
    public int N { get; set; }

    [Benchmark(Baseline = true)]
    public async Task<int> Before()
    {
        await Task.WhenAll(Enumerable.Range(0, N).Select(async _ =>
        {
            await _gate.WaitAsync();
            try
            {
                await Task.Delay(1);
                _done++;
            }
            finally
            {
                _gate.Release();
            }
        }));
        return _done;
    }

    [Benchmark]
    public async Task<int> After()
    {
        await Task.WhenAll(Enumerable.Range(0, N).Select(async _ =>
        {
            await Task.Delay(1);
            await _gate.WaitAsync();
            try
            {
                _done++;
            }
            finally
            {
                _gate.Release();
            }
        }));
        return _done;
    }
}
