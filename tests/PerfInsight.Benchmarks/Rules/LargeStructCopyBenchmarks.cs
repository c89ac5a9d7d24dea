using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI1017: large structs by value against references to them.</summary>
[MemoryDiagnoser]
public class LargeStructCopyBenchmarks
{
    private Large[] _items = [];

    /// <summary>Structs of 128 bytes.</summary>
    [Params(16, 10_000)]
    public int Size { get; set; }

    /// <summary>Makes the structs.</summary>
    [GlobalSetup]
    public void Setup() => _items = new Large[Size];

    /// <summary>Before the fix.</summary>
    [Benchmark(Baseline = true)]
    public long ByValue()
    {
        long sum = 0;
        foreach (var item in _items)
            sum += OfValue(item);
        return sum;
    }

    /// <summary>After the fix.</summary>
    [Benchmark]
    public long ByReference()
    {
        long sum = 0;
        foreach (ref readonly var item in _items.AsSpan())
            sum += OfReference(in item);
        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long OfValue(Large item) => item[0] + item[15];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long OfReference(in Large item) => item[0] + item[15];

    [InlineArray(16)]
    private struct Large
    {
        private long _first;
    }
}
