using System.Text.RegularExpressions;
using PerfInsight.Profiles;

namespace PerfInsight.Formats.PprofLegacy;

/// <summary>Which binaries the profiled process had mapped where: lines of /proc/self/maps, or the shorter ones of gperftools.</summary>
internal sealed partial class MemoryMap
{
    // Where a program's own code begins, unless it is loaded anywhere (google/pprof, remapMappingIDs).
    private const ulong ProgramStart = 0x400000;

    // Linux allows 65,530 of a process (vm.max_map_count).
    private const int MostMappings = 65_536;

    // Names stand for folders: what is longer is no path, and must not grow by being put in again and again.
    private const int MostNames = 100;
    private const int LongestLine = 4_096;

    private readonly List<Mapping> _mappings;
    private int _unknown = -1;

    private MemoryMap(List<Mapping> mappings) => _mappings = mappings;

    /// <summary>The binaries, the program itself first.</summary>
    public IEnumerable<Module> Modules => _mappings.Select(static mapping => new Module(BaseName(mapping.File), mapping.File, Guid.Empty)
    {
        MemoryStart = mapping.Start,
        MemoryLimit = mapping.Limit,
        FileOffset = mapping.Offset,
        BuildId = mapping.BuildId,
    });

    /// <summary>Reads the lines up to the end of the text, the present one too.</summary>
    public static MemoryMap Read(LegacyText text)
    {
        var mappings = new List<Mapping>();
        var values = new List<(string Name, string Value)>();
        do
        {
            // What a logger puts before a line, and names for values that other lines have.
            var line = LogPrefix().Replace(text.Line, "");
            foreach (var (name, value) in values)
                line = line.Length > LongestLine ? line : line.Replace(name, value, StringComparison.Ordinal);
            if (Parse(text, line) is { } mapping)
                Add(mappings, mapping, text);
            else if (line.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && values.Count < MostNames && line.Length <= LongestLine)
                values.Add(("$" + line[..equals].Trim(), line[(equals + 1)..].Trim()));
        }
        while (text.Next());
        Sort(mappings);
        return new MemoryMap(mappings);
    }

    /// <summary>Which binary has an address; one without name for what none has. -1 for address 0.</summary>
    public int IndexOf(ulong address)
    {
        if (address == 0)
            return -1;
        var index = _mappings.FindIndex(mapping => mapping.Start <= address && address < mapping.Limit && !mapping.IsUnknown);
        if (index >= 0)
            return index;

        // Some profilers leave out the first part of a binary that is mapped in parts.
        index = _mappings.FindIndex(mapping => mapping.Offset != 0 && mapping.Start - mapping.Offset <= address && address < mapping.Start);
        if (index >= 0)
        {
            _mappings[index] = _mappings[index] with { Start = _mappings[index].Start - _mappings[index].Offset, Offset = 0 };
            return index;
        }

        if (_unknown < 0)
        {
            _unknown = _mappings.Count;
            _mappings.Add(new Mapping(0, ulong.MaxValue, 0, "", "", IsUnknown: true));
        }

        return _unknown;
    }

    private static Mapping? Parse(LegacyText text, string line)
    {
        var whole = OfProc().Match(line);
        var match = whole.Success ? whole : Brief().Match(line);
        if (!match.Success || (match.Groups["rights"].Length > 0 && !match.Groups["rights"].ValueSpan.Contains('x')))
            return null;
        return new Mapping(Address("start"), Address("limit"), Address("offset"), match.Groups["file"].Value, match.Groups["build"].Value);

        ulong Address(string group) => match.Groups[group].Length == 0 ? 0 : text.Address(match.Groups[group].ValueSpan);
    }

    // Parts of one binary that lie side by side are one.
    private static void Add(List<Mapping> mappings, Mapping mapping, LegacyText text)
    {
        if (mappings is [.., var last] && AreOne(last, mapping))
        {
            mappings[^1] = last with
            {
                Limit = mapping.Limit,
                File = mapping.File.Length > 0 ? mapping.File : last.File,
                BuildId = mapping.BuildId.Length > 0 ? mapping.BuildId : last.BuildId,
            };
            return;
        }

        if (mappings.Count == MostMappings)
            throw text.Damage($"expected at most {MostMappings} binaries, found more");
        mappings.Add(mapping);
    }

    private static bool AreOne(Mapping first, Mapping second) =>
        (first.File.Length == 0 || second.File.Length == 0 || first.File == second.File)
        && (first.BuildId.Length == 0 || second.BuildId.Length == 0 || first.BuildId == second.BuildId)
        && first.Limit == second.Start
        && (first.Offset == 0 || second.Offset == 0 || first.Offset + (first.Limit - first.Start) == second.Offset);

    private static void Sort(List<Mapping> mappings)
    {
        var main = mappings.FindIndex(static mapping =>
            mapping.File.Replace("(deleted)", "", StringComparison.Ordinal).Trim() is { Length: > 0 } file && file[0] != '[' && !Library().IsMatch(file));
        if (main > 0)
            (mappings[0], mappings[main]) = (mappings[main], mappings[0]);
        if (mappings is [{ File: var first, Limit: var limit }, { Start: var start }, ..] && first.StartsWith("/anon_hugepage", StringComparison.Ordinal) && limit == start)
            mappings.RemoveAt(0);
        if (mappings is [var program, ..] && program.Start - program.Offset == ProgramStart)
            mappings[0] = program with { Start = ProgramStart, Offset = 0 };
    }

    private static string BaseName(string path) => path[(path.AsSpan().LastIndexOfAny('/', '\\') + 1)..];

    [GeneratedRegex(@"^[^\[\]]+:[0-9]+\]\s", RegexOptions.CultureInvariant)]
    private static partial Regex LogPrefix();

    [GeneratedRegex(
        @"^\s*(?:0x)?(?<start>[0-9a-fA-F]{1,16})(?:\s*-\s*|\s+)(?:0x)?(?<limit>[0-9a-fA-F]{1,16}):?\s+(?<rights>[-rwxp]+)\s+(?<offset>[0-9a-fA-F]{1,16})\s+[0-9a-fA-F]+:[0-9a-fA-F]+\s+[0-9]+(?:\s+(?<file>\S+))?",
        RegexOptions.CultureInvariant)]
    private static partial Regex OfProc();

    [GeneratedRegex(
        @"^\s*(?:0x)?(?<start>[0-9a-fA-F]{1,16})\s*-\s*(?:0x)?(?<limit>[0-9a-fA-F]{1,16}):?(?:\s+(?<rights>[-rwxp]+)(?=\s|$))?(?:\s+(?<file>\S+))?(?:\s+\(@(?<offset>[0-9a-fA-F]{1,16})\))?(?:\s+(?<build>[0-9a-fA-F]+))?",
        RegexOptions.CultureInvariant)]
    private static partial Regex Brief();

    [GeneratedRegex("[.]so$|[.]so[._][0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Library();

    private sealed record Mapping(ulong Start, ulong Limit, ulong Offset, string File, string BuildId, bool IsUnknown = false);
}
