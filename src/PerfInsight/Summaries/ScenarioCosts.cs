using PerfInsight.Profiles;
using PerfInsight.Symbols;

namespace PerfInsight.Summaries;

/// <summary>
/// The costs of a scenario over all its profiles. Functions are known before the first sample is added, so that the
/// order of the profiles changes nothing.
/// </summary>
internal sealed class ScenarioCosts
{
    private readonly Dictionary<UserFunction, int> _ids = [];
    private readonly Dictionary<string, int> _nameIds = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _members = new(StringComparer.Ordinal);

    private ScenarioCosts()
    {
    }

    /// <summary>User functions that are on a stack.</summary>
    public List<UserFunction> Functions { get; } = [];

    /// <summary>Their costs.</summary>
    public List<FunctionCost> Costs { get; } = [];

    /// <summary>Everything that was measured, by kind.</summary>
    public long[] Totals { get; } = new long[SampleKinds.Count];

    /// <summary>Assemblies with user code.</summary>
    public SortedSet<string> Modules { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds up the profiles.</summary>
    public static ScenarioCosts Of(IReadOnlyList<Profile> profiles, ISymbolSource symbols)
    {
        var costs = new ScenarioCosts();
        var functions = profiles.Select(profile => new ProfiledFunctions(profile, symbols)).ToList();
        for (var i = 0; i < profiles.Count; i++)
        {
            costs.Modules.UnionWith(functions[i].UserModules);
            costs.Register(profiles[i], functions[i]);
        }

        for (var i = 0; i < profiles.Count; i++)
            StackCosts.Add(profiles[i], functions[i], costs);
        return costs;
    }

    /// <summary>Number of a user function; it must be on a stack.</summary>
    public int IdOf(UserFunction function) => _ids[function];

    /// <summary>Number of the declared member that a function is or stands in; -1 where the member itself is on no stack.</summary>
    public int MemberOf(UserFunction function) => _members.GetValueOrDefault(function.Member, -1);

    /// <summary>Number of a callee's or type's name.</summary>
    public int NameId(string name)
    {
        if (!_nameIds.TryGetValue(name, out var id))
        {
            _nameIds.Add(name, id = _names.Count);
            _names.Add(name);
        }

        return id;
    }

    /// <summary>The name with a number.</summary>
    public string Name(int id) => _names[id];

    private void Register(Profile profile, ProfiledFunctions functions)
    {
        for (var node = 0; node < profile.Stacks.Count; node++)
        {
            if (functions[profile.Locations[profile.Stacks.Location(node)].Function].User is not { } user || !_ids.TryAdd(user, Functions.Count))
                continue;
            if (user.Kind == FunctionKind.Method && (!_members.TryGetValue(user.Member, out var other) || IsBefore(user, Functions[other])))
                _members[user.Member] = Functions.Count;
            Functions.Add(user);
            Costs.Add(new FunctionCost());
        }
    }

    // Profiles of different builds may know one member at several places; which one counts as it must not be chance.
    private static bool IsBefore(UserFunction user, UserFunction other) =>
        (user.Span?.StartLine, user.Span?.StartColumn, user.File?.Checksum).CompareTo((other.Span?.StartLine, other.Span?.StartColumn, other.File?.Checksum)) < 0;
}
