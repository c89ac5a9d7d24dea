namespace PerfInsight.Summaries;

/// <summary>One value for each <see cref="SampleKind"/>; units as documented there.</summary>
public sealed class SampleValues
{
    private readonly long[] _values;

    /// <summary>All zero.</summary>
    public static SampleValues Zero { get; } = new(new long[SampleKinds.Count]);

    /// <summary>Takes ownership of one value per kind.</summary>
    public SampleValues(long[] values)
    {
        if (values.Length != SampleKinds.Count)
            throw new ArgumentException($"expected {SampleKinds.Count} values, found {values.Length}", nameof(values));
        _values = values;
    }

    /// <summary>The value of a kind.</summary>
    public long this[SampleKind kind] => _values[(int)kind];

    /// <summary>True where nothing was measured.</summary>
    public bool IsZero => Array.TrueForAll(_values, static value => value == 0);
}
