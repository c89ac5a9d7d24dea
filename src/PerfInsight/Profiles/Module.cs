namespace PerfInsight.Profiles;

/// <summary>A loaded binary (pprof: mapping).</summary>
/// <param name="Name">File name without extension, such as <c>Storefront</c>.</param>
/// <param name="Path">Where it was loaded from on the profiled machine; empty where unknown.</param>
/// <param name="PdbSignature">
/// CodeView id of its PDB, from the trace. It proves that a dll or PDB at hand is the one that ran. Empty where unknown.
/// </param>
public sealed record Module(string Name, string Path, Guid PdbSignature);
