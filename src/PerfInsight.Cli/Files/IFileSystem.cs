namespace PerfInsight.Cli.Files;

/// <summary>The part of the file system that the commands use. Paths may be relative to <see cref="CurrentFolder"/>.</summary>
internal interface IFileSystem
{
    /// <summary>The folder that relative paths start from.</summary>
    string CurrentFolder { get; }

    /// <summary>True for a file that exists.</summary>
    bool FileExists(string path);

    /// <summary>True for a folder that exists.</summary>
    bool FolderExists(string path);

    /// <summary>Opens a file for reading; its stream can seek.</summary>
    Stream OpenRead(string path);

    /// <summary>Opens a new or emptied file for writing.</summary>
    Stream Create(string path);

    /// <summary>Moves a file over another.</summary>
    void Replace(string from, string to);

    /// <summary>Deletes a file where it exists.</summary>
    void Delete(string path);

    /// <summary>Files directly in a folder, full paths, in ordinal order.</summary>
    IEnumerable<string> FilesIn(string folder);

    /// <summary>Folders directly in a folder, full paths, in ordinal order. Links are left out: they may lead in a circle.</summary>
    IEnumerable<string> FoldersIn(string folder);
}
