using PerfInsight.Cli.Files;
using PerfInsight.Cli.Repositories;
using PerfInsight.Profiles;
using PerfInsight.Summaries;
using PerfInsight.Symbols;

namespace PerfInsight.Cli.Symbols;

/// <summary>Symbols and sources from the disk. A dll counts only where its PDB signature is the profiled one's.</summary>
internal sealed class DiskSymbolSource(IFileSystem files, ModuleFiles modules, SourceFiles sources, Action<string> warn) : ISymbolSource
{
    private readonly Dictionary<(string Name, Guid Signature), IModuleSymbols?> _found = [];

    public IModuleSymbols? Find(Module module)
    {
        var key = (module.Name, module.PdbSignature);
        if (!_found.TryGetValue(key, out var symbols))
            _found.Add(key, symbols = Search(module));
        return symbols;
    }

    public string? ReadSource(ProfiledFile file) => sources.ReadUnchanged(file);

    public string? RelativePath(ProfiledFile file) => sources.RelativePath(file);

    private PortableModuleSymbols? Search(Module module)
    {
        // Without a signature nothing proves that a file is the one that ran.
        if (module.PdbSignature == Guid.Empty)
            return null;
        var candidates = modules.Candidates(module).ToList();
        var dlls = candidates.Select(candidate => candidate.Dll).OfType<string>().ToList();
        var proved = dlls.Find(dll => Signature(dll) == module.PdbSignature);
        if (proved is null)
        {
            if (dlls.Count > 0)
            {
                warn($"{dlls[0]}: not the {module.Name} that ran: it was built anew since. Its members are matched by name, without lines. "
                    + "Profile again, or say where the dll that ran is: --symbols DIR");
            }

            return null;
        }

        // The PDB beside the dll first, then those elsewhere, then one inside the dll.
        string? reason = null;
        var pdbs = candidates.OrderByDescending(candidate => candidate.Dll == proved).Select(candidate => candidate.Pdb).OfType<string>();
        foreach (var pdb in pdbs.Append(null))
        {
            if (TryOpen(proved, pdb, ref reason) is { } symbols)
                return symbols;
        }

        warn($"{proved}: {reason} Its members are matched by name, without lines. Say where its PDB is: --symbols DIR");
        return null;
    }

    private PortableModuleSymbols? TryOpen(string dll, string? pdb, ref string? reason)
    {
        try
        {
            using var dllStream = files.OpenRead(dll);
            using var pdbStream = pdb is null ? null : files.OpenRead(pdb);
            return PortableModuleSymbols.Open(dllStream, pdbStream);
        }
        catch (Exception exception) when (exception is SymbolFormatException or IOException or UnauthorizedAccessException)
        {
            // What is wrong with the nearest PDB tells more than that none is embedded.
            reason ??= exception.Message;
            return null;
        }
    }

    private Guid? Signature(string dll)
    {
        try
        {
            using var stream = files.OpenRead(dll);
            return PortableModuleSymbols.SignatureOf(stream);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
