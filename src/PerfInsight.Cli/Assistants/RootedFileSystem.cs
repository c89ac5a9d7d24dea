using PerfInsight.Cli.Files;

namespace PerfInsight.Cli.Assistants;

/// <summary>The files below a folder, for reading. Neither <c>..</c> nor a link leads out of it.</summary>
internal sealed class RootedFileSystem : IFileSystem
{
    // As many as Linux follows.
    private const int MostLinks = 40;

    private readonly DiskFileSystem _disk;

    /// <param name="root">A folder that exists, full path.</param>
    public RootedFileSystem(string root)
    {
        var links = 0;
        CurrentFolder = Follow(Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)), ref links);
        _disk = new DiskFileSystem(CurrentFolder);
    }

    public string CurrentFolder { get; }

    public bool FileExists(string path) => _disk.FileExists(Inside(path));

    public bool FolderExists(string path) => _disk.FolderExists(Inside(path));

    public Stream OpenRead(string path) => _disk.OpenRead(Inside(path));

    public Stream Create(string path) => throw ReadOnly(path);

    public void Replace(string from, string to) => throw ReadOnly(to);

    public void Delete(string path) => throw ReadOnly(path);

    public IEnumerable<string> FilesIn(string folder) => _disk.FilesIn(Inside(folder));

    public IEnumerable<string> FoldersIn(string folder) => _disk.FoldersIn(Inside(folder));

    /// <summary>The real path of what is named.</summary>
    /// <exception cref="CommandException">It is outside the root.</exception>
    public string Inside(string path)
    {
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
            throw CommandException.Usage("expected a path below the root, found none.");
        var links = 0;
        var real = Follow(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, CurrentFolder)), ref links);
        var isInside = real == CurrentFolder || real.StartsWith(Path.EndsInDirectorySeparator(CurrentFolder) ? CurrentFolder : CurrentFolder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return isInside ? real : throw CommandException.Usage($"{path}: expected a path below the root, found one outside. Start the server with another --root to allow it.");
    }

    // Each part of a path may be a link, also in what a link leads to.
    private static string Follow(string path, ref int links)
    {
        if (Path.GetDirectoryName(path) is not { } parent)
            return path;
        var full = Path.Combine(Follow(parent, ref links), Path.GetFileName(path));
        if (new FileInfo(full).LinkTarget is not { } target)
            return full;
        if (++links > MostLinks)
            throw CommandException.Usage($"{path}: expected a file, found links that lead in a circle.");
        return Follow(Path.TrimEndingDirectorySeparator(Path.GetFullPath(target, Path.GetDirectoryName(full)!)), ref links);
    }

    private static CommandException ReadOnly(string path) => CommandException.Usage($"{path}: the server reads files and writes none.");
}
