using PerfInsight.Statistics;
using Perfolizer.Mathematics.SignificanceTesting.Base;
using Perfolizer.Mathematics.SignificanceTesting.MannWhitney;
using Perfolizer.Metrology;
using Pragmastat;
using Pragmastat.Estimators;

namespace PerfInsight.Tests.Statistics;

public sealed class MannWhitneyTests
{
    // Sizes at which Perfolizer's exact distribution is right: without ties, and few enough that its sums stay below 2^63.
    [Theory]
    [InlineData(3, 5)]
    [InlineData(10, 10)]
    [InlineData(15, 8)]
    [InlineData(20, 20)]
    public void Without_ties_p_is_Perfolizer_s(int n1, int n2)
    {
        var random = new Random((n1 * 100) + n2);
        for (var round = 0; round < 20; round++)
        {
            var shift = random.NextDouble();
            var (x, y) = (Values(random, n1, 0), Values(random, n2, shift));

            var test = MannWhitney.Test(x, y)!.Value;

            foreach (var (alternative, p) in new[]
            {
                (AlternativeHypothesis.Greater, test.PGreater), (AlternativeHypothesis.Less, test.PLess), (AlternativeHypothesis.TwoSides, test.P),
            })
            {
                var expected = MannWhitneyTest.Instance.Perform(new Sample(x), new Sample(y), alternative, Threshold.Zero).PValue.Value;
                // Of the side away from the change only a bound is kept: it decides nothing.
                Assert.Equal(Math.Min(expected, 0.5), Math.Min(p, 0.5), 10);
            }
        }
    }

    // All ways to choose which of the values are the first sample's.
    [Theory]
    [InlineData(new double[] { 1, 1, 2 }, new double[] { 2, 3 })]
    [InlineData(new double[] { 1, 2, 2, 5 }, new double[] { 2, 2, 3, 3, 3 })]
    [InlineData(new double[] { 4, 5, 5, 5, 6 }, new double[] { 1, 1, 5 })]
    [InlineData(new double[] { 7, 7, 7 }, new double[] { 1, 1, 1, 7 })]
    public void With_ties_p_is_the_share_of_all_arrangements(double[] x, double[] y)
    {
        double[] all = [.. x, .. y];
        var observed = U(x, y);
        var (atMost, atLeast, ways) = (0.0, 0.0, 0.0);
        for (var mask = 0; mask < 1 << all.Length; mask++)
        {
            if (System.Numerics.BitOperations.PopCount((uint)mask) != x.Length)
                continue;
            var u = U([.. all.Where((_, i) => (mask >> i & 1) == 1)], [.. all.Where((_, i) => (mask >> i & 1) == 0)]);
            ways++;
            atMost += u <= observed ? 1 : 0;
            atLeast += u >= observed ? 1 : 0;
        }

        var test = MannWhitney.Test(x, y)!.Value;

        Assert.Equal(observed, test.U);
        if (observed * 2 <= x.Length * y.Length)
            Assert.Equal(atMost / ways, test.PLess, 12);
        else
            Assert.Equal(atLeast / ways, test.PGreater, 12);
    }

    // go-moremath mirrors the statistic, which nothing of nine equal values can reach: p would be 0 (its own is 1.8).
    [Fact]
    public void One_value_beside_equal_ones_is_no_proof()
    {
        double[] one = [98], nine = [.. Enumerable.Repeat(77.0, 9)];

        Assert.Equal(0.2, MannWhitney.Test(one, nine)!.Value.P, 12);
        Assert.Equal("~", SampleComparison.OfRanks(one, nine, 0.05).Delta(98, 77));
    }

    [Fact]
    public void Values_that_are_all_equal_and_empty_samples_have_no_test()
    {
        Assert.Null(MannWhitney.Test([1, 1], [1, 1, 1]));
        Assert.Null(MannWhitney.Test([], [1]));
    }

    [Fact]
    public void Small_times_are_no_ties()
    {
        double[] x = [1e-10, 2e-10, 3e-10, 4e-10, 5e-10], y = [6e-10, 7e-10, 8e-10, 9e-10, 10e-10];

        Assert.Equal(2 / 252.0, MannWhitney.Test(x, y)!.Value.P, 12);
    }

