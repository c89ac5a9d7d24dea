using LibGit2Sharp;

namespace PerfInsight.Cli.History;

/// <summary>
/// Finds the commits that changed a member: its lines are followed from the newest version back through each change of its file, as
/// <c>git log -L</c> does, and through renames of the file.
/// </summary>
internal static class MemberHistory
{
    /// <summary>The commits of a range that changed the lines of a member, newest first.</summary>
    /// <param name="range">The commits.</param>
    /// <param name="place">Where the member stands in the newest of them.</param>
    /// <param name="most">How many at most.</param>
    public static IReadOnlyList<TouchingCommit> Of(CommitRange range, MemberPlace place, int most)
    {
        var touching = new List<TouchingCommit>();
        var places = new Dictionary<ObjectId, MemberPlace> { [range.Until.Id] = place };
        foreach (var commit in range.Commits)
        {
            if (touching.Count == most || places.Count == 0)
                break;
            if (!places.Remove(commit.Id, out var here))
                continue;
            if (IsTouched(range, commit, here, places))
                touching.Add(new TouchingCommit(commit.Sha, commit.Author.When, commit.Author.Name, commit.MessageShort, here.Path));
        }

        return touching;
    }

    private static bool IsTouched(CommitRange range, Commit commit, MemberPlace here, Dictionary<ObjectId, MemberPlace> places)
    {
        var parents = commit.Parents.ToList();

        // Where a shallow clone ends, every file looks new.
        if (parents.Count == 0)
            return !range.IsShallow;

        // What one side of a merge has as it is came from there.
        if (parents.Find(parent => parent[here.Path]?.Target.Id == commit[here.Path]?.Target.Id) is { } same)
        {
            places.TryAdd(same.Id, here);
            return false;
        }

        var isTouched = true;
        foreach (var parent in parents)
        {
            var (before, changes) = Compare(range.Repository, parent, commit, here);
            if (before is not null)
                places.TryAdd(parent.Id, before);

            // A merge changed what neither side has.
            isTouched &= changes;
        }

        return isTouched;
    }

    private static (MemberPlace? Before, bool IsTouched) Compare(Repository repository, Commit parent, Commit commit, MemberPlace here)
    {
        var path = parent[here.Path] is null ? FormerPath(repository, parent, commit, here.Path) : here.Path;
        return path is not null && parent[path]?.Target is Blob before && commit[here.Path]?.Target is Blob after
            ? new LineOrigins(repository, before, after).Of(here, path)
            : (null, true);
    }

    private static string? FormerPath(Repository repository, Commit parent, Commit commit, string path)
    {
        using var changes = repository.Diff.Compare<TreeChanges>(parent.Tree, commit.Tree, new CompareOptions { Similarity = SimilarityOptions.Renames });
        return changes.Renamed.FirstOrDefault(change => change.Path == path)?.OldPath;
    }
}
