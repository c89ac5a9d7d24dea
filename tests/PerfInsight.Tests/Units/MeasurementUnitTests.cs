using PerfInsight.Units;

namespace PerfInsight.Tests.Units;

public sealed class MeasurementUnitTests
{
    // From the rules of golang.org/x/perf/benchunit.
    [Theory]
    [InlineData("ns/op", "sec/op", 1e-9, false)]
    [InlineData("p99-ns", "p99-sec", 1e-9, false)]
    [InlineData("MB/s", "B/s", 1e6, true)]
    [InlineData("MB*MB/s", "B*B/s", 1e12, true)]
    [InlineData("op/ns", "op/ns", 1, false)]
    [InlineData("sec/B", "sec/B", 1, false)]
    [InlineData("sec/B*B", "sec/B*B", 1, true)]
    [InlineData("text-bytes", "text-bytes", 1, true)]
    [InlineData("instances", "instances", 1, false)]
    public void Units_lose_their_prefixes(string unit, string tidy, double factor, bool isBinary)
    {
        Assert.Equal((tidy, factor), MeasurementUnit.Tidy(unit));
        Assert.Equal(isBinary, MeasurementUnit.IsBinary(tidy));
    }

    [Theory]
    [InlineData(1.8975e-6, false, "1.898µ")] // the sixth digit decides: the binary number is above the half
    [InlineData(99.995e-9, false, "100.0n")]
    [InlineData(99.99e-9, false, "99.99n")]
    [InlineData(0, false, "0.000")]
    [InlineData(4e-12, false, "0.004000n")]
    [InlineData(1e15, false, "1000.0T")]
    [InlineData(-1500, false, "-1.500k")]
    [InlineData(1020 * 1024, true, "1020.0Ki")]
    [InlineData(1536, true, "1.500Ki")]
    public void Four_digits_are_shown(double value, bool isBinary, string text) => Assert.Equal(text, UnitScale.Of(value, isBinary).Format(value));

    [Fact]
    public void A_row_has_one_scale_that_of_the_smallest() =>
        Assert.Equal(["42.45n", "1073.00n"], new[] { 42.45e-9, 1073e-9 }.Select(UnitScale.Common([42.45e-9, 0, 1073e-9], false).Format));

    [Theory]
    [InlineData(0.5, 0, "0")]
    [InlineData(1.5, 0, "2")]
    [InlineData(2.5, 0, "2")]
    [InlineData(0.125, 2, "0.12")]
    [InlineData(-0.375, 2, "-0.38")]
    [InlineData(0.135, 2, "0.14")] // above the half in binary
    [InlineData(-0.001, 2, "-0.00")]
    [InlineData(1e20, 1, "100000000000000000000.0")]
    public void Halves_are_rounded_to_even(double value, int digits, string text) => Assert.Equal(text, FixedText.Of(value, digits));

    [Theory]
    [InlineData(1e6, "1e+06")]
    [InlineData(123456, "123456")]
    [InlineData(1234567.5, "1.2345675e+06")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001234, "1.234e-05")]
    [InlineData(-100, "-100")]
    [InlineData(0.30000000000000004, "0.30000000000000004")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(1.7976931348623157e308, "1.7976931348623157e+308")]
    [InlineData(9007199254740993, "9.007199254740992e+15")]
    public void The_shortest_text_is_Go_s(double value, string text) => Assert.Equal(text, NumberText.Shortest(value));
}
