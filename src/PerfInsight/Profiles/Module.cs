namespace PerfInsight.Profiles;

/// <summary>A loaded binary (pprof: mapping).</summary>
/// <param name="Name">File name without extension, such as <c>Storefront</c>; of binaries that are no assemblies, the file name.</param>
/// <param name="Path">Where it was loaded from on the profiled machine; empty where unknown.</param>
/// <param name="PdbSignature">
/// CodeView id of its PDB, from the trace. It proves that a dll or PDB at hand is the one that ran. Empty where unknown.
/// </param>
public sealed record Module(string Name, string Path, Guid PdbSignature)
{
    /// <summary>Id that the linker gave the binary; empty where unknown.</summary>
    public string BuildId { get; init; } = "";

    /// <summary>First address that it was mapped to; 0 where unknown.</summary>
    public ulong MemoryStart { get; init; }

    /// <summary>Address after the last one.</summary>
    public ulong MemoryLimit { get; init; }

    /// <summary>Offset in the file of what was mapped to <see cref="MemoryStart"/>, bytes.</summary>
    public ulong FileOffset { get; init; }

    /// <summary>What symbolisation has found out about its code.</summary>
    public ModuleSymbols Symbols { get; init; }
}

/// <summary>What of a module's code is known (pprof: has_functions and the like).</summary>
[Flags]
public enum ModuleSymbols
{
    /// <summary>Nothing, or the profile does not say.</summary>
    None = 0,

    /// <summary>Names of functions.</summary>
    Functions = 1,

    /// <summary>Source files.</summary>
    Files = 2,

    /// <summary>Line numbers.</summary>
    Lines = 4,

    /// <summary>Inlined functions.</summary>
    InlinedFrames = 8,
}
