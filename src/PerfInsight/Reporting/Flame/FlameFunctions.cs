using PerfInsight.Comparison;
using PerfInsight.Profiles;

namespace PerfInsight.Reporting.Flame;

/// <summary>Numbers the functions of flame graphs; 0 is the root.</summary>
internal sealed class FlameFunctions
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<FlameFunction> _functions = [];
    private readonly bool _isFolded;

    /// <summary>Starts with the root.</summary>
    /// <param name="root">Name of the root.</param>
    /// <param name="isFolded">True where functions are those that profiles are compared by, see <see cref="MemberName"/>.</param>
    public FlameFunctions(string root, bool isFolded)
    {
        _isFolded = isFolded;
        _functions.Add(new FlameFunction(root, root, "", "", IsFramework: true));
    }

    /// <summary>The functions so far.</summary>
    public IReadOnlyList<FlameFunction> All => _functions;

    /// <summary>The number of the function of each location of a profile.</summary>
    public int[] OfLocations(ProfileData profile)
    {
        var numbers = profile.Functions.Select(function => Number(profile, function)).ToArray();
        return [.. profile.Locations.Select(location => numbers[location.Function])];
    }

    private int Number(ProfileData profile, Function function)
    {
        var name = _isFolded ? MemberName.Of(function) : function.FullName;
        if (name.Length == 0)
            name = MemberName.Unknown;
        if (_numbers.TryGetValue(name, out var number))
            return number;
        _numbers.Add(name, number = _functions.Count);
        var module = function.Module < 0 ? null : profile.Modules[function.Module];
        var group = function.Namespace.Length > 0 && module is not null ? module.Name : PackageOf(function.Name);
        _functions.Add(new FlameFunction(name, MemberName.Short(name), group, SourceOf(function), module is not null && FrameworkModules.Contains(module)));
        return number;
    }

    // The package of a Go name, the class of a C++ or Java one.
    private static string PackageOf(string name)
    {
        var start = name.LastIndexOf('/') + 1;
        var end = name.IndexOf('.', start);
        return end < 0 ? "" : name[..end];
    }

    private static string SourceOf(Function function) =>
        function.File.Length == 0 ? "" : function.StartLine > 0 ? $"{function.File}:{function.StartLine}" : function.File;
}
