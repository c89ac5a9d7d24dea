using PerfInsight.Units;

namespace PerfInsight.Tests.Units;

/// <summary>Expected texts are those of Go's fmt and pprof's internal/measurement for the same numbers.</summary>
public sealed class PprofQuantityTests
{
    [Theory]
    [InlineData(0, "nanoseconds", "0")]
    [InlineData(1, "nanoseconds", "1ns")]
    [InlineData(1_000, "nanoseconds", "1us")]
    [InlineData(1_100_000_000, "nanoseconds", "1.10s")]
    [InlineData(-1_100_000_000, "nanoseconds", "-1.10s")]
    [InlineData(310, "milliseconds", "310ms")]
    [InlineData(16_488_000, "ms", "4.58hrs")]
    [InlineData(80_938_598, "bytes", "77.19MB")]
    [InlineData(1024, "bytes", "1kB")]
    [InlineData(5149, "count", "5149")]
    [InlineData(125_000_000, "nanoseconds", "125ms")]
    [InlineData(3, "widgets", "3")]
    [InlineData(long.MaxValue, "nanoseconds", "2562047.79hrs")]
    public void Values_have_the_unit_that_fits(long value, string unit, string expected) => Assert.Equal(expected, PprofQuantity.Text(value, unit));

    [Fact]
    public void The_least_number_has_a_text() => Assert.EndsWith("s", PprofQuantity.Text(long.MinValue, "nanoseconds"));

    [Theory]
    [InlineData(125_000_000, "s", "0.12s")]
    [InlineData(375_000_000, "s", "0.38s")]
    [InlineData(2_625_000_000, "s", "2.62s")]
    [InlineData(-125_000_000, "s", "-0.12s")]
    [InlineData(10_000_000, "s", "0.01s")]
    [InlineData(4_000_000, "s", "0")]
    [InlineData(15_000_000, "s", "0.01s")]
    [InlineData(25_000_000, "s", "0.03s")]
    public void Two_decimals_are_rounded_as_Go_rounds(long nanoseconds, string unit, string expected) =>
        Assert.Equal(expected, PprofQuantity.Text(nanoseconds, "nanoseconds", unit));

    [Theory]
    [InlineData(1, 1, "100%")]
    [InlineData(9995, 10_000, "100%")]
    [InlineData(10_005, 10_000, "100%")]
    [InlineData(10_006, 10_000, "100.06%")]
    [InlineData(214, 10_000, "2.14%")]
    [InlineData(1125, 100_000, "1.12%")]
    [InlineData(60, 10_000, "0.6%")]
    [InlineData(99, 10_000, "0.99%")]
    [InlineData(999, 100_000, "1%")]
    [InlineData(19, 100_000, "0.019%")]
    [InlineData(125, 100_000, "0.12%")]
    [InlineData(375, 100_000, "0.38%")]
    [InlineData(625, 1_000_000, "0.062%")]
    [InlineData(32, 100_000_000, "3.2e-05%")]
    [InlineData(1, 1_000_000_000_000, "1e-10%")]
    [InlineData(1, 1_000_000, "0.0001%")]
    [InlineData(-214, 10_000, "2.14%")]
    [InlineData(0, 10_000, "0%")]
    [InlineData(5, 0, "0%")]
    public void Percentages_have_two_digits_below_one(long value, long total, string expected) =>
        Assert.Equal(expected, PprofQuantity.Percentage(value, total));

    [Fact]
    public void Units_of_one_family_are_converted()
    {
        Assert.Equal(1e6, PprofQuantity.Factor("milliseconds", "nanoseconds"));
        Assert.Equal(1, PprofQuantity.Factor("widgets", "widgets"));
        Assert.Null(PprofQuantity.Factor("bytes", "seconds"));
    }
}
