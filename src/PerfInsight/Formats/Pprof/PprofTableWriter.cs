using System.Runtime.InteropServices;
using PerfInsight.Profiles;

namespace PerfInsight.Formats.Pprof;

/// <summary>
/// The mappings, locations and functions of a file that is being written. A function that was inlined is a line of its caller's
/// location there. Locations and functions get their ids when a sample first needs them; what none needs is not written.
/// </summary>
internal sealed class PprofTableWriter
{
    private readonly ProfileData _profile;
    private readonly StringNumbers _strings;
    private readonly WireBuffer _locations = new();
    private readonly WireBuffer _functions = new();
    private readonly WireBuffer _message = new();
    private readonly WireBuffer _line = new();
    private readonly int[] _canonical;
    private readonly int[] _functionIds;
    private readonly Dictionary<Location, int> _places = [];

    // Id of a frame with what is inlined into it: by the frame, and the id of what is inlined there (0 for nothing).
    private readonly Dictionary<(int Location, int Inlined), int> _ids = [];
    private int _locationCount;
    private int _functionCount;

    public PprofTableWriter(ProfileData profile, StringNumbers strings)
    {
        _profile = profile;
        _strings = strings;
        _functionIds = new int[profile.Functions.Count];
        _canonical = new int[profile.Locations.Count];
        Array.Fill(_canonical, -1);
    }

    /// <summary>A sample type; valid until the next call.</summary>
    public ReadOnlySpan<byte> ValueType(SampleType type)
    {
        _message.Clear();
        _message.Number(PprofFields.OfValueType.Type, _strings.NumberOf(type.Kind));
        _message.Number(PprofFields.OfValueType.Unit, _strings.NumberOf(type.Unit));
        return _message.Bytes;
    }

    /// <summary>The id of the location at the leaf of a stack, with all that is inlined there; they are taken off the stack.</summary>
    public int TakeLocation(ref ReadOnlySpan<int> stack)
    {
        var count = 1;
        while (count < stack.Length && _profile.Locations[stack[count - 1]].IsInlined)
            count++;

        // Chains of inlined frames get negative ids: they are no locations of their own.
        var id = 0;
        for (var i = 0; i < count; i++)
        {
            var isWhole = i == count - 1;
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_ids, (isWhole ? Canonical(stack[i]) : ~Canonical(stack[i]), id), out var isKnown);
            if (!isKnown)
                known = isWhole ? WriteLocation(stack[..count]) : -_ids.Count;
            id = known;
        }

        stack = stack[count..];
        return id;
    }

    /// <summary>Writes the tables.</summary>
    public void Write(WireBuffer to)
    {
        for (var i = 0; i < _profile.Modules.Count; i++)
            to.Message(PprofFields.Mapping, Mapping(_profile.Modules[i], i + 1));
        to.Append(_locations.Bytes);
        to.Append(_functions.Bytes);
    }

    // Places that differ only in what pprof does not have are one.
    private int Canonical(int number)
    {
        ref var canonical = ref _canonical[number];
        if (canonical < 0)
        {
            ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, _profile.Locations[number] with { IlStart = -1, IlEnd = -1 }, out var isKnown);
            if (!isKnown)
                place = number;
            canonical = place;
        }

        return canonical;
    }

    private int WriteLocation(ReadOnlySpan<int> frames)
    {
        var outer = _profile.Locations[frames[^1]];
        _message.Clear();
        _message.Number(PprofFields.OfLocation.Id, ++_locationCount);
        _message.Number(PprofFields.OfLocation.MappingId, outer.Module + 1);
        _message.Number(PprofFields.OfLocation.Address, outer.Address);
        if (frames.Length > 1 || outer.Line != 0 || outer.Column != 0 || !IsNameless(_profile.Functions[outer.Function]))
        {
            foreach (var frame in frames)
                WriteLine(_profile.Locations[frame]);
        }

        _message.Flag(PprofFields.OfLocation.IsFolded, outer.IsFolded);
        _locations.Message(PprofFields.Location, _message.Bytes);
        return _locationCount;
    }

    private void WriteLine(Location location)
    {
        _line.Clear();
        _line.Number(PprofFields.OfLine.FunctionId, FunctionId(location.Function));
        _line.Number(PprofFields.OfLine.Line, location.Line);
        _line.Number(PprofFields.OfLine.Column, location.Column);
        _message.Message(PprofFields.OfLocation.Line, _line.Bytes);
    }

    private int FunctionId(int number)
    {
        if (_functionIds[number] > 0)
            return _functionIds[number];
        var function = _profile.Functions[number];
        _functionIds[number] = ++_functionCount;
        _line.Clear();
        _line.Number(PprofFields.OfFunction.Id, _functionCount);
        _line.Number(PprofFields.OfFunction.Name, _strings.NumberOf(function.FullName));
        _line.Number(PprofFields.OfFunction.SystemName, _strings.NumberOf(function.SystemName));
        _line.Number(PprofFields.OfFunction.Filename, _strings.NumberOf(function.File));
        _line.Number(PprofFields.OfFunction.StartLine, function.StartLine);
        _functions.Message(PprofFields.Function, _line.Bytes);
        _line.Clear();
        return _functionCount;
    }

    private static bool IsNameless(Function function) =>
        function is { Namespace: "", Name: "", SystemName: "", File: "", StartLine: 0 };

    private ReadOnlySpan<byte> Mapping(Module module, int id)
    {
        _message.Clear();
        _message.Number(PprofFields.OfMapping.Id, id);
        _message.Number(PprofFields.OfMapping.MemoryStart, module.MemoryStart);
        _message.Number(PprofFields.OfMapping.MemoryLimit, module.MemoryLimit);
        _message.Number(PprofFields.OfMapping.FileOffset, module.FileOffset);
        _message.Number(PprofFields.OfMapping.Filename, _strings.NumberOf(module.Path.Length > 0 ? module.Path : module.Name));
        _message.Number(PprofFields.OfMapping.BuildId, _strings.NumberOf(BuildId(module)));
        _message.Flag(PprofFields.OfMapping.HasFunctions, module.Symbols.HasFlag(ModuleSymbols.Functions));
        _message.Flag(PprofFields.OfMapping.HasFilenames, module.Symbols.HasFlag(ModuleSymbols.Files));
        _message.Flag(PprofFields.OfMapping.HasLineNumbers, module.Symbols.HasFlag(ModuleSymbols.Lines));
        _message.Flag(PprofFields.OfMapping.HasInlineFrames, module.Symbols.HasFlag(ModuleSymbols.InlinedFrames));
        return _message.Bytes;
    }

    private static string BuildId(Module module) =>
        module.BuildId.Length == 0 && module.PdbSignature != Guid.Empty ? module.PdbSignature.ToString("N") : module.BuildId;
}
