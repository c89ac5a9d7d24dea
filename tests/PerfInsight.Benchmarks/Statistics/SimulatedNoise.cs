namespace PerfInsight.Benchmarks.Statistics;

/// <summary>A kind of noise: what a benchmark of true time 1 measures in one run.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sample">Times of the runs of a benchmark, given its index, the side (0 baseline, 1 candidate) and the machine of the session.</param>
internal sealed record SimulatedNoise(string Name, Func<Random, int, int, Machine, int, double[]> Sample)
{
    /// <summary>All kinds. Each has 2 % of standard deviation in a run, but for what it is named after.</summary>
    public static IReadOnlyList<SimulatedNoise> All { get; } =
    [
        new("normal, 2 %", static (random, _, _, _, runs) => Times(runs, () => 1 + (0.02 * Normal(random)))),
        new("normal, 10 %", static (random, _, _, _, runs) => Times(runs, () => Math.Max(0.1, 1 + (0.1 * Normal(random))))),
        new("skewed: exponential, 2 %", static (random, _, _, _, runs) => Times(runs, () => 1 - (0.02 * Math.Log(1 - random.NextDouble())))),
        new("skewed: log-normal, 3 %, and 5 % of outliers up to 2×", static (random, _, _, _, runs) =>
            Times(runs, () => Math.Exp(0.03 * Normal(random)) * (random.NextDouble() < 0.05 ? 1 + random.NextDouble() : 1))),
        new("bimodal: two modes 10 % apart, 1 % in each", static (random, _, _, _, runs) =>
            Times(runs, () => (random.NextDouble() < 0.5 ? 1 : 1.1) * (1 + (0.01 * Normal(random))))),
        new("coarse clock: 2 %, rounded to 1 %", static (random, _, _, _, runs) => Times(runs, () => Math.Round(1 + (0.02 * Normal(random)), 2))),
        new("drifting machine: 2 %, a walk of 0.5 % a round for all", static (random, _, side, machine, runs) =>
            Times(runs, i => machine.Speed(side, i) * (1 + (0.02 * Normal(random))))),
        new("drifting machine that slows some more than others by ± 30 %", static (random, index, side, machine, runs) =>
            Times(runs, i => Math.Pow(machine.Speed(side, i), machine.Share(index)) * (1 + (0.02 * Normal(random))))),
        new("build: 2 %, each benchmark 1 % off in each build", static (random, index, side, machine, runs) =>
            machine.Build(side, index) is var build ? Times(runs, () => build * (1 + (0.02 * Normal(random)))) : []),
    ];

    /// <summary>A value of the standard normal distribution (Box and Muller 1958).</summary>
    public static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Sin(2 * Math.PI * random.NextDouble());

    private static double[] Times(int runs, Func<double> next) => Times(runs, _ => next());

    private static double[] Times(int runs, Func<int, double> next)
    {
        var times = new double[runs];
        for (var i = 0; i < runs; i++)
            times[i] = next(i);
        return times;
    }
}

/// <summary>The machine of one comparison: first the baseline is measured, round after round of all benchmarks, then the candidate.</summary>
internal sealed class Machine
{
    private readonly double[] _speeds;
    private readonly double[] _shares;
    private readonly double[][] _builds;
    private readonly int _runs;

    public Machine(Random random, int benchmarks, int runs)
    {
        _runs = runs;
        _speeds = new double[2 * runs];
        var speed = 0.0;
        for (var i = 0; i < _speeds.Length; i++)
            _speeds[i] = Math.Exp(speed += 0.005 * SimulatedNoise.Normal(random));
        _shares = Values(benchmarks, () => 1 + (0.3 * SimulatedNoise.Normal(random)));
        _builds = [Values(benchmarks, () => 1 + (0.01 * SimulatedNoise.Normal(random))), Values(benchmarks, () => 1 + (0.01 * SimulatedNoise.Normal(random)))];
    }

    public double Speed(int side, int round) => _speeds[(side * _runs) + round];

    public double Share(int benchmark) => _shares[benchmark];

    public double Build(int side, int benchmark) => _builds[side][benchmark];

    private static double[] Values(int count, Func<double> next)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
            values[i] = next();
        return values;
    }
}
