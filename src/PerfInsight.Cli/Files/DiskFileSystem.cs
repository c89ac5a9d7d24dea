namespace PerfInsight.Cli.Files;

/// <summary>The real file system.</summary>
internal sealed class DiskFileSystem : IFileSystem
{
    private static readonly EnumerationOptions Plain = new() { IgnoreInaccessible = true, AttributesToSkip = 0 };

    private static readonly EnumerationOptions WithoutLinks = new()
    {
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    public string CurrentFolder => Directory.GetCurrentDirectory();

    public bool FileExists(string path) => File.Exists(path);

    public bool FolderExists(string path) => Directory.Exists(path);

    public Stream OpenRead(string path) =>
        new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    public Stream Create(string path) => new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read);

    public void Replace(string from, string to) => File.Move(from, to, overwrite: true);

    public void Delete(string path) => File.Delete(path);

    public IEnumerable<string> FilesIn(string folder) =>
        Directory.EnumerateFiles(Path.GetFullPath(folder), "*", Plain).Order(StringComparer.Ordinal);

    public IEnumerable<string> FoldersIn(string folder) =>
        Directory.EnumerateDirectories(Path.GetFullPath(folder), "*", WithoutLinks).Order(StringComparer.Ordinal);
}
