namespace PerfInsight.Profiles;

/// <summary>Shows a visitor samples with their values multiplied, and with a label more.</summary>
/// <param name="next">The visitor.</param>
/// <param name="factors">For each sample type, what its values are multiplied by.</param>
/// <param name="label">The label; null for none.</param>
internal sealed class ScaledSamples(ISampleVisitor next, double[] factors, Label? label) : ISampleVisitor
{
    private readonly long[] _values = new long[factors.Length];
    private readonly bool _isScaled = Array.Exists(factors, static factor => factor != 1);
    private Label[] _labels = new Label[4];

    public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
    {
        // pprof looks only at the values that it multiplied to see whether any is left.
        var isLeft = !_isScaled;
        for (var i = 0; i < values.Length; i++)
        {
            _values[i] = factors[i] switch
            {
                1 => values[i],
                -1 => -values[i],
                var factor => (long)Math.Round(values[i] * factor, MidpointRounding.AwayFromZero),
            };
            isLeft |= factors[i] != 1 && _values[i] != 0;
        }

        if (isLeft)
            next.Visit(stack, _values, label is { } more ? With(labels, more) : labels);
    }

    private ReadOnlySpan<Label> With(ReadOnlySpan<Label> labels, Label more)
    {
        if (labels.Length >= _labels.Length)
            _labels = new Label[labels.Length * 2];
        labels.CopyTo(_labels);
        _labels[labels.Length] = more;
        return _labels.AsSpan(0, labels.Length + 1);
    }
}
