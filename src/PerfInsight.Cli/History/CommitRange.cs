using LibGit2Sharp;

namespace PerfInsight.Cli.History;

/// <summary>The commits of a repository between two versions.</summary>
internal sealed class CommitRange : IDisposable
{
    // A walk through all of a large repository ends here.
    private const int MostCommits = 5000;

    private readonly Repository _repository;
    private readonly Commit? _since;

    private CommitRange(Repository repository, Commit? since, Commit until)
    {
        (_repository, _since, Until) = (repository, since, until);
        Commits =
        [
            .. repository.Commits.QueryBy(new CommitFilter
            {
                IncludeReachableFrom = until,
                ExcludeReachableFrom = since,
                SortBy = CommitSortStrategies.Topological | CommitSortStrategies.Time,
            }).Take(MostCommits + 1),
        ];
        IsCut = Commits.Count > MostCommits;
        if (IsCut)
            Commits.RemoveAt(MostCommits);
    }

    /// <summary>The newer version.</summary>
    public Commit Until { get; }

    /// <summary>The commits, each before its parents.</summary>
    public List<Commit> Commits { get; }

    /// <summary>True where there are more commits than are looked at.</summary>
    public bool IsCut { get; }

    /// <summary>The repository.</summary>
    public Repository Repository => _repository;

    /// <summary>True where the history ends before its beginning.</summary>
    public bool IsShallow => _repository.Info.IsShallow;

    /// <summary>What there is to know of the range before its commits; null for nothing.</summary>
    public string? Note => IsShallow ? "the clone is shallow, older commits are not in it: git fetch --unshallow"
        : IsCut ? $"only the newest {MostCommits} commits were looked at: --since COMMIT"
        : _since is not null && _repository.ObjectDatabase.FindMergeBase(_since, Until)?.Id != _since.Id ? $"{Short(_since.Sha)} is not in the history of {Short(Until.Sha)}: these are the commits since they parted"
        : null;

    /// <summary>How the range is written in git.</summary>
    public string Name => _since is null ? Short(Until.Sha) : $"{Short(_since.Sha)}..{Short(Until.Sha)}";

    /// <summary>Opens a repository.</summary>
    /// <param name="folder">A folder in its working tree.</param>
    /// <param name="since">The older version; null for the beginning.</param>
    /// <param name="until">The newer version; null for the one that is checked out.</param>
    /// <exception cref="CommandException">There is no repository, or it does not have a commit.</exception>
    public static CommitRange Open(string folder, string? since, string? until)
    {
        var path = Directory.Exists(folder) ? Repository.Discover(folder) : null;
        if (path is null)
            throw CommandException.Unreadable(folder, "expected a git repository (--repo), found none.");
        var repository = new Repository(path);
        try
        {
            var newest = Find(repository, folder, "--until", until ?? "HEAD");
            return new CommitRange(repository, since is null ? null : Find(repository, folder, "--since", since), newest);
        }
        catch
        {
            repository.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _repository.Dispose();

    /// <summary>The first digits of a commit, as git shows them.</summary>
    public static string Short(string id) => id[..7];

    private static Commit Find(Repository repository, string folder, string option, string name)
    {
        try
        {
            if (repository.Lookup(name)?.Peel<Commit>() is { } commit)
                return commit;
        }
        catch (LibGit2SharpException exception)
        {
            throw CommandException.Unreadable(folder, $"{option}: expected a commit, found '{name}': {exception.Message}.");
        }

        var remedy = repository.Info.IsShallow ? "the clone is shallow: git fetch --unshallow" : "fetch it, or name another";
        throw CommandException.Unreadable(folder, $"{option}: expected a commit of this repository, found '{name}', which it does not have; {remedy}.");
    }
}
