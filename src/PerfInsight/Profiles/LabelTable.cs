namespace PerfInsight.Profiles;

/// <summary>Sets of labels, one after another.</summary>
public sealed class LabelTable
{
    private readonly int[] _starts;
    private readonly Label[] _labels;

    /// <summary>Takes ownership of the labels of all sets; set <c>i</c> begins at <paramref name="starts"/>[i] and ends where the next begins.</summary>
    public LabelTable(int[] starts, Label[] labels)
    {
        _starts = starts;
        _labels = labels;
        for (var i = 0; i < starts.Length; i++)
        {
            if (starts[i] < (i == 0 ? 0 : starts[i - 1]) || starts[i] > labels.Length)
                throw new ArgumentException("the sets of labels do not follow one another", nameof(starts));
        }
    }

    /// <summary>No labels.</summary>
    public static LabelTable Empty { get; } = new([], []);

    /// <summary>Number of sets.</summary>
    public int Count => _starts.Length;

    /// <summary>The labels of a set; none for -1.</summary>
    public ReadOnlySpan<Label> this[int set] => set < 0 ? [] : _labels.AsSpan(_starts[set]..(set + 1 < _starts.Length ? _starts[set + 1] : _labels.Length));

    /// <summary>The first text of a key in a set, null where it has none.</summary>
    public string? Text(int set, string key)
    {
        foreach (var label in this[set])
        {
            if (label.Text is { } text && label.Key == key)
                return text;
        }

        return null;
    }

    /// <summary>A table of sets.</summary>
    public static LabelTable Of(IEnumerable<IEnumerable<Label>> sets)
    {
        var starts = new List<int>();
        var labels = new List<Label>();
        foreach (var set in sets)
        {
            starts.Add(labels.Count);
            labels.AddRange(set);
        }

        return new LabelTable([.. starts], [.. labels]);
    }
}
