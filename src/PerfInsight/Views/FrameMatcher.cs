using System.Text.RegularExpressions;
using PerfInsight.Profiles;

namespace PerfInsight.Views;

/// <summary>Matches locations with a regular expression: by the names of their function, its file and their binary, as pprof does.</summary>
internal sealed class FrameMatcher
{
    private readonly ProfileData _profile;
    private readonly bool[] _functions;
    private readonly bool[] _modules;

    public FrameMatcher(ProfileData profile, Regex pattern)
    {
        _profile = profile;
        _functions = [.. profile.Functions.Select(function => pattern.IsMatch(function.FullName) || pattern.IsMatch(function.File))];
        _modules = [.. profile.Modules.Select(module => pattern.IsMatch(module.Path.Length > 0 ? module.Path : module.Name))];
    }

    /// <summary>True where the location matches.</summary>
    public bool Matches(int location)
    {
        var (function, module) = (_profile.Locations[location].Function, _profile.Locations[location].Module);
        return _functions[function] || (module >= 0 && _modules[module]);
    }
}
