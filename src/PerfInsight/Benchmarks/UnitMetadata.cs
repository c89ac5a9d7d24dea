namespace PerfInsight.Benchmarks;

/// <summary>What is known of a unit, such as <c>better=higher</c> or <c>assume=exact</c>.</summary>
/// <param name="Unit">The unit with prefixes taken out.</param>
/// <param name="OriginalUnit">The unit as it was written.</param>
/// <param name="Key">What is said of it.</param>
/// <param name="Value">The value.</param>
public sealed record UnitMetadata(string Unit, string OriginalUnit, string Key, string Value);

/// <summary>Which direction of a unit is an improvement.</summary>
public enum BetterDirection
{
    /// <summary>Not known: a change is neither a regression nor an improvement.</summary>
    Unknown,

    /// <summary>Less is better: time, bytes.</summary>
    Lower,

    /// <summary>More is better: throughput.</summary>
    Higher,
}

/// <summary>What is known of the units of some runs.</summary>
public sealed class UnitTable
{
    private readonly Dictionary<(string Unit, string Key), string> _values = [];

    /// <summary>Puts together what several files say; the first that says something of a unit holds.</summary>
    /// <param name="metadata">What they say.</param>
    public UnitTable(IEnumerable<UnitMetadata> metadata)
    {
        foreach (var entry in metadata)
            _values.TryAdd((entry.Unit, entry.Key), entry.Value);
    }

    /// <summary>True for a unit without noise, such as the size of a file: one measurement is enough.</summary>
    public bool IsExact(string unit) => _values.TryGetValue((unit, "assume"), out var value) && value == "exact";

    /// <summary>Which direction is an improvement. Known by itself for times, sizes, allocations and throughputs per second.</summary>
    public BetterDirection Better(string unit)
    {
        if (_values.TryGetValue((unit, "better"), out var value))
        {
            return value switch
            {
                "higher" => BetterDirection.Higher,
                "lower" => BetterDirection.Lower,
                _ => BetterDirection.Unknown,
            };
        }

        // Go's benchunit knows sec/op, B/op, allocs/op and B/s; what is counted per operation costs, what is done per second gains.
        return unit switch
        {
            _ when unit.EndsWith("/op", StringComparison.Ordinal) => BetterDirection.Lower,
            _ when unit.EndsWith("/s", StringComparison.Ordinal) || unit.EndsWith("/sec", StringComparison.Ordinal) => BetterDirection.Higher,
            "sec" or "B" or "bytes" => BetterDirection.Lower,
            _ => BetterDirection.Unknown,
        };
    }
}
