using System.Buffers;
using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI1002: a new array in each call against the array pool, cleared and not.</summary>
[MemoryDiagnoser]
public class TemporaryBufferRentBenchmarks
{
    /// <summary>Bytes of the buffer.</summary>
    [Params(16, 1_024, 4_096, 100_000)]
    public int Size { get; set; }

    /// <summary>Before the fix.</summary>
    [Benchmark(Baseline = true)]
    public int NewArray()
    {
        var buffer = new byte[Size];
        return Use(buffer);
    }

    /// <summary>After the fix where an old value could be seen.</summary>
    [Benchmark]
    public int RentedAndCleared()
    {
        var rented = ArrayPool<byte>.Shared.Rent(Size);
        try
        {
            var buffer = new Span<byte>(rented, 0, Size);
            buffer.Clear();
            return Use(buffer);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>After the fix where all is overwritten first.</summary>
    [Benchmark]
    public int Rented()
    {
        var rented = ArrayPool<byte>.Shared.Rent(Size);
        try
        {
            return Use(new Span<byte>(rented, 0, Size));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static int Use(Span<byte> buffer)
    {
        for (int i = 0; i < buffer.Length; i += 64)
            buffer[i] = (byte)i;
        return buffer[^1];
    }
}
