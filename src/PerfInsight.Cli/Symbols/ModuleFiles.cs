using PerfInsight.Cli.Files;
using PerfInsight.Cli.Repositories;
using PerfInsight.Profiles;

namespace PerfInsight.Cli.Symbols;

/// <summary>
/// Where the dll and the PDB of a module may lie, nearest to the truth first: where it was loaded from, beside the
/// trace, in folders that the user named, in the repository. Only a signature proves that a file is the one that ran.
/// </summary>
internal sealed class ModuleFiles(
    IFileSystem files, IReadOnlyList<string> traceFolders, IReadOnlyList<string> symbolFolders, Func<RepositoryFiles> repository)
{
    private readonly Lazy<IReadOnlyList<RepositoryFiles>> _symbolFolders =
        new(() => [.. symbolFolders.Select(folder => new RepositoryFiles(files, folder))]);

    /// <summary>Pairs of a dll and a PDB beside it, either of which may be missing (null), without repetition.</summary>
    public IEnumerable<ModuleCandidate> Candidates(Module module)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var stem in Stems(module))
        {
            if (!seen.Add(stem))
                continue;
            var dll = Existing(stem + ".dll") ?? Existing(stem + ".exe");
            var pdb = Existing(stem + ".pdb");
            if (dll is not null || pdb is not null)
                yield return new ModuleCandidate(dll, pdb);
        }
    }

    /// <summary>Full paths without extension.</summary>
    private IEnumerable<string> Stems(Module module)
    {
        // A path of another machine is no path here, or that of something else; the signature tells.
        if (module.Path.Length > 0 && Path.IsPathFullyQualified(module.Path))
            yield return Path.ChangeExtension(module.Path, null);
        if (!IsFileName(module.Name))
            yield break;
        foreach (var folder in traceFolders)
            yield return Path.Combine(Path.GetFullPath(folder, files.CurrentFolder), module.Name);
        foreach (var folder in _symbolFolders.Value)
        {
            foreach (var stem in StemsIn(folder, module.Name))
                yield return stem;
        }

        foreach (var stem in StemsIn(repository(), module.Name))
            yield return stem;
    }

    private static IEnumerable<string> StemsIn(RepositoryFiles folder, string name) =>
        folder.Binaries(name + ".dll").Concat(folder.Binaries(name + ".exe")).Concat(folder.Binaries(name + ".pdb"))
            .Select(file => Path.ChangeExtension(file, null)!);

    private string? Existing(string path) => files.FileExists(path) ? path : null;

    // A trace may say anything; a name must not lead out of the folders.
    private static bool IsFileName(string name) => name.Length > 0 && name.IndexOfAny(['/', '\\', '\0']) < 0 && name is not ("." or "..");
}

/// <summary>A dll and the PDB beside it.</summary>
/// <param name="Dll">Full path, null where there is none.</param>
/// <param name="Pdb">Full path, null where there is none.</param>
internal sealed record ModuleCandidate(string? Dll, string? Pdb);
