using System.Text;
using PerfInsight.Benchmarks;
using PerfInsight.Formats;
using PerfInsight.Tests.Testing;

namespace PerfInsight.Tests.Formats;

/// <summary>A damaged file is read in part, or refused with a position: it never crashes, hangs or fills the memory.</summary>
public sealed class BenchmarkDamageTests
{
    public static TheoryData<string> Files =>
        ["benchstat/base.txt", "benchmarkdotnet/text-brief.json", "benchmarkdotnet/text-full-compressed.json", "benchmarkdotnet/failing-brief.json"];

    [Theory]
    [MemberData(nameof(Files))]
    public void Cut_anywhere(string file)
    {
        var bytes = BenchmarkSamples.Bytes(file);
        var (read, refused) = (0, 0);
        for (var length = 0; length < bytes.Length; length += 1 + (bytes.Length / 400))
            Count(bytes[..length], ref read, ref refused);

        Assert.True(refused > 0);
        Assert.True(file.EndsWith(".json", StringComparison.Ordinal) || read > 300); // a text ends at any line
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Bits_flipped(string file)
    {
        var bytes = BenchmarkSamples.Bytes(file);
        var random = new Random(20261123);
        var (read, refused) = (0, 0);
        for (var round = 0; round < 400; round++)
        {
            var damaged = (byte[])bytes.Clone();
            for (var flips = random.Next(1, 8); flips > 0; flips--)
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            Count(damaged, ref read, ref refused);
        }

        Assert.Equal(400, read + refused);
    }

    [Theory]
    [InlineData("{\"HostEnvironmentInfo\":{},\"Benchmarks\":{}}", "1:40: expected an array for \"Benchmarks\", found startobject.")]
    [InlineData("{\"HostEnvironmentInfo\":{},\"Benchmarks\":[1]}", "1:41: expected an object for a benchmark, found number.")]
    [InlineData("{\"HostEnvironmentInfo\":{},\"BenchmarkDotNet\":1}", "1:46: expected a property \"Benchmarks\", found none.")]
    [InlineData("{\"HostEnvironmentInfo\":{},\n\"Benchmarks\":[{\"Type\":\"\\uD800\"}]}", "2:23: expected text in UTF-8, found bytes or escapes that are none.")]
    [InlineData("", "expected results of BenchmarkDotNet (JSON) or Go benchmarks (text), found an empty file.")]
    [InlineData("PK\u0003\u0004", "expected results of BenchmarkDotNet (JSON) or Go benchmarks (text), found something else.")]
    [InlineData("{\"version\":1}", "expected results of BenchmarkDotNet (JSON) or Go benchmarks (text), found something else.")]
    public void What_is_wrong_is_said_with_its_place(string text, string message) =>
        Assert.Equal(message, Assert.Throws<BenchmarkFormatException>(() => BenchmarkSamples.Read(Encoding.UTF8.GetBytes(text))).Message);

    [Fact]
    public void A_value_that_its_unit_makes_infinite_is_left_out()
    {
        var run = BenchmarkSamples.Go("BenchmarkA 1 2 ns/op 1e305 MB/s\nBenchmarkB 1 2 ns/op 1e300 MB/s\n");

        Assert.Equal("B", Assert.Single(run.Benchmarks).Name.Full);
        Assert.Equal("bench.txt:1: parsing measurement: value out of range", Assert.Single(run.Warnings).ToString());
    }

    // Found by the fuzzer: each round trip took one carriage return.
    [Fact]
    public void Carriage_returns_at_the_end_of_a_line_are_no_part_of_a_value()
    {
        var run = BenchmarkSamples.Go("goos: linux\r\r\r\nBenchmarkA 1 2 ns/op\r\r\n");

        Assert.Equal("linux", run.Benchmarks[0].Configuration["goos"]);
        Assert.Equal(BenchmarkSamples.Written(run), BenchmarkSamples.Written(BenchmarkSamples.Go(BenchmarkSamples.Written(run))));
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        var text = "{\"HostEnvironmentInfo\":{},\"Benchmarks\":[{\"x\":" + new string('[', 100_000);

        var exception = Assert.Throws<BenchmarkFormatException>(() => BenchmarkSamples.Read(Encoding.UTF8.GetBytes(text)));

        Assert.StartsWith("1:", exception.Position);
    }

    [Fact]
    public void Limits_hold()
    {
        var many = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 50).Select(i => $"BenchmarkX{i} 1 1 ns/op\nBenchmarkY\t?\n")));

        Assert.Throws<BenchmarkFormatException>(() => BenchmarkSamples.Read(many, options: new BenchmarkReadOptions { MaxBenchmarks = 49 }));
        Assert.Throws<BenchmarkFormatException>(() => BenchmarkSamples.Read(many, options: new BenchmarkReadOptions { MaxBytes = 100 }));
        var run = BenchmarkSamples.Read(many, options: new BenchmarkReadOptions { MaxWarnings = 10 });
        Assert.Equal(11, run.Warnings.Count);
        Assert.Equal("40 more lines could not be read.", run.Warnings[^1].Message);
        var json = BenchmarkSamples.Bytes("benchmarkdotnet/text-brief.json");
        Assert.Throws<BenchmarkFormatException>(() => BenchmarkSamples.Read(json, options: new BenchmarkReadOptions { MaxBenchmarks = 5 }));
        Assert.Throws<BenchmarkFormatException>(() => BenchmarkSamples.Read(json, options: new BenchmarkReadOptions { MaxBytes = 5000 }));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_content_tells_the_format(string file)
    {
        var format = Assert.Single(BenchmarkFormats.Readers, reader => reader.Sniff(BenchmarkSamples.Bytes(file))).Format;

        Assert.Equal(file.EndsWith(".json", StringComparison.Ordinal), format.StartsWith("BenchmarkDotNet", StringComparison.Ordinal));
    }

    private static void Count(byte[] bytes, ref int read, ref int refused)
    {
        try
        {
            var run = BenchmarkSamples.Read(bytes);
            Assert.All(run.Benchmarks.SelectMany(benchmark => benchmark.Series), series => Assert.All(series.Values, value => Assert.True(double.IsFinite(value))));
            read++;
        }
        catch (BenchmarkFormatException exception)
        {
            Assert.True(exception.Position is not null || exception.Format == "benchmarks", exception.Message);
            refused++;
        }
    }
}
