using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI1002: a new array in each call against the stack.</summary>
[MemoryDiagnoser]
public class TemporaryBufferBenchmarks
{
    /// <summary>Bytes of the buffer.</summary>
    [Params(16, 1_024)]
    public int Size { get; set; }

    /// <summary>Before the fix.</summary>
    [Benchmark(Baseline = true)]
    public int NewArray()
    {
        var buffer = new byte[Size];
        return Use(buffer);
    }

    /// <summary>After the fix.</summary>
    [Benchmark]
    public int Stack()
    {
        if (Size == 16)
        {
            Span<byte> small = stackalloc byte[16];
            return Use(small);
        }

        Span<byte> buffer = stackalloc byte[1_024];
        return Use(buffer);
    }

    private static int Use(Span<byte> buffer)
    {
        for (int i = 0; i < buffer.Length; i += 64)
            buffer[i] = (byte)i;
        return buffer[^1];
    }
}
