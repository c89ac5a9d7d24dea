using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI1002: a stream is read piece by piece with a new array for each piece, and with one.</summary>
[MemoryDiagnoser]
public class TemporaryBufferInLoopBenchmarks
{
    private readonly MemoryStream _stream = new(new byte[1_000_000]);

    /// <summary>Bytes of the buffer.</summary>
    [Params(256, 4_096, 100_000)]
    public int Size { get; set; }

    /// <summary>Before the fix.</summary>
    [Benchmark(Baseline = true)]
    public long PerIteration()
    {
        long sum = 0;
        _stream.Position = 0;
        while (true)
        {
            var buffer = new byte[Size];
            int n = _stream.Read(buffer, 0, buffer.Length);
            if (n == 0)
                return sum;
            sum += buffer[n - 1] + n;
        }
    }

    /// <summary>After the fix where an old value could be seen.</summary>
    [Benchmark]
    public long HoistedAndCleared()
    {
        long sum = 0;
        _stream.Position = 0;
        var buffer = new byte[Size];
        while (true)
        {
            Array.Clear(buffer);
            int n = _stream.Read(buffer, 0, buffer.Length);
            if (n == 0)
                return sum;
            sum += buffer[n - 1] + n;
        }
    }

    /// <summary>After the fix where all that is read was written in the same iteration.</summary>
    [Benchmark]
    public long Hoisted()
    {
        long sum = 0;
        _stream.Position = 0;
        var buffer = new byte[Size];
        while (true)
        {
            int n = _stream.Read(buffer, 0, buffer.Length);
            if (n == 0)
                return sum;
            sum += buffer[n - 1] + n;
        }
    }
}
