using System.IO.Compression;
using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI4004: a compressed stream is read by the byte, with and without a buffer.</summary>
[MemoryDiagnoser]
public class TinyReadsBenchmarks
{
    private byte[] _compressed = [];

    [GlobalSetup]
    public void Setup()
    {
        var data = new byte[N];
        new Random(1).NextBytes(data);
        using var memory = new MemoryStream();
        using (var zip = new GZipStream(memory, CompressionLevel.Fastest))
            zip.Write(data);
        _compressed = memory.ToArray();
    }

    [Params(1_000, 1_000_000)]
    public int N { get; set; }

    [Benchmark(Baseline = true)]
    public int Before()
    {
        using var zip = new GZipStream(new MemoryStream(_compressed), CompressionMode.Decompress);
        return Sum(zip);
    }

    [Benchmark]
    public int After()
    {
        using var zip = new GZipStream(new MemoryStream(_compressed), CompressionMode.Decompress);
        using var buffered = new BufferedStream(zip);
        return Sum(buffered);
    }

    private static int Sum(Stream stream)
    {
        var sum = 0;
        int read;
        while ((read = stream.ReadByte()) >= 0)
            sum += read;
        return sum;
    }
}
