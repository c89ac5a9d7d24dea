using PerfInsight.Profiles;

namespace PerfInsight.Tests.Comparison;

/// <summary>
/// A program whose profiles differ as those of real ones do: samples come in bursts, and each member's cost varies from run to run.
/// </summary>
internal sealed class SimulatedProgram(int members)
{
    private const long Interval = 10_000_000;

    /// <summary>Mean number of samples in a row that find the program at the same place.</summary>
    public double Burst { get; init; } = 2;

    /// <summary>Standard deviation of a member's cost between runs, over its mean.</summary>
    public double Variation { get; init; } = 0.02;

    /// <summary>Samples of a run, on average.</summary>
    public int Samples { get; init; } = 6000;

    /// <summary>What became of some members: their cost is multiplied.</summary>
    public Dictionary<int, double> Factors { get; init; } = [];

    /// <summary>New names of some members.</summary>
    public Dictionary<int, string> Names { get; init; } = [];

    /// <summary>Share of a member in an unchanged program: few are hot, many are not.</summary>
    public double Share(int member) => 1 / (member + 3.0) / Enumerable.Range(0, members).Sum(other => 1 / (other + 3.0));

    public string Name(int member) => Names.GetValueOrDefault(member, $"App.Part{member % 7}.Work{member}");

    /// <summary>Runs it once, for a minute.</summary>
    public Profile Run(Random random)
    {
        var builder = new ProfileBuilder([new SampleType("cpu", "nanoseconds")]);
        var module = builder.Add(new Module("App", "", Guid.Empty));
        var main = Location(builder, module, "App.Program.Main");
        for (var member = 0; member < members; member++)
        {
            var mean = Samples * Share(member) * Factors.GetValueOrDefault(member, 1) * (1 + Variation * Normal(random));

            // Bursts of mean length b: a geometric number of samples each, so that the variance is about 2b - 1 times the mean.
            var bursts = Poisson(random, Math.Max(0, mean) / Burst);
            var count = 0L;
            for (var i = 0; i < bursts; i++)
                count += 1 + (long)(Math.Log(1 - random.NextDouble()) / Math.Log(1 - 1 / Burst));
            if (count == 0)
                continue;

            // Members call one another in groups: a caller's stacks are those of its group.
            var group = Location(builder, module, $"App.Group{member % 12}.Run");
            var leaf = Location(builder, module, Name(member));
            builder.AddSample(builder.AddStack([leaf, group, main]), [count * Interval], []);
        }

        return builder.Build(new ProfileInfo
        {
            SourceFormat = "test",
            Duration = 60_000_000_000,
            Period = Interval,
            PeriodType = new SampleType("cpu", "nanoseconds"),
        });
    }

    private static int Location(ProfileBuilder builder, int module, string name)
    {
        var dot = name.LastIndexOf('.');
        return builder.Add(new Location(builder.Add(new Function(module, 0, name[..dot], name[(dot + 1)..], "void ()"))));
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

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
