using System.Globalization;
using PerfInsight.Comparison;
using Xunit.Abstractions;

namespace PerfInsight.Tests.Comparison;

public sealed class ProfileGrowthTests(ITestOutputHelper output)
{
    private const int Members = 40;
    private const int Tries = 200;

    private static readonly double[] Sizes = [1000, 2000, 4000];

    // Member i grows with this power: of forty one in ten is quadratic, one in ten n log n or so, the others linear.
    private static double Exponent(int member) => (member % 10) switch { 3 => 2, 7 => 1.2, _ => 1 };

    [Theory]
    [InlineData(1.0001, 0.0)]
    [InlineData(1.25, 0.03)]
    [InlineData(2.0, 0.05)]
    public void Intervals_hold_the_true_exponent_in_nineteen_of_twenty_cases(double burst, double variation)
    {
        var random = new Random(20261123);
        var (held, asked, falselyNamed, found, quadratic) = (0, 0, 0, 0, 0);
        for (var i = 0; i < Tries; i++)
        {
            var growth = ProfileGrowth.Measure([.. Sizes.Select(size => Run(size, burst, variation, random))]);
            var named = growth.Members.Where(member => member.IsSuperLinear).Select(Number).ToList();
            falselyNamed += named.Any(member => Exponent(member) == 1) ? 1 : 0;
            foreach (var member in growth.Members.Where(member => member.Member.Name.Contains("Work", StringComparison.Ordinal)))
            {
                if (Exponent(Number(member)) == 2 && member.Samples[^1] >= 400)
                {
                    quadratic++;
                    found += member.IsSuperLinear ? 1 : 0;
                }

                if (member.Fit is not { } fit)
                    continue;
                asked++;
                held += fit.Interval.Lower <= Exponent(Number(member)) && Exponent(Number(member)) <= fit.Interval.Upper ? 1 : 0;
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"burst {burst}, variation {variation}: {100.0 * held / asked:0.0} % of {asked} intervals hold the exponent; a linear member was named in {falselyNamed} of {Tries} tries; {found} of {quadratic} quadratic members were named"));
        Assert.True(held >= 0.95 * asked, $"{held} of {asked}");
        Assert.True(falselyNamed <= 0.05 * Tries, $"{falselyNamed} of {Tries}");
        Assert.True(found >= 0.95 * quadratic, $"{found} of {quadratic}");
    }

    [Fact]
    public void Super_linear_members_come_first_and_costs_are_by_size()
    {
        var random = new Random(1);
        var growth = ProfileGrowth.Measure([.. Sizes.Reverse().Select(size => Run(size, 1.25, 0.02, random))]);

        Assert.Equal(Sizes, growth.Sizes);
        Assert.Equal("App.Part3.Work3()", growth.Members[0].Member.Name);
        Assert.True(growth.Members[0].IsSuperLinear);
        Assert.True(growth.Members[0].Costs[0] < growth.Members[0].Costs[2] / 8);
        Assert.InRange(growth.All!.Exponent, 1, 1.6);
        Assert.All(growth.Members.Where(member => member.Fit is null), member => Assert.False(member.IsSuperLinear));
    }

    [Fact]
    public void What_is_missing_is_said()
    {
        var random = new Random(1);
        var profile = Run(1000, 1.25, 0.02, random).Profile;

        Assert.Equal(
            "expected profiles of at least three input sizes, found 2: two lie on any line",
            Assert.Throws<ComparisonException>(() => ProfileGrowth.Measure([new(1, profile), new(2, profile), new(2, profile)])).Message);
        Assert.Equal(
            "the profile of size 1 has no sample type 'wall'; it has cpu",
            Assert.Throws<ComparisonException>(() => ProfileGrowth.Measure([new(1, profile), new(2, profile), new(3, profile)], "wall")).Message);
        Assert.Equal("expected sizes above 0", Assert.Throws<ComparisonException>(() => ProfileGrowth.Measure([new(0, profile)])).Message);
    }

    private static int Number(MemberGrowth member) => int.Parse(member.Member.Name.Split("Work")[1].TrimEnd('(', ')'), CultureInfo.InvariantCulture);

    private static SizedProfile Run(double size, double burst, double variation, Random random) => new(
        size,
        new SimulatedProgram(Members)
        {
            Burst = burst,
            Variation = variation,
            Samples = (int)size,
            Factors = Enumerable.Range(0, Members).ToDictionary(member => member, member => Math.Pow(size / 1000, Exponent(member) - 1)),
        }.Run(random));
}
