namespace PerfInsight.Cli.History;

/// <summary>Where a member stands in a version of a repository.</summary>
/// <param name="Path">Path in the repository, with forward slashes.</param>
/// <param name="First">Its first line, from 1.</param>
/// <param name="Last">Its last line.</param>
internal sealed record MemberPlace(string Path, int First, int Last);

/// <summary>A commit that changed a member.</summary>
/// <param name="Id">The commit, 40 digits.</param>
/// <param name="When">When it was written.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="Subject">First line of its message.</param>
/// <param name="Path">The member's file in it; before a rename it is another.</param>
internal sealed record TouchingCommit(string Id, DateTimeOffset When, string Author, string Subject, string Path);

/// <summary>The commits that changed a member.</summary>
/// <param name="Place">Where it stands in the newest version; null where that is not known.</param>
/// <param name="Commits">The commits, newest first.</param>
/// <param name="Note">What is not known, and why; null for nothing.</param>
internal sealed record MemberCommits(MemberPlace? Place, IReadOnlyList<TouchingCommit> Commits, string? Note);
