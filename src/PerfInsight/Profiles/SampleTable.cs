namespace PerfInsight.Profiles;

/// <summary>The samples of a profile in columns: a stack, labels and one value per sample type.</summary>
public sealed class SampleTable
{
    private readonly int[] _stacks;
    private readonly int[] _labels;
    private readonly long[][] _values;

    /// <summary>Takes ownership of the columns; <paramref name="values"/> has one column per sample type.</summary>
    public SampleTable(int[] stacks, int[] labels, long[][] values)
    {
        if (labels.Length != stacks.Length || Array.Exists(values, column => column.Length != stacks.Length))
            throw new ArgumentException("the columns differ in length", nameof(values));
        _stacks = stacks;
        _labels = labels;
        _values = values;
    }

    /// <summary>Number of samples (rows).</summary>
    public int Count => _stacks.Length;

    /// <summary>The stack of a sample: a node of <see cref="Profile.Stacks"/>, -1 where it has none.</summary>
    public int Stack(int sample) => _stacks[sample];

    /// <summary>The labels of a sample: index into <see cref="Profile.LabelSets"/>, -1 for none.</summary>
    public int Labels(int sample) => _labels[sample];

    /// <summary>All values of one sample type.</summary>
    public ReadOnlySpan<long> Values(int sampleType) => _values[sampleType];
}
