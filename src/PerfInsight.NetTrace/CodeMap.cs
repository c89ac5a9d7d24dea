using Microsoft.Diagnostics.Tracing.Parsers.Clr;
using PerfInsight.Profiles;

namespace PerfInsight.NetTrace;

/// <summary>
/// Which method a code address belongs to, from the load and rundown events of a trace. Rundown comes last, so
/// addresses are looked up after the whole trace was read.
/// </summary>
internal sealed class CodeMap
{
    private readonly Dictionary<long, ModuleEvent> _modules = [];
    private readonly List<CodeBody> _bodies = [];
    private readonly HashSet<(ulong Start, int Size, long Method)> _seen = [];
    private readonly Dictionary<long, List<IlMap>> _ilMaps = [];
    private CodeBody[] _sorted = [];

    /// <summary>True where the trace told of any method.</summary>
    public bool IsEmpty => _bodies.Count == 0;

    /// <summary>All modules that the trace names.</summary>
    public IEnumerable<(string Path, Guid PdbSignature)> Modules => _modules.Values.Select(module => (module.Path, module.PdbSignature));

    /// <summary>Adds a module.</summary>
    public void Add(ModuleLoadUnloadTraceData data)
    {
        var path = data.ModuleILPath;
        if (path.Length == 0 && _modules.ContainsKey(data.ModuleID))
            return;
        _modules[data.ModuleID] = new ModuleEvent(path, data.ManagedPdbSignature);
    }

    /// <summary>Adds the native code of a method; a method has several when it is compiled again.</summary>
    public void Add(MethodLoadUnloadVerboseTraceData data)
    {
        if (!_seen.Add((data.MethodStartAddress, data.MethodSize, data.MethodID)))
            return;
        _bodies.Add(new CodeBody(
            data.MethodStartAddress, data.MethodSize, data.MethodID, data.ModuleID, data.MethodToken,
            data.MethodNamespace, data.MethodName, data.MethodSignature));
    }

    /// <summary>Adds the IL offsets of a method's native code.</summary>
    public void Add(MethodILToNativeMapTraceData data)
    {
        var count = data.CountOfMapEntries;
        if (count is <= 0 or > ushort.MaxValue)
            return;
        var entries = new (int Native, int Il)[count];
        for (var i = 0; i < count; i++)
            entries[i] = (data.NativeOffset(i), data.ILOffset(i));
        Array.Sort(entries);
        if (!_ilMaps.TryGetValue(data.MethodID, out var maps))
            _ilMaps.Add(data.MethodID, maps = []);
        maps.Add(new IlMap(entries));
    }

    /// <summary>Call once all events were added.</summary>
    public void Freeze() => _sorted = [.. _bodies.OrderBy(body => body.Start)];

    /// <summary>The code that an address lies in, null where none is known.</summary>
    public CodeBody? Find(ulong address)
    {
        int low = 0, high = _sorted.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_sorted[middle].Start <= address)
                low = middle + 1;
            else
                high = middle - 1;
        }

        // Ranges do not overlap but for code that was freed and reused; the later start is the later code.
        return high >= 0 && address - _sorted[high].Start < (ulong)_sorted[high].Size ? _sorted[high] : null;
    }

    /// <summary>
    /// The IL range that an address inside a body stems from: the whole map entry, since nothing is known of the code
    /// between two entries. (-1, -1) where the map does not say.
    /// </summary>
    public (int Start, int End) IlRange(CodeBody body, ulong address)
    {
        if (!_ilMaps.TryGetValue(body.MethodId, out var maps))
            return (-1, -1);

        // A method that was compiled again has a map for each body. The map of a body cannot reach beyond its code, and
        // of those that fit the longest is it.
        IlMap? best = null;
        foreach (var map in maps)
        {
            if (map.LastNative < body.Size && (best is null || map.LastNative > best.LastNative))
                best = map;
        }

        return best?.RangeAt((int)(address - body.Start)) ?? (-1, -1);
    }

    /// <summary>The module of a body.</summary>
    public Module ModuleOf(CodeBody body)
    {
        if (!_modules.TryGetValue(body.ModuleId, out var module))
            return new Module("", "", Guid.Empty);
        var path = module.Path.Replace('\\', '/');
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase))
            name = name[..^4];
        return new Module(name, module.Path, module.PdbSignature);
    }

    private sealed record ModuleEvent(string Path, Guid PdbSignature);

    private sealed class IlMap((int Native, int Il)[] entries)
    {
        public int LastNative => entries[^1].Native;

        public (int Start, int End) RangeAt(int native)
        {
            var found = -1;
            foreach (var entry in entries)
            {
                if (entry.Native > native)
                    break;

                // Below zero are prologue, epilogue and code without IL (ICorDebugInfo::MappingTypes).
                found = entry.Il;
            }

            if (found < 0)
                return (-1, -1);
            var end = int.MaxValue;
            foreach (var (_, il) in entries)
            {
                if (il > found && il < end)
                    end = il;
            }

            return (found, end);
        }
    }
}

/// <summary>A range of native code and the method it was compiled from.</summary>
internal sealed record CodeBody(
    ulong Start, int Size, long MethodId, long ModuleId, int Token, string Namespace, string Name, string Signature);
