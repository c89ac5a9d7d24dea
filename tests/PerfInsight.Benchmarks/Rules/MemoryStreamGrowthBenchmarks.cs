using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI5004: a stream that grows, and one with a capacity whose contents are written without a copy.</summary>
[MemoryDiagnoser]
public class MemoryStreamGrowthBenchmarks
{
    private readonly byte[] _part = new byte[128];

    /// <summary>Bytes that are written in parts of 128.</summary>
    [Params(256, 8_192, 262_144)]
    public int Size { get; set; }

    [Benchmark(Baseline = true)]
    public long Grown()
    {
        using var memory = new MemoryStream();
        Fill(memory);
        Stream.Null.Write(memory.ToArray());
        return memory.Length;
    }

    [Benchmark]
    public long WithCapacity()
    {
        using var memory = new MemoryStream(Size);
        Fill(memory);
        memory.WriteTo(Stream.Null);
        return memory.Length;
    }

    private void Fill(MemoryStream memory)
    {
        for (var written = 0; written < Size; written += _part.Length)
            memory.Write(_part);
    }
}
