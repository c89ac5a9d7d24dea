using LibGit2Sharp;

namespace PerfInsight.Cli.Tests.Repositories;

/// <summary>A real repository in a folder of its own; each commit is a day later than the one before.</summary>
internal sealed class SourceRepository : IDisposable
{
    private readonly Repository _repository;
    private DateTimeOffset _now = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    public SourceRepository()
    {
        Folder = Directory.CreateTempSubdirectory("perfinsight-tests-").FullName;
        _repository = new Repository(Repository.Init(Folder));
    }

    public string Folder { get; }

    /// <summary>Writes files and commits them; a null text removes a file.</summary>
    public string Commit(string subject, params (string Path, string? Text)[] files)
    {
        foreach (var (path, text) in files)
        {
            var file = Path.Combine(Folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            if (text is null)
                File.Delete(file);
            else
                File.WriteAllText(file, text);
        }

        LibGit2Sharp.Commands.Stage(_repository, "*");
        var who = Who;
        return _repository.Commit(subject, who, who).Sha;
    }

    /// <summary>Begins a branch at a commit and checks it out.</summary>
    public void Branch(string name, string at) => LibGit2Sharp.Commands.Checkout(_repository, _repository.CreateBranch(name, at));

    public void Checkout(string name) => LibGit2Sharp.Commands.Checkout(_repository, name);

    public string CurrentBranch => _repository.Head.FriendlyName;

    public string Merge(string branch) => _repository.Merge(branch, Who, new MergeOptions { FastForwardStrategy = FastForwardStrategy.NoFastForward }).Commit.Sha;

    public void Dispose()
    {
        _repository.Dispose();
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
            File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(Folder, recursive: true);
    }

    private Signature Who
    {
        get
        {
            _now = _now.AddDays(1);
            return new Signature("Jo Doe", "jo@example.com", _now);
        }
    }
}
