using PerfInsight.Comparison;
using PerfInsight.Gating.Reports;
using PerfInsight.Profiles;

namespace PerfInsight.Gating.Changes;

/// <summary>Where members stand in source, as profiles, summaries and the repository tell; and which of them a change touches.</summary>
internal sealed class CodeMap
{
    private readonly SourceChanges? _changes;
    private readonly IReadOnlyList<string> _repository;
    private readonly Dictionary<string, string> _paths = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Extent> _extents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<SourceMember>> _declared;

    /// <summary>Looks at the functions of the profiles.</summary>
    public CodeMap(IEnumerable<ProfileData> profiles, IReadOnlyList<SourceMember> declared, IReadOnlyList<string> repository, SourceChanges? changes)
    {
        (_changes, _repository) = (changes, repository);
        _declared = declared.GroupBy(static member => member.Name, StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.ToList(), StringComparer.Ordinal);
        foreach (var profile in profiles)
            Add(profile);
        CloseEnds();
        ChangedMembers = changes is null ? [] : [.. _extents.Keys.Where(IsChanged).Order(StringComparer.Ordinal)];
    }

    /// <summary>The members that the change touches.</summary>
    public IReadOnlyList<string> ChangedMembers { get; }

    /// <summary>The place of a member; null where nothing tells it.</summary>
    /// <param name="member">Its name.</param>
    /// <param name="line">The line of it that costs the most; 0 where it is not known.</param>
    public SourcePlace? PlaceOf(string member, long line = 0)
    {
        if (!_extents.TryGetValue(member, out var extent))
            return null;

        // Code scanning shows in a pull request what stands on its lines: the costly line, else the first changed one of the member.
        if (line > 0 && (_changes is null || _changes.Contains(extent.File, line) || _changes.FirstIn(extent.File, extent.First, extent.Last) is null))
            return new SourcePlace(extent.File, (int)line, _changes?.Contains(extent.File, line) == true, IsDeclaration: false);
        if (_changes?.FirstIn(extent.File, extent.First, extent.Last) is { } changed)
            return new SourcePlace(extent.File, (int)changed, true, IsDeclaration: changed == extent.First);
        return new SourcePlace(extent.File, (int)Math.Max(1, extent.First));
    }

    /// <summary>True where a line is in a member.</summary>
    public bool Contains(string member, string file, long line) =>
        _extents.TryGetValue(member, out var extent) && extent.File == file && extent.First <= line && line <= extent.Last;

    private bool IsChanged(string member) => _extents[member] is var extent && _changes!.Overlaps(extent.File, extent.First, extent.Last);

    private void Add(ProfileData profile)
    {
        var names = new string?[profile.Functions.Count];
        for (var i = 0; i < names.Length; i++)
        {
            var function = profile.Functions[i];
            var name = MemberName.Of(function);
            if (function.File.Length > 0 && function.StartLine > 0)
                Widen(names[i] = name, Path(function.File), function.StartLine, function.StartLine);
            else if (function.File.Length > 0)
                names[i] = name;
            else if (Declared(name) is { } declared)
                Widen(name, Path(declared.File), declared.First, declared.Last, isWhole: true);
        }

        foreach (var location in profile.Locations)
        {
            if (location.Line > 0 && names[location.Function] is { } name)
                Widen(name, Path(profile.Functions[location.Function].File), location.Line, location.Line);
        }
    }

    // A summary has names without parameters; where several members fit, none is taken.
    private SourceMember? Declared(string name)
    {
        var bare = name.IndexOf('(', StringComparison.Ordinal) is > 0 and var end ? name[..end] : name;
        return _declared.GetValueOrDefault(bare) is [var only] ? only : null;
    }

    private void Widen(string member, string file, long first, long last, bool isWhole = false) =>
        _extents[member] = _extents.TryGetValue(member, out var known) && known.File == file
            ? known with { First = Math.Min(known.First, first), Last = Math.Max(known.Last, last), IsWhole = known.IsWhole || isWhole }
            : known ?? new Extent(file, first, last, isWhole);

    // A profile knows where a member begins and lines that ran. It ends where the next one of the file begins that the profile knows: a
    // line too much makes a benchmark related that is not, which is the smaller harm.
    private void CloseEnds()
    {
        foreach (var file in _extents.GroupBy(static pair => pair.Value.File, StringComparer.Ordinal).ToList())
        {
            var members = file.OrderBy(static pair => pair.Value.First).ToList();
            for (var i = 0; i < members.Count; i++)
            {
                var (name, extent) = members[i];
                if (extent.IsWhole)
                    continue;
                var next = i + 1;
                while (next < members.Count && members[next].Value.First <= extent.Last)
                    next++;
                _extents[name] = extent with { Last = next == members.Count ? long.MaxValue : members[next].Value.First - 1 };
            }
        }
    }

    private string Path(string path)
    {
        if (!_paths.TryGetValue(path, out var found))
            _paths.Add(path, found = _changes?.FileOf(path) ?? SourcePaths.Find(_repository, path) ?? SourcePaths.Normal(path));
        return found;
    }

    private sealed record Extent(string File, long First, long Last, bool IsWhole);
}

/// <summary>A member as a summary of a profile knows it.</summary>
/// <param name="Name">Type and name, without parameters: <c>Shop.Cache.Find</c>.</param>
/// <param name="File">Source file, relative to the repository.</param>
/// <param name="First">First line of its code.</param>
/// <param name="Last">Last line of its code.</param>
public sealed record SourceMember(string Name, string File, long First, long Last);
