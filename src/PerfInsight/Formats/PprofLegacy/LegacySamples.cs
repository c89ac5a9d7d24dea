using PerfInsight.Profiles;

namespace PerfInsight.Formats.PprofLegacy;

/// <summary>Samples of a legacy profile, whose frames are addresses until the binaries are known.</summary>
internal sealed class LegacySamples(ReadLimits limits)
{
    /// <summary>The samples, in the order of the file; stacks leaf first.</summary>
    public List<LegacySample> All { get; } = [];

    /// <summary>Adds a sample; null where there is room, else what was expected.</summary>
    public string? Add(LegacySample sample)
    {
        if (All.Count >= limits.MaxSamples)
            return $"expected at most {limits.MaxSamples} samples, found more";
        All.Add(sample);
        return null;
    }

    /// <summary>
    /// Profilers get the leaf from the signal and from the stack: the second, moved back by one as if it was a call, is a frame too many.
    /// </summary>
    public void DropDoubleLeaves()
    {
        foreach (var sample in All)
        {
            if (sample.Stack.Count > 1 && sample.Stack[0] == sample.Stack[1] + 1)
                sample.Stack.RemoveAt(1);
        }
    }

    /// <summary>The profile.</summary>
    /// <param name="types">What the values measure.</param>
    /// <param name="map">The binaries, in the order that the profile shows them.</param>
    /// <param name="info">What is said of it as a whole.</param>
    public Profile Build(IReadOnlyList<SampleType> types, MemoryMap map, ProfileInfo info)
    {
        var builder = new ProfileBuilder(types);
        var nameless = builder.Add(new Function(-1, 0, "", "", ""));
        var places = new Dictionary<ulong, int>();

        // Which binary an address belongs to may depend on those before it, in the order of the file.
        foreach (var address in All.SelectMany(static sample => sample.Stack))
        {
            if (!places.ContainsKey(address))
                places.Add(address, map.IndexOf(address));
        }

        var modules = map.Modules.Select(builder.Add).ToArray();
        var locations = places.ToDictionary(
            static place => place.Key, place => builder.Add(new Location(nameless, Module: place.Value < 0 ? -1 : modules[place.Value], Address: place.Key)));
        return Build(builder, info, address => locations[address]);
    }

    /// <summary>The profile whose places are named by the file itself.</summary>
    public Profile Build(IReadOnlyList<SampleType> types, IReadOnlyDictionary<ulong, (Function Function, long Line)> names, ProfileInfo info)
    {
        var builder = new ProfileBuilder(types);
        return Build(builder, info, address => names.TryGetValue(address, out var place)
            ? builder.Add(new Location(builder.Add(place.Function), Line: place.Line))
            : builder.Add(new Location(builder.Add(new Function(-1, 0, "", "", "")), Address: address)));
    }

    private Profile Build(ProfileBuilder builder, ProfileInfo info, Func<ulong, int> locationOf)
    {
        foreach (var sample in All)
        {
            var node = -1;
            for (var i = sample.Stack.Count - 1; i >= 0; i--)
                node = builder.AddFrame(node, locationOf(sample.Stack[i]));
            builder.AddSample(node, sample.Values, sample.BlockSize is { } size ? [Label.Of("bytes", size)] : []);
        }

        return builder.Build(info);
    }
}

/// <summary>A sample.</summary>
/// <param name="Stack">Addresses, leaf first.</param>
/// <param name="Values">One value for each sample type.</param>
/// <param name="BlockSize">Bytes of an object; null where objects have none.</param>
internal sealed record LegacySample(List<ulong> Stack, long[] Values, long? BlockSize = null);
