using PerfInsight.Profiles;
using PerfInsight.Summaries;

namespace PerfInsight.Symbols;

/// <summary>Source information of one module whose PDB is proved to be the one that ran.</summary>
public interface IModuleSymbols
{
    /// <summary>The source of a method, null for one that the PDB knows nothing of.</summary>
    SourceFunction? Find(int methodToken);

    /// <summary>The lines of the IL range <paramref name="ilStart"/> to <paramref name="ilEnd"/> (excluded); null where unknown.</summary>
    LineRange? Lines(int methodToken, int ilStart, int ilEnd);
}

/// <summary>Finds the symbols of modules. The tool looks in folders; tests hand them over.</summary>
public interface ISymbolSource
{
    /// <summary>Symbols of a module, null where none match its PDB signature.</summary>
    IModuleSymbols? Find(Module module);

    /// <summary>
    /// The text of a source file of a PDB, null where it is not at hand or its checksum differs.
    /// </summary>
    string? ReadSource(ProfiledFile file);

    /// <summary>The file's path relative to the repository root with forward slashes; null where it lies outside.</summary>
    string? RelativePath(ProfiledFile file);
}
