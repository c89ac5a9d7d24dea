namespace PerfInsight.Benchmarks;

/// <summary>A benchmark under one configuration, with all its measurements.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Configuration">What it ran with.</param>
/// <param name="Iterations">For each repetition, how many operations were averaged over.</param>
/// <param name="Series">The measurements, one series a unit, in the order in which the units appeared.</param>
public sealed record Benchmark(
    BenchmarkName Name, BenchmarkConfiguration Configuration, IReadOnlyList<long> Iterations, IReadOnlyList<MeasurementSeries> Series);
