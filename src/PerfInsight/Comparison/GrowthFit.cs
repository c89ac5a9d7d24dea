using Perfolizer.Mathematics.Distributions.ContinuousDistributions;

namespace PerfInsight.Comparison;

/// <summary>
/// A power law cost = a·n^b through what was measured at several input sizes. Immutable.
/// </summary>
/// <remarks>
/// A regression of logarithms, weighted by what counts tell: a count of μ samples that come in bursts has the variance φμ, runs
/// differ by σμ, so a logarithm has the weight 1 / (φ/μ + σ²). Sizes where nothing was found have no logarithm, but count: the weights
/// are those of iteratively reweighted least squares for a quasi-likelihood with a logarithmic link. Sources: R. Wedderburn,
/// "Quasi-likelihood functions, generalized linear models, and the Gauss–Newton method", Biometrika 61 (1974) 439–447; P. McCullagh,
/// J. Nelder, "Generalized Linear Models", 2nd edition (1989), chapter 9.
/// </remarks>
/// <param name="Exponent">The exponent b.</param>
/// <param name="Interval">Its confidence interval of 95 %.</param>
/// <param name="P">Chance that an exponent of 1 or less gives so large a one.</param>
public sealed record GrowthFit(double Exponent, Interval Interval, double P)
{
    private const double Confidence = 0.95;

    // Fewer samples in all say nothing.
    private const double LeastSamples = 10;

    // Steps until the exponent no longer moves; five are enough for what is a power law at all.
    private const int MostSteps = 100;
    private const double Converged = 1e-9;

    // No program grows like that: the counts have no maximum of likelihood.
    private const double MostExponent = 30;

    private double LogCoefficient { get; init; }

    /// <summary>What it costs at a size, in the unit of the sample type, by the fit.</summary>
    public double CostAt(double size) => Math.Exp(LogCoefficient + Exponent * Math.Log(size));

    /// <summary>The fit; null where there is too little to see: fewer than three sizes, samples at one of them only, or fewer than ten in all.</summary>
    internal static GrowthFit? Of(IReadOnlyList<GrowthPoint> points)
    {
        if (points.Select(point => point.Size).Distinct().Count() < 3
            || points.Where(point => point.Samples > 0).Select(point => point.Size).Distinct().Count() < 2
            || points.Sum(point => point.Samples) < LeastSamples)
        {
            return null;
        }

        var line = new Line(Math.Log(points.Sum(point => point.Cost) / points.Sum(point => point.Size)), 1);
        for (var step = 0; step < MostSteps; step++)
        {
            var (next, _) = Step(points, line);
            if (!double.IsFinite(next.Slope) || Math.Abs(next.Slope) > MostExponent)
                return null;
            var moved = Math.Abs(next.Slope - line.Slope) + Math.Abs(next.Intercept - line.Intercept) / (1 + Math.Abs(line.Intercept));
            line = next;
            if (moved < Converged)
                return Of(points, line);
        }

        return null;
    }

    private static GrowthFit Of(IReadOnlyList<GrowthPoint> points, Line line)
    {
        // What is left beside the line counts as spread between runs, steadied by what is assumed of it (see Dispersion).
        var residuals = points.Sum(point => Square(point.Samples - line.Count(point)) / Variance(line.Count(point)));
        var freedom = Dispersion.SharedFreedom + points.Count - 2;
        var spread = Math.Max(1, (Dispersion.SharedFreedom + residuals) / freedom);
        var error = Math.Sqrt(spread * Step(points, line).SlopeVariance);
        var student = new StudentDistribution(freedom);
        var reach = student.Quantile((1 + Confidence) / 2) * error;
        return new GrowthFit(line.Slope, new Interval(line.Slope - reach, line.Slope + reach), 1 - student.Cdf((line.Slope - 1) / error)) { LogCoefficient = line.Intercept };
    }

    // One step of iteratively reweighted least squares.
    private static (Line Line, double SlopeVariance) Step(IReadOnlyList<GrowthPoint> points, Line line)
    {
        var rows = points.Select(point =>
        {
            var count = line.Count(point);
            var weight = Square(count) / Variance(count);
            return (X: Math.Log(point.Size), Y: line.At(point.Size) + (point.Samples - count) / count, Weight: weight);
        }).ToArray();
        var all = rows.Sum(row => row.Weight);
        var (x, y) = (rows.Sum(row => row.Weight * row.X) / all, rows.Sum(row => row.Weight * row.Y) / all);
        var squares = rows.Sum(row => row.Weight * Square(row.X - x));
        var slope = rows.Sum(row => row.Weight * (row.X - x) * (row.Y - y)) / squares;
        return (new Line(y - slope * x, slope), 1 / squares);
    }

    private static double Variance(double count) => Dispersion.AssumedBursts * count + Square(Dispersion.AssumedVariation * count);

    private static double Square(double value) => value * value;

    // The logarithm of the cost.
    private readonly record struct Line(double Intercept, double Slope)
    {
        public double At(double size) => Intercept + Slope * Math.Log(size);

        // Not quite nothing, so that its weight has a value.
        public double Count(GrowthPoint point) => Math.Max(1e-9, Math.Exp(At(point.Size)) / point.Weight);
    }
}
