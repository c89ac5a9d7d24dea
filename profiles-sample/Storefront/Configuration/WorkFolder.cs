namespace Storefront.Configuration;

/// <summary>The folder that a run reads and writes.</summary>
public sealed class WorkFolder : IDisposable
{
    private readonly bool _isTemporary;

    private WorkFolder(string path, bool isTemporary)
    {
        Path = path;
        _isTemporary = isTemporary;
    }

    public string Path { get; }

    public static WorkFolder Open(string? directory)
    {
        if (directory is null)
            return new WorkFolder(Directory.CreateTempSubdirectory("storefront-").FullName, isTemporary: true);
        return new WorkFolder(Directory.CreateDirectory(directory).FullName, isTemporary: false);
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>An empty folder inside the work folder.</summary>
    public string Folder(string name)
    {
        var path = System.IO.Path.Combine(Path, name);
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        return Directory.CreateDirectory(path).FullName;
    }

    public void Dispose()
    {
        if (_isTemporary)
            Directory.Delete(Path, recursive: true);
    }
}
