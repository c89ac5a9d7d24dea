namespace PerfInsight.Profiles;

/// <summary>
/// Takes the samples of a profile over into a builder, and of its tables what they refer to, in the order in which they do.
/// </summary>
/// <param name="builder">Where to.</param>
/// <param name="data">The profile.</param>
/// <param name="columns">For each sample type of the builder, where its values come from.</param>
internal sealed class ProfileImporter(ProfileBuilder builder, ProfileData data, SampleColumn[] columns) : ISampleVisitor
{
    private readonly TableImport _tables = new(builder, data);
    private readonly long[] _values = new long[columns.Length];

    /// <summary>True to leave samples out that measured nothing.</summary>
    public bool SkipsZeros { get; init; }

    public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
    {
        for (var i = 0; i < columns.Length; i++)
            _values[i] = columns[i].Of(values);
        if (SkipsZeros && !_values.AsSpan().ContainsAnyExcept(0))
            return;
        var node = -1;
        for (var i = stack.Length - 1; i >= 0; i--)
            node = builder.AddFrame(node, _tables.LocationOf(stack[i]));
        builder.AddSample(node, _values, labels);
    }
}

/// <summary>Values of one sample type, in another unit.</summary>
/// <param name="Index">Index of the sample type.</param>
/// <param name="Factor">What a value is multiplied by.</param>
internal readonly record struct SampleColumn(int Index, double Factor = 1)
{
    /// <summary>The value of a sample; it is rounded towards zero where the factor makes it a fraction, as pprof does.</summary>
    public long Of(ReadOnlySpan<long> values) => Factor == 1 ? values[Index] : (long)(values[Index] * Factor);
}
