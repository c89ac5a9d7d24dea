using System.Globalization;
using PerfInsight.Units;

namespace PerfInsight.Tests.Units;

public class QuantityTextTests
{
    [Theory]
    [InlineData(0, "0 ns")]
    [InlineData(1, "1 ns")]
    [InlineData(999, "999 ns")]
    [InlineData(999.6, "1.0 µs")]
    [InlineData(1_000, "1.0 µs")]
    [InlineData(1_500, "1.5 µs")]
    [InlineData(9_949, "9.9 µs")]
    [InlineData(9_951, "10 µs")]
    [InlineData(123_456, "123 µs")]
    [InlineData(999_400, "999 µs")]
    [InlineData(999_600, "1.0 ms")]
    [InlineData(4_100_000_000, "4.1 s")]
    [InlineData(11_400_000_000, "11 s")]
    [InlineData(120_000_000_000, "120 s")]
    [InlineData(-1_500_000_000, "-1.5 s")]
    public void Durations(double nanoseconds, string expected) => Check(expected, () => QuantityText.Duration(nanoseconds));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(12, "12 B")]
    [InlineData(1_200, "1.2 KB")]
    [InlineData(999_949, "1.0 MB")]
    [InlineData(1_200_000_000, "1.2 GB")]
    [InlineData(3_400_000_000_000, "3.4 TB")]
    [InlineData(99_000_000_000_000_000, "99000 TB")]
    public void Sizes(double bytes, string expected) => Check(expected, () => QuantityText.Bytes(bytes));

    [Theory]
    [InlineData(0, "0 %")]
    [InlineData(0.0001, "< 0.1 %")]
    [InlineData(0.001, "0.1 %")]
    [InlineData(0.0094, "0.9 %")]
    [InlineData(0.0096, "1 %")]
    [InlineData(0.36, "36 %")]
    [InlineData(1, "100 %")]
    [InlineData(3.21, "321 %")]
    public void Shares(double share, string expected) => Check(expected, () => QuantityText.Percent(share));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(999, "999")]
    [InlineData(1_234_567, "1,234,567")]
    [InlineData(-1_234, "-1,234")]
    public void Counts(long count, string expected) => Check(expected, () => QuantityText.Count(count));

    // Under a culture that changes every sign as well.
    private static void Check(string expected, Func<string> text)
    {
        Assert.Equal(expected, text());
        var hostile = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        hostile.NumberFormat.NumberDecimalSeparator = "٫";
        hostile.NumberFormat.NumberGroupSeparator = "'";
        hostile.NumberFormat.NegativeSign = "−";
        hostile.NumberFormat.PercentSymbol = "٪";
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = hostile;
            Assert.Equal(expected, text());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
