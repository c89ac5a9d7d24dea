using PerfInsight.Comparison;

namespace PerfInsight.Tests.Comparison;

public sealed class GrowthFitTests
{
    private static readonly double[] Sizes = [1000, 2000, 4000];

    [Theory]
    [InlineData(1.0)]
    [InlineData(1.97)]
    [InlineData(0.0)]
    [InlineData(3.0)]
    public void An_exact_power_is_found(double exponent)
    {
        var fit = GrowthFit.Of([.. Sizes.Select(size => new GrowthPoint(size, 200 * Math.Pow(size / 1000, exponent), 1e6))])!;

        Assert.Equal(exponent, fit.Exponent, 6);
        Assert.Equal(200e6 * Math.Pow(4, exponent), fit.CostAt(4000), 1.0);
        Assert.InRange(exponent, fit.Interval.Lower, fit.Interval.Upper);
        Assert.Equal(fit.P < 0.025, fit.Interval.Lower > 1);
    }

    [Fact]
    public void A_size_without_samples_counts()
    {
        GrowthPoint[] seen = [new(1000, 4, 1), new(2000, 16, 1), new(4000, 64, 1)];

        var without = GrowthFit.Of(seen)!;
        var with = GrowthFit.Of([new(500, 0, 1), .. seen])!;

        Assert.True(with.Exponent > without.Exponent, $"{with.Exponent} after {without.Exponent}");
        Assert.True(with.Exponent < 2.3);
    }

    [Fact]
    public void More_samples_make_the_interval_narrower_down_to_the_difference_between_runs()
    {
        double Width(double factor)
        {
            var interval = GrowthFit.Of([.. Sizes.Select(size => new GrowthPoint(size, factor * size, 1))])!.Interval;
            return interval.Upper - interval.Lower;
        }

        Assert.True(Width(0.01) > 2 * Width(1));
        Assert.InRange(Width(1e6), 0.1, 0.3);
        Assert.Equal(Width(1e6), Width(1e9), 3);
    }

    [Fact]
    public void Points_beside_the_line_make_the_interval_wider()
    {
        GrowthPoint[] bent = [new(1000, 1000, 1), new(2000, 4000, 1), new(4000, 2500, 1)];
        GrowthPoint[] straight = [new(1000, 1000, 1), new(2000, 1600, 1), new(4000, 2500, 1)];

        Assert.True(Width(bent) > 3 * Width(straight), $"{Width(bent)} and {Width(straight)}");

        static double Width(GrowthPoint[] points) => GrowthFit.Of(points)!.Interval is var interval ? interval.Upper - interval.Lower : 0;
    }

    public static TheoryData<double[]> TooLittle => new() { new double[] { 0, 0, 500 }, new double[] { 2, 3, 4 }, new double[] { 0, 0, 0 } };

    [Theory]
    [MemberData(nameof(TooLittle))]
    public void Where_there_is_too_little_to_see_nothing_is_said(double[] samples) =>
        Assert.Null(GrowthFit.Of([.. Sizes.Zip(samples, (size, count) => new GrowthPoint(size, count, 1))]));

    [Fact]
    public void Two_sizes_show_no_growth() => Assert.Null(GrowthFit.Of([new(1000, 500, 1), new(2000, 900, 1), new(2000, 1000, 1)]));

    [Fact]
    public void Counts_of_any_kind_give_a_finite_fit_or_none()
    {
        var random = new Random(7);
        for (var i = 0; i < 2000; i++)
        {
            var points = Enumerable.Range(0, 3 + random.Next(4))
                .Select(_ => new GrowthPoint(Math.Pow(10, random.NextDouble() * 9), random.Next(3) == 0 ? 0 : Math.Pow(10, random.NextDouble() * 6), Math.Pow(10, random.NextDouble() * 9))).ToArray();
            if (GrowthFit.Of(points) is { } fit)
                Assert.True(double.IsFinite(fit.Exponent) && double.IsFinite(fit.Interval.Lower) && double.IsFinite(fit.Interval.Upper) && fit.P is >= 0 and <= 1);
        }
    }
}
