using System.Buffers;
using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI5001: an object with a window of its own, and one that rents it.</summary>
[MemoryDiagnoser]
public class InstanceBufferBenchmarks
{
    /// <summary>Bytes of the window: small, and on the large object heap.</summary>
    [Params(1_024, 16_384, 1_048_576)]
    public int Size { get; set; }

    /// <summary>Before.</summary>
    [Benchmark(Baseline = true)]
    public int Allocated()
    {
        var window = new Window(Size);
        return window.Use();
    }

    /// <summary>After, cleared as a new array is.</summary>
    [Benchmark]
    public int Rented()
    {
        using var window = new RentedWindow(Size);
        return window.Use();
    }

    private sealed class Window(int size)
    {
        private readonly byte[] _bytes = new byte[size];

        public int Use() => _bytes[size - 1] = 1;
    }

    private sealed class RentedWindow : IDisposable
    {
        private readonly byte[] _bytes;
        private readonly int _size;

        public RentedWindow(int size)
        {
            _size = size;
            _bytes = ArrayPool<byte>.Shared.Rent(size);
            Array.Clear(_bytes, 0, size);
        }

        public int Use() => _bytes[_size - 1] = 1;

        public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);
    }
}
