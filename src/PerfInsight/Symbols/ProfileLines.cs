using PerfInsight.Profiles;
using PerfInsight.Summaries;

namespace PerfInsight.Symbols;

/// <summary>Gives a profile of .NET the files and lines that its IL offsets stem from.</summary>
public static class ProfileLines
{
    /// <summary>
    /// The profile with files and lines. Optimised code maps to IL coarsely: a frame has the first line of what its code may
    /// stem from. What has no symbols stays as it is, and so do frames that have a line already.
    /// </summary>
    /// <param name="profile">The profile.</param>
    /// <param name="symbols">Where dlls, PDBs and sources come from. It is not asked for modules of the framework.</param>
    public static Profile Find(Profile profile, ISymbolSource symbols)
    {
        var modules = profile.Modules.Select(module => FrameworkModules.Contains(module) ? null : symbols.Find(module)).ToArray();
        var files = new Dictionary<ProfiledFile, string>();
        return new Profile
        {
            Info = profile.Info,
            SampleTypes = profile.SampleTypes,
            Modules = profile.Modules,
            Functions = [.. profile.Functions.Select(WithFile)],
            Locations = [.. profile.Locations.Select(WithLine)],
            Stacks = profile.Stacks,
            LabelSets = profile.LabelSets,
            Samples = profile.Samples,
            Gc = profile.Gc,
            Warnings = profile.Warnings,
        };

        IModuleSymbols? SymbolsOf(Function function) => function is { Module: >= 0, Token: not 0 } ? modules[function.Module] : null;

        Function WithFile(Function function) =>
            function.File.Length == 0 && SymbolsOf(function)?.Find(function.Token) is { File: { } file } source
                ? function with { File = PathOf(file), StartLine = source.Span?.StartLine ?? 0 }
                : function;

        Location WithLine(Location location)
        {
            var function = profile.Functions[location.Function];
            return location is { Line: 0, IlStart: >= 0 } && SymbolsOf(function)?.Lines(function.Token, location.IlStart, location.IlEnd) is { } lines
                ? location with { Line = lines.First }
                : location;
        }

        string PathOf(ProfiledFile file)
        {
            if (!files.TryGetValue(file, out var path))
                files.Add(file, path = symbols.RelativePath(file) ?? file.Path);
            return path;
        }
    }
}
