using System.Globalization;
using System.Text;

namespace PerfInsight.Tests.Gating;

/// <summary>
/// The benchmark results in tests/Samples/gate, 15 runs a side of the shop: the cache gets the slower the more it holds, the codec
/// faster, and a part that the change does not touch slower by 4 %.
/// </summary>
internal static class SampleShopBenchmarks
{
    private const int Runs = 15;

    // Name, nanoseconds, bytes, allocations, and what the change makes of the time and of the bytes.
    private static readonly (string Name, double Time, long Bytes, int Allocations, double Slower, long MoreBytes)[] Benchmarks =
    [
        ("CacheBenchmarks.Find/N=100", 850, 64, 1, 1.12, 4_096), ("CacheBenchmarks.Find/N=1000", 8_400, 64, 1, 1.45, 40_960), ("CacheBenchmarks.Find/N=10000", 83_000, 64, 1, 2.3, 409_600),
        ("CodecBenchmarks.Decode/N=1000", 4_100, 2_048, 3, 0.4, 0), ("SessionBenchmarks.Load", 15_500, 9_216, 41, 1, 0), ("SessionBenchmarks.Save", 9_800, 4_096, 22, 1, 0),
        ("Part0Benchmarks.Write", 310, 128, 2, 1, 0), ("Part1Benchmarks.Write", 330, 128, 2, 1.04, 0), ("Part2Benchmarks.Write", 290, 96, 2, 1, 0),
        ("Part3Benchmarks.Write", 270, 96, 2, 1, 0), ("Part4Benchmarks.Write", 265, 96, 2, 1, 0), ("Part5Benchmarks.Write", 255, 96, 2, 1, 0),
        ("StartupBenchmarks.Cold", 52_000_000, 1_048_576, 9_120, 1, 0),
    ];

    public static string Text(bool isCandidate)
    {
        var random = new Random(isCandidate ? 12 : 11);
        var text = new StringBuilder("goos: linux\ngoarch: amd64\npkg: shop/benchmarks\ncpu: Synthetic CPU @ 3.00GHz\n");
        for (var run = 0; run < Runs; run++)
        {
            foreach (var (name, time, bytes, allocations, slower, moreBytes) in Benchmarks)
            {
                var value = time * (isCandidate ? slower : 1) * (1 + (0.008 * Normal(random)));
                text.Append(CultureInfo.InvariantCulture, $"Benchmark{name}-8\t{(long)(1e9 / time) + 1}\t{value:0.0} ns/op\t{bytes + (isCandidate ? moreBytes : 0)} B/op\t{allocations + (isCandidate && moreBytes > 0 ? 2 : 0)} allocs/op\n");
            }
        }

        return text.ToString();
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
