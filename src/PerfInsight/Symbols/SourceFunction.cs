using PerfInsight.Summaries;

namespace PerfInsight.Symbols;

/// <summary>The source of a function of a module, read from its dll and PDB.</summary>
/// <param name="DocumentationId">
/// Documentation-comment id of the nearest declared member. For a lambda or local function that is the member it stands in;
/// null where that is one of several overloads and nothing proves which.
/// </param>
/// <param name="Kind">Declared member, lambda or local function. A state machine counts as what it was made from.</param>
/// <param name="File">File of the PDB, path as the compiler saw it; null where the PDB has no source for it.</param>
/// <param name="Span">
/// From the first to the last visible sequence point, null without one. Field initialisers are no part of a constructor's
/// span; where they cannot be told from it (static constructors, structs) it has none.
/// </param>
public sealed record SourceFunction(string? DocumentationId, FunctionKind Kind, ProfiledFile? File, SourceRange? Span);
