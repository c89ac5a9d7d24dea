using PerfInsight.Comparison;

namespace PerfInsight.Tests.Comparison;

/// <summary>The test of two rates against exact binomial sums, and what it promises.</summary>
public sealed class RateTestTests
{
    // P values are two times the smaller tail of the binomial distribution, summed term by term.
    [Theory]
    [InlineData(10, 1, 25, 1, 0.01667385)]
    [InlineData(0, 1, 5, 1, 0.0625)]
    [InlineData(7, 1, 7, 1, 1.0)]
    [InlineData(100, 1, 130, 2, 0.00171283)]
    public void Equal_samples_give_the_exact_conditional_test(int baseline, double baselineSeconds, int candidate, double candidateSeconds, double p) =>
        Assert.Equal(p, RateTest.Compare(Samples(baseline), baselineSeconds, Samples(candidate), candidateSeconds).P, 6);

    [Fact]
    public void The_unit_of_the_samples_does_not_matter()
    {
        var counts = RateTest.Compare(Samples(40), 3, Samples(60), 2);
        var nanoseconds = RateTest.Compare(Samples(40, 1e6), 3, Samples(60, 1e6), 2);

        Assert.Equal(counts.P, nanoseconds.P, 12);
        Assert.Equal(counts.Ratio, nanoseconds.Ratio, 12);
        Assert.Equal(counts.Delta * 1e6, nanoseconds.Delta, 1e-3);
    }

    [Fact]
    public void A_ratio_s_interval_excludes_one_exactly_where_p_is_below_alpha()
    {
        for (var baseline = 0; baseline < 60; baseline += 3)
        {
            for (var candidate = 0; candidate < 60; candidate += 3)
            {
                var test = RateTest.Compare(Samples(baseline), 2, Samples(candidate), 3);
                if (baseline + candidate > 0)
                    Assert.Equal(test.P < 0.05, test.RatioInterval.Lower > 1 || test.RatioInterval.Upper < 1);
            }
        }
    }

    [Fact]
    public void Few_heavy_samples_know_less_than_many_light_ones()
    {
        var light = RateTest.Compare(Samples(1000, 10), 1, Samples(1200, 10), 1);
        var heavy = RateTest.Compare(Samples(10, 1000), 1, Samples(12, 1000), 1);

        Assert.Equal(light.Delta, heavy.Delta, 6);
        Assert.True(light.P < 0.001);
        Assert.True(heavy.P > 0.5);
        Assert.True(heavy.DeltaInterval.Lower < light.DeltaInterval.Lower && heavy.DeltaInterval.Upper > light.DeltaInterval.Upper);
    }

    [Fact]
    public void What_is_new_has_a_delta_and_no_ratio()
    {
        var test = RateTest.Compare(default, 60, Samples(92, 1e7), 60);

        Assert.Equal(double.PositiveInfinity, test.Ratio);
        Assert.Equal(double.PositiveInfinity, test.RatioInterval.Upper);
        Assert.True(test.DeltaInterval.Lower > 0);
        Assert.True(test.P < 1e-10);
    }

    [Fact]
    public void Nothing_on_either_side_is_no_change()
    {
        var test = RateTest.Compare(default, 1, default, 1);
        Assert.Equal((1.0, 0.0), (test.P, test.Delta));
        Assert.True(double.IsNaN(test.Ratio));
    }

    [Fact]
    public void Samples_that_come_in_bursts_know_less()
    {
        var independent = RateTest.Compare(Samples(400), 1, Samples(480), 1);
        var bursts = RateTest.Compare(Samples(400), 1, Samples(480), 1, dispersion: 4);

        Assert.Equal(independent.Ratio, bursts.Ratio, 12);
        Assert.Equal(independent.Z / 2, bursts.Z, 1.0);
        Assert.True(independent.P < 0.01 && bursts.P > 0.1);
    }

    // Promise: at most 5 of 100 unchanged members are called changed, and 95 of 100 intervals hold the truth.
    [Theory]
    [InlineData(5, 1.0)]
    [InlineData(40, 1.0)]
    [InlineData(40, 1.5)]
    [InlineData(1000, 0.8)]
    public void Ninety_five_of_a_hundred_intervals_hold_the_truth(double mean, double ratio)
    {
        var random = new Random(11);
        const int tries = 2000;
        var (ratios, deltas) = (0, 0);
        for (var i = 0; i < tries; i++)
        {
            var test = RateTest.Compare(Samples(Poisson(random, mean)), 1, Samples(Poisson(random, mean * ratio)), 1);
            ratios += test.RatioInterval.Lower <= ratio && ratio <= test.RatioInterval.Upper ? 1 : 0;
            var delta = mean * (ratio - 1);
            deltas += test.DeltaInterval.Lower <= delta && delta <= test.DeltaInterval.Upper ? 1 : 0;
        }

        Assert.InRange(ratios / (double)tries, 0.945, 1);
        Assert.InRange(deltas / (double)tries, 0.94, 1);
    }

    [Fact]
    public void A_million_samples_are_compared_as_exactly_as_ten()
    {
        var test = RateTest.Compare(Samples(1_000_000), 1, Samples(1_005_000), 1);
        Assert.Equal(5000 / Math.Sqrt(2_005_000), test.Z, 0.01);
        Assert.InRange(test.RatioInterval.Lower, 1.0021, 1.0024);
    }

    private static WeightedCount Samples(int count, double weight = 1) => new(count * weight, count * weight * weight);

    // Knuth's way, by parts so that the exponent stays in range.
    private static int Poisson(Random random, double mean)
    {
        var count = 0;
        for (var left = mean; left > 0; left -= 50)
        {
            var limit = Math.Exp(-Math.Min(left, 50));
            for (var product = random.NextDouble(); product > limit; product *= random.NextDouble())
                count++;
        }

        return count;
    }
}