    [Fact]
    public void Large_samples_take_no_long_time_and_agree_with_the_exact_test_at_the_border()
    {
        var random = new Random(3);
        var (x, y) = (Values(random, 50, 0), Values(random, 50, 0.15));
        var exact = MannWhitney.Test(x, y)!.Value.P;
        var normal = MannWhitney.Test([.. x, 1e6], [-1e6, .. y])!.Value; // one more on each side, far off
        Assert.Equal(exact, normal.P, 1);

        var big = MannWhitney.Test(Values(random, 100_000, 0), Values(random, 100_000, 0.1))!.Value;
        Assert.InRange(big.P, 0, 1e-9);
        Assert.True(big.PLess < 1e-9 && big.PGreater > 0.99);
    }

    [Fact]
    public void The_ratio_is_Pragmastat_s_on_logarithms_and_its_interval_encloses_it()
    {
        var random = new Random(4);
        for (var n = 6; n < 60; n += 9)
        {
            var (x, y) = (Values(random, n, 1), Values(random, n + 3, 2));

            var ratio = RatioInterval.Of(x, y, [0.95])[0];

            var expected = Math.Exp(ShiftEstimator.Instance.Estimate(new Sample(y.Select(value => Math.Log(value)).ToArray()), new Sample(x.Select(value => Math.Log(value)).ToArray())).NominalValue);
            Assert.Equal(expected, ratio.Estimate, 12);
            Assert.True(ratio.Lo < ratio.Estimate && ratio.Estimate < ratio.Hi);
        }
    }

    // The interval and the test agree: at the bound of the 95 % interval p crosses 5 %.
    [Fact]
    public void The_interval_is_where_the_test_rejects()
    {
        var random = new Random(8);
        var (x, y) = (Values(random, 12, 1), Values(random, 14, 1.1));
        var (_, lo, hi) = RatioInterval.Shift(x, y, [0.95])[0];

        double P(double shift) => MannWhitney.Test(x, [.. y.Select(value => value - shift)])!.Value.P;
        Assert.True(P(lo - 1e-9) < 0.05 && P(lo + 1e-9) >= 0.05);
        Assert.True(P(hi + 1e-9) < 0.05 && P(hi - 1e-9) >= 0.05);
    }

    // From github.com/aclements/go-moremath, stats.QuantileCI(n, 0.5, confidence): orders of the bounds, from 1 on.
    [Theory]
    [InlineData(1, 0.95, 0, 2)]
    [InlineData(5, 0.95, 0, 5)]
    [InlineData(6, 0.95, 1, 6)]
    [InlineData(10, 0.95, 2, 9)]
    [InlineData(15, 0.95, 4, 12)]
    [InlineData(20, 0.95, 6, 15)]
    [InlineData(24, 0.95, 8, 18)] // 7 and 17 are as likely: rounding decides
    [InlineData(25, 0.95, 8, 18)]
    [InlineData(22, 0.9, 8, 16)]
    [InlineData(27, 0.8, 11, 18)]
    [InlineData(28, 0.99, 8, 22)]
    [InlineData(29, 0.9, 11, 20)]
    [InlineData(30, 0.95, 10, 21)]
    [InlineData(31, 0.95, 10, 22)]
    [InlineData(100, 0.95, 40, 60)]
    [InlineData(10, 0.99, 1, 10)]
    public void The_interval_of_the_median_is_benchstat_s(int count, double confidence, int lo, int hi)
    {
        var interval = MedianInterval.Of(count, confidence);

        Assert.Equal((lo, hi), (interval.Lo, interval.Hi));
        Assert.True(interval.Confidence >= confidence);
    }

    [Fact]
    public void Corrected_p_values_are_those_of_Benjamini_and_Hochberg()
    {
        // p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.5), "BH") of R.
        Assert.Equal([0.025, 0.05, 0.05, 0.025, 0.5], BenjaminiHochberg.Adjust([0.01, 0.04, 0.03, 0.005, 0.5]).Select(p => Math.Round(p, 12)));
        Assert.Empty(BenjaminiHochberg.Adjust([]));
    }

    [Theory]
    [InlineData(1.0, 1)]
    [InlineData(1.3, 2)]
    public void Two_centres_are_two_modes(double second, int modes)
    {
        var random = new Random(9);
        double[] values = [.. Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? 1e-7 : second * 1e-7) * (1 + (0.01 * Normal(random))))];
        Array.Sort(values);

        Assert.Equal(modes, Modality.Modes(values));
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Sin(2 * Math.PI * random.NextDouble());

    private static double U(double[] x, double[] y) => x.Sum(a => y.Sum(b => a > b ? 1 : a == b ? 0.5 : 0));

    private static double[] Values(Random random, int count, double shift)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
            values[i] = shift + random.NextDouble();
        Array.Sort(values);
        return values;
    }
}
