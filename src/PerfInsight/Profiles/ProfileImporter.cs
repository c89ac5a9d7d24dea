namespace PerfInsight.Profiles;

/// <summary>
/// Takes the samples of a profile over into a builder, and of its tables what they refer to, in the order in which they do.
/// </summary>
internal sealed class ProfileImporter : ISampleVisitor
{
    private readonly ProfileBuilder _builder;
    private readonly ProfileData _data;

    // Numbers in the builder by numbers in the data; -1 for what no sample has referred to yet.
    private readonly int[] _modules;
    private readonly int[] _functions;
    private readonly int[] _locations;

    private readonly SampleColumn[] _columns;
    private readonly long[] _values;

    /// <summary>Takes over from a profile.</summary>
    /// <param name="builder">Where to.</param>
    /// <param name="data">The profile.</param>
    /// <param name="columns">For each sample type of the builder, where its values come from.</param>
    public ProfileImporter(ProfileBuilder builder, ProfileData data, SampleColumn[] columns)
    {
        _builder = builder;
        _data = data;
        _modules = Unknown(data.Modules.Count);
        _functions = Unknown(data.Functions.Count);
        _locations = Unknown(data.Locations.Count);
        _columns = columns;
        _values = new long[columns.Length];

        // Modules keep their order, used or not: the first is the program itself, and reports are headed by its name.
        for (var i = 0; i < data.Modules.Count; i++)
            ModuleOf(i);
    }

    /// <summary>True to leave samples out that measured nothing.</summary>
    public bool SkipsZeros { get; init; }

    public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
    {
        for (var i = 0; i < _columns.Length; i++)
            _values[i] = _columns[i].Of(values);
        if (SkipsZeros && !_values.AsSpan().ContainsAnyExcept(0))
            return;
        var node = -1;
        for (var i = stack.Length - 1; i >= 0; i--)
            node = _builder.AddFrame(node, LocationOf(stack[i]));
        _builder.AddSample(node, _values, labels);
    }

    private int LocationOf(int number)
    {
        ref var known = ref _locations[number];
        if (known < 0)
        {
            var location = _data.Locations[number];
            known = _builder.Add(location with { Function = FunctionOf(location.Function), Module = ModuleOf(location.Module) });
        }

        return known;
    }

    private int FunctionOf(int number)
    {
        ref var known = ref _functions[number];
        if (known < 0)
        {
            var function = _data.Functions[number];
            known = _builder.Add(function.Module < 0 ? function : function with { Module = ModuleOf(function.Module) });
        }

        return known;
    }

    private int ModuleOf(int number)
    {
        if (number < 0)
            return -1;
        ref var known = ref _modules[number];
        if (known < 0)
            known = _builder.Add(_data.Modules[number]);
        return known;
    }

    private static int[] Unknown(int count)
    {
        var numbers = new int[count];
        Array.Fill(numbers, -1);
        return numbers;
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
