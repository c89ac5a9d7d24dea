using PerfInsight.Profiles;

namespace PerfInsight.Views;

/// <summary>
/// What shares are parts of: the sum of all samples, whatever their sign and whether they count or not; of a comparison
/// (<see cref="SubtractionKind.Comparison"/>), that of the samples that were taken off. By computeTotal in internal/report/report.go of
/// https://github.com/google/pprof.
/// </summary>
internal struct WholeCost
{
    private long _all;
    private long _base;

    /// <summary>The sum.</summary>
    public readonly long Value => _base > 0 ? _base : _all;

    /// <summary>Adds other samples.</summary>
    public void Add(in WholeCost other)
    {
        _all += other._all;
        _base += other._base;
    }

    /// <summary>Adds a sample.</summary>
    public void Add(long value, ReadOnlySpan<Label> labels)
    {
        var magnitude = Magnitude.Of(value);
        _all += magnitude;
        foreach (ref readonly var label in labels)
        {
            if (label.Key == ProfileSubtraction.BaseKey && label.Text == ProfileSubtraction.BaseText)
            {
                _base += magnitude;
                return;
            }
        }
    }
}
