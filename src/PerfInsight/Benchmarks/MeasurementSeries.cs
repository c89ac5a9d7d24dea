namespace PerfInsight.Benchmarks;

/// <summary>The repeated measurements of a benchmark in one unit.</summary>
/// <param name="Unit">The unit with prefixes taken out, such as <c>sec/op</c>, <c>B/op</c>, <c>B/s</c>.</param>
/// <param name="Values">One value per measurement, in <paramref name="Unit"/>, in the order in which they were taken. Finite.</param>
public sealed record MeasurementSeries(string Unit, IReadOnlyList<double> Values)
{
    /// <summary>The unit as it was written, such as <c>ns/op</c>.</summary>
    public string OriginalUnit { get; init; } = Unit;

    /// <summary>The values in the original unit.</summary>
    public IReadOnlyList<double> OriginalValues { get; init; } = Values;

    /// <summary>For each value the index of the repetition that it belongs to; null where value i is of repetition i.</summary>
    public IReadOnlyList<int>? Repetitions { get; init; }
}
