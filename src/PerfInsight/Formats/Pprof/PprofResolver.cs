using PerfInsight.Profiles;

namespace PerfInsight.Formats.Pprof;

/// <summary>Makes a profile of a pprof file's tables: strings for their indexes, indexes for ids, a location for each inlined frame.</summary>
internal sealed class PprofResolver(PprofTables tables, ReadLimits limits)
{
    // The table may be missing altogether in a profile without names.
    private readonly string[] _strings = tables.Strings.Count > 0 ? [.. tables.Strings] : [""];
    private readonly List<Function> _functions = [];
    private readonly List<Location> _locations = [];
    private int _nameless = -1;

    /// <summary>The profile.</summary>
    public PprofProfile Resolve(PackedSamples samples)
    {
        var mappingIds = new IdMap(tables.Mappings.ConvertAll(static entry => (entry.Id, entry.Offset)), Damage);
        var functionIds = new IdMap(tables.Functions.ConvertAll(static entry => (entry.Id, entry.Offset)), Damage);
        var modules = tables.Mappings.ConvertAll(ModuleOf);
        foreach (var entry in tables.Functions)
            _functions.Add(FunctionOf(entry));
        var frames = new FrameIds(tables.Locations.Count);
        foreach (var entry in tables.Locations)
        {
            if (entry.Id == 0 || frames.Of(entry.Id).Count > 0)
                throw Damage(entry.Offset, $"expected an id of its own, 1 or more, found {entry.Id}");
            frames.Add(entry.Id, AddLocation(entry, mappingIds, functionIds));
        }

        return new PprofProfile(samples, frames, _strings, limits)
        {
            Info = Info(),
            SampleTypes = tables.SampleTypes.ConvertAll(TypeOf),
            Modules = modules,
            Functions = _functions,
            Locations = _locations,
        };
    }

    private ProfileInfo Info() => new()
    {
        SourceFormat = PprofReader.FormatName,
        CapturedNanoseconds = tables.TimeNanos,
        Duration = tables.DurationNanos,
        PeriodType = tables.PeriodType is { } type && (type.Type != 0 || type.Unit != 0) ? TypeOf(type) : null,
        Period = tables.Period,
        DefaultSampleType = Text(tables.DefaultSampleType.Index, tables.DefaultSampleType.Offset),
        Comments = tables.Comments.ConvertAll(comment => Text(comment.Index, comment.Offset)),
        DropFrames = Text(tables.DropFrames.Index, tables.DropFrames.Offset),
        KeepFrames = Text(tables.KeepFrames.Index, tables.KeepFrames.Offset),
        DocUrl = Text(tables.DocUrl.Index, tables.DocUrl.Offset),
    };

    private SampleType TypeOf(PprofTables.ValueTypeEntry entry) => new(Text(entry.Type, entry.Offset), Text(entry.Unit, entry.Offset));

    private Module ModuleOf(PprofTables.MappingEntry entry)
    {
        var path = Text(entry.Filename, entry.Offset);
        return new Module(NameOf(path), path, Guid.Empty)
        {
            BuildId = Text(entry.BuildId, entry.Offset),
            MemoryStart = entry.Start,
            MemoryLimit = entry.Limit,
            FileOffset = entry.FileOffset,
            Symbols = entry.Symbols,
        };
    }

    // Assemblies are known by their name without extension.
    private static string NameOf(string path)
    {
        var name = path[(path.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        return name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
    }

    private Function FunctionOf(PprofTables.FunctionEntry entry) => new(-1, 0, "", Text(entry.Name, entry.Offset), "")
    {
        SystemName = Text(entry.SystemName, entry.Offset),
        File = Text(entry.Filename, entry.Offset),
        StartLine = entry.StartLine,
    };

    private FrameRange AddLocation(PprofTables.LocationEntry entry, IdMap mappingIds, IdMap functionIds)
    {
        var module = entry.Mapping == 0 ? -1 : mappingIds.IndexOf(entry.Mapping);
        if (entry.Mapping != 0 && module < 0)
            throw Damage(entry.Offset, $"expected the mapping {entry.Mapping} of location {entry.Id} in the file, found none with this id");
        var first = _locations.Count;
        var location = new Location(-1, Module: module, Address: entry.Address, IsFolded: entry.IsFolded);
        if (entry.LineCount == 0)
            _locations.Add(location with { Function = Nameless() });

        // The first line is the innermost inlined function, the last the one that has a body of its own.
        for (var i = 0; i < entry.LineCount; i++)
        {
            var line = tables.Lines[entry.FirstLine + i];
            var function = functionIds.IndexOf(line.Function);
            if (function < 0)
                throw Damage(entry.Offset, $"expected the function {line.Function} of location {entry.Id} in the file, found none with this id");
            _locations.Add(location with { Function = function, Line = line.Line, Column = line.Column, IsInlined = i < entry.LineCount - 1 });
        }

        return new FrameRange(first, _locations.Count - first);
    }

    private int Nameless()
    {
        if (_nameless < 0)
        {
            _nameless = _functions.Count;
            _functions.Add(new Function(-1, 0, "", "", ""));
        }

        return _nameless;
    }

    private string Text(long index, long offset) => index >= 0 && index < _strings.Length
        ? _strings[index]
        : throw Damage(offset, $"expected the index of one of {_strings.Length} strings, found {index}");

    private static ProfileFormatException Damage(long offset, string expected) => new(PprofReader.FormatName, $"offset {offset}", expected);
}
