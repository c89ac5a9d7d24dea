namespace PerfInsight.Cli.Files;

/// <summary>The real file system, seen from a folder.</summary>
/// <param name="currentFolder">The folder that relative paths start from; null for the one of the process.</param>
internal sealed class DiskFileSystem(string? currentFolder = null) : IFileSystem
{
    private static readonly EnumerationOptions Plain = new() { IgnoreInaccessible = true, AttributesToSkip = 0 };

    private static readonly EnumerationOptions WithoutLinks = new()
    {
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    public string CurrentFolder { get; } = currentFolder ?? Directory.GetCurrentDirectory();

    public bool FileExists(string path) => File.Exists(Full(path));

    public bool FolderExists(string path) => Directory.Exists(Full(path));

    public Stream OpenRead(string path) =>
        new FileStream(Full(path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    public Stream Create(string path) => new FileStream(Full(path), FileMode.Create, FileAccess.Write, FileShare.Read);

    public void Replace(string from, string to) => File.Move(Full(from), Full(to), overwrite: true);

    public void Delete(string path) => File.Delete(Full(path));

    public IEnumerable<string> FilesIn(string folder) =>
        Directory.EnumerateFiles(Full(folder), "*", Plain).Order(StringComparer.Ordinal);

    public IEnumerable<string> FoldersIn(string folder) =>
        Directory.EnumerateDirectories(Full(folder), "*", WithoutLinks).Order(StringComparer.Ordinal);

    // An empty path names nothing; GetFullPath would refuse it with an exception.
    private string Full(string path) => path.Length == 0 ? path : Path.GetFullPath(path, CurrentFolder);
}
