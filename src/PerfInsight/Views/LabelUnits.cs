using PerfInsight.Profiles;

namespace PerfInsight.Views;

/// <summary>The unit of each key of labels with numbers: the first that a sample names. A key without a unit is its own, as in pprof.</summary>
internal sealed class LabelUnits : ISampleVisitor
{
    private readonly Dictionary<string, string> _units = new(StringComparer.Ordinal);

    private LabelUnits()
    {
    }

    /// <summary>Finds the units in a pass over a profile.</summary>
    public static LabelUnits Of(ProfileData profile)
    {
        var units = new LabelUnits();
        profile.VisitSamples(units);
        return units;
    }

    /// <summary>The unit of a key.</summary>
    public string this[string key] => _units.GetValueOrDefault(key, "") is { Length: > 0 } unit ? unit : key is "alignment" or "request" ? "bytes" : key;

    /// <inheritdoc/>
    public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
    {
        foreach (var label in labels)
        {
            if (label.Text is null && label.Unit.Length > 0)
                _units.TryAdd(label.Key, label.Unit);
        }
    }
}
