using PerfInsight.Units;

namespace PerfInsight.Cli.Files;

/// <summary>Opens what a user named, with errors that say what is wrong with it.</summary>
internal static class InputFile
{
    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="CommandException">There is no such file, it is a folder, or it may not be read.</exception>
    public static Stream Open(IFileSystem files, string path, string what)
    {
        if (files.FolderExists(path))
            throw CommandException.Unreadable(path, $"expected {what}, found a folder.");
        if (!files.FileExists(path))
            throw CommandException.Unreadable(path, $"expected {what}, found no such file.");
        try
        {
            return files.OpenRead(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CommandException.Unreadable(path, $"expected {what}, but the file cannot be opened: {exception.Message}");
        }
    }

    /// <summary>Reads all text of a file of at most <paramref name="maxBytes"/> bytes.</summary>
    /// <exception cref="CommandException">As <see cref="Open"/>, or the file is larger.</exception>
    public static string ReadText(IFileSystem files, string path, string what, long maxBytes)
    {
        using var stream = Open(files, path, what);
        if (stream.Length > maxBytes)
        {
            throw CommandException.Unreadable(
                path, $"expected {what} of at most {QuantityText.Bytes(maxBytes)}, found {QuantityText.Bytes(stream.Length)}.");
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
