namespace PerfInsight.Explain;

/// <summary>Where a member allocates, and how much of it was measured.</summary>
/// <param name="Name">The member as people write it.</param>
/// <param name="File">Its file.</param>
/// <param name="Line">Its line, 1-based.</param>
/// <param name="Bytes">Bytes that it and the framework code under it allocated; null where no profile knows it.</param>
/// <param name="TotalBytes">All bytes of that profile.</param>
/// <param name="Scenario">The scenario of the profile; null where there is none.</param>
/// <param name="Sites">Where its code allocates, in order.</param>
/// <param name="Elsewhere">Measured bytes by type, that none of the sites accounts for: framework code that it calls, largest first.</param>
public sealed record MemberExplanation(
    string Name,
    string File,
    int Line,
    long? Bytes,
    long TotalBytes,
    string? Scenario,
    IReadOnlyList<SiteExplanation> Sites,
    IReadOnlyList<(string Type, long Bytes)> Elsewhere);

/// <summary>One place that allocates.</summary>
/// <param name="Line">Its line, 1-based.</param>
/// <param name="Kind">What is allocated: <c>object</c>, <c>array</c>, <c>params array</c>, <c>string</c>, <c>boxing</c>, <c>closure</c>, <c>delegate</c>,
/// <c>enumerator</c>, <c>iterator</c>, <c>state machine</c>.</param>
/// <param name="Code">The code, shortened to one line; empty for what belongs to a whole scope or member.</param>
/// <param name="Why">What makes it allocate.</param>
/// <param name="Bytes">Measured bytes of its type at its line; null where none were.</param>
/// <param name="IsShared">True where other places at the same line allocate the same type: the bytes are of all of them.</param>
public sealed record SiteExplanation(int Line, string Kind, string Code, string Why, long? Bytes, bool IsShared);
