namespace PerfInsight.Profiles;

/// <summary>Takes entries of a profile's tables over into a builder when they are asked for.</summary>
internal sealed class TableImport
{
    private readonly ProfileBuilder _builder;
    private readonly ProfileData _data;

    // Numbers in the builder by numbers in the data; -1 for what nobody has asked for yet.
    private readonly int[] _modules;
    private readonly int[] _functions;
    private readonly int[] _locations;

    /// <summary>Takes over from a profile.</summary>
    public TableImport(ProfileBuilder builder, ProfileData data)
    {
        _builder = builder;
        _data = data;
        _modules = Unknown(data.Modules.Count);
        _functions = Unknown(data.Functions.Count);
        _locations = Unknown(data.Locations.Count);

        // Modules keep their order, used or not: the first is the program itself, and reports are headed by its name.
        for (var i = 0; i < data.Modules.Count; i++)
            ModuleOf(i);
    }

    /// <summary>The builder's number of a location.</summary>
    public int LocationOf(int number)
    {
        ref var known = ref _locations[number];
        if (known < 0)
        {
            var location = _data.Locations[number];
            known = _builder.Add(location with { Function = FunctionOf(location.Function), Module = ModuleOf(location.Module) });
        }

        return known;
    }

    /// <summary>The builder's numbers of all locations.</summary>
    public int[] AllLocations()
    {
        for (var i = 0; i < _locations.Length; i++)
            LocationOf(i);
        return _locations;
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
