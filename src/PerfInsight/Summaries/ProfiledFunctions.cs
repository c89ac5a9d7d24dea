using PerfInsight.Profiles;
using PerfInsight.Symbols;

namespace PerfInsight.Summaries;

/// <summary>What is known of a function of a profile: user code with its source, or framework code.</summary>
/// <param name="Callee">Its name as a callee.</param>
/// <param name="User">The user function it is; null for framework code.</param>
internal sealed record ProfiledFunction(string Callee, UserFunction? User);

/// <summary>A function of user code; equal for all profiles of a build.</summary>
/// <param name="Id">Documentation-comment id of its member; null where only a name is known.</param>
/// <param name="Name">Normalised name, where there is no id.</param>
/// <param name="Kind">Member, lambda or local function.</param>
/// <param name="File">File with a path relative to the repository root; null where unknown.</param>
/// <param name="Span">Its lines; null where unknown.</param>
internal sealed record UserFunction(string? Id, string? Name, FunctionKind Kind, ProfiledFile? File, SourceRange? Span)
{
    /// <summary>The member that it is, or stands in.</summary>
    public string Member => (Id ?? Name) + "|" + File?.Path;
}

/// <summary>Finds out which functions of a profile are user code, and where their source is.</summary>
internal sealed class ProfiledFunctions
{
    private readonly Profile _profile;
    private readonly ISymbolSource _symbols;
    private readonly IModuleSymbols?[] _modules;
    private readonly bool[] _isFramework;
    private readonly ProfiledFunction[] _functions;
    private readonly Dictionary<string, ProfiledFile?> _files = new(StringComparer.Ordinal);

    public ProfiledFunctions(Profile profile, ISymbolSource symbols)
    {
        _profile = profile;
        _symbols = symbols;
        _modules = [.. profile.Modules.Select(module => FrameworkModules.Contains(module) ? null : symbols.Find(module))];
        _isFramework = [.. profile.Modules.Select(FrameworkModules.Contains)];
        _functions = [.. profile.Functions.Select(Resolve)];
    }

    /// <summary>The function with an index of the profile.</summary>
    public ProfiledFunction this[int function] => _functions[function];

    /// <summary>Names of the modules that have user code.</summary>
    public IEnumerable<string> UserModules => _profile.Functions
        .Where((function, i) => function.Module >= 0 && _functions[i].User is not null)
        .Select(function => _profile.Modules[function.Module].Name)
        .Distinct();

    /// <summary>The lines of a location in user code; null where unknown.</summary>
    public LineRange? Lines(Location location)
    {
        var function = _profile.Functions[location.Function];
        return function.Module < 0 ? null : _modules[function.Module]?.Lines(function.Token, location.IlStart, location.IlEnd);
    }

    private ProfiledFunction Resolve(Function function) =>
        new(RuntimeNames.Callee(function.Namespace, function.Name), UserFunctionOf(function));

    private UserFunction? UserFunctionOf(Function function)
    {
        if (function.Module < 0 || function.Name.Length == 0 || _isFramework[function.Module])
            return null;
        if (_modules[function.Module] is not { } module)
            return NameOf(function) is { } name ? new UserFunction(null, name, RuntimeNames.Kind(function.Namespace, function.Name), null, null) : null;

        // Code of packages has symbols too, but its source is not in the repository: nobody can fix it there. What has no
        // source at all, nobody wrote. Both are the caller's cost.
        if (module.Find(function.Token) is not { File: { } file } source || RelativeTo(file) is not { } relative)
            return null;
        var id = source.DocumentationId;
        return new UserFunction(id, id is null ? NameOf(function) : null, source.Kind, relative, source.Span);
    }

    private static string? NameOf(Function function) => RuntimeNames.Member(function.Namespace, function.Name, function.Signature);

    private ProfiledFile? RelativeTo(ProfiledFile file)
    {
        if (!_files.TryGetValue(file.Path, out var relative))
            _files.Add(file.Path, relative = _symbols.RelativePath(file) is { } path ? file with { Path = path } : null);
        return relative;
    }
}
