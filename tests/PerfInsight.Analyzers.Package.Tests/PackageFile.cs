using System.IO.Compression;

namespace PerfInsight.Analyzers.Package.Tests;

/// <summary>The package that this build made.</summary>
internal static class PackageFile
{
    /// <summary>A folder that holds the package alone: a feed.</summary>
    public static string Feed { get; } = Path.Combine(AppContext.BaseDirectory, "feed");

    /// <summary>Opens the package.</summary>
    public static ZipArchive Open() => ZipFile.OpenRead(Directory.GetFiles(Feed).Single());

    /// <summary>The text of an entry.</summary>
    public static string Text(string entry)
    {
        using var package = Open();
        using var reader = new StreamReader(package.GetEntry(entry)?.Open() ?? throw new FileNotFoundException(entry));
        return reader.ReadToEnd();
    }
}
