namespace PerfInsight.Analyzers.Evidence;

/// <summary>How far the evidence still fits the code in front of the compiler.</summary>
internal enum Freshness
{
    /// <summary>The file is byte for byte the profiled one: lines hold.</summary>
    Exact,

    /// <summary>The file changed around the member, the member did not: lines hold, moved with it.</summary>
    Moved,

    /// <summary>The summary has neither checksum nor fingerprint: the member is known, its lines are not.</summary>
    Unverified,

    /// <summary>The member was found by name alone.</summary>
    NameOnly,

    /// <summary>The member's code changed since the profile.</summary>
    Changed,
}
