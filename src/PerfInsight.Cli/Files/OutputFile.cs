namespace PerfInsight.Cli.Files;

/// <summary>Writes a file whole or not at all: whoever reads it meanwhile sees the earlier one.</summary>
internal static class OutputFile
{
    /// <summary>Writes <paramref name="path"/> with what <paramref name="write"/> writes, and returns its result.</summary>
    /// <exception cref="CommandException">The file cannot be written.</exception>
    public static T Write<T>(IFileSystem files, string path, Func<Stream, T> write)
    {
        CheckWritable(files, path);
        var part = path + ".part";
        try
        {
            T result;
            using (var stream = files.Create(part))
                result = write(stream);
            files.Replace(part, path);
            return result;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CommandException.Unreadable(path, $"cannot be written: {exception.Message}");
        }
        finally
        {
            files.Delete(part);
        }
    }

    /// <summary>Fails where the path is a folder or its folder does not exist, so that no long work is lost at its end.</summary>
    public static void CheckWritable(IFileSystem files, string path)
    {
        if (files.FolderExists(path))
            throw CommandException.Usage($"{path}: expected the name of a file to write, found a folder.");
        var folder = Path.GetDirectoryName(path);
        if (!string.IsNullOrEmpty(folder) && !files.FolderExists(folder))
            throw CommandException.Usage($"{path}: there is no folder '{folder}' to write it to.");
    }
}
