using PerfInsight.Cli.Files;

namespace PerfInsight.Cli.Repositories;

/// <summary>The source files and built binaries below a folder, by file name. Made by one walk.</summary>
internal sealed class RepositoryFiles
{
    // A repository has fewer; a walk from '/' ends here instead of never.
    private const int MaxFolders = 50_000;

    private static readonly HashSet<string> Ignored = new(StringComparer.OrdinalIgnoreCase)
    {
        ".git", ".hg", ".svn", ".vs", ".idea", "node_modules", "obj",
    };

    private readonly Dictionary<string, List<string>> _sources = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<string>> _binaries = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Walks <paramref name="root"/>.</summary>
    public RepositoryFiles(IFileSystem files, string root)
    {
        Root = Path.GetFullPath(root, files.CurrentFolder);
        var folders = new Queue<string>([Root]);
        var visited = 0;
        while (folders.TryDequeue(out var folder))
        {
            if (++visited > MaxFolders)
            {
                IsCut = true;
                break;
            }

            foreach (var file in files.FilesIn(folder))
            {
                var extension = Path.GetExtension(file);
                if (extension is ".cs" or ".razor" or ".cshtml")
                    Add(_sources, file);
                else if (extension is ".dll" or ".exe" or ".pdb")
                    Add(_binaries, file);
            }

            foreach (var below in files.FoldersIn(folder))
            {
                if (!Ignored.Contains(Path.GetFileName(below)))
                    folders.Enqueue(below);
            }
        }
    }

    /// <summary>The folder, full path.</summary>
    public string Root { get; }

    /// <summary>True where the walk was given up because there are too many folders.</summary>
    public bool IsCut { get; }

    /// <summary>Source files of a name, full paths.</summary>
    public IReadOnlyList<string> Sources(string fileName) => _sources.GetValueOrDefault(fileName) ?? [];

    /// <summary>Binaries of a name, full paths.</summary>
    public IReadOnlyList<string> Binaries(string fileName) => _binaries.GetValueOrDefault(fileName) ?? [];

    private static void Add(Dictionary<string, List<string>> index, string file)
    {
        var name = Path.GetFileName(file);
        if (!index.TryGetValue(name, out var list))
            index.Add(name, list = []);
        list.Add(file);
    }
}
