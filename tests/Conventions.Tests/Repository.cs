namespace Conventions.Tests;

/// <summary>The files of this repository.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = [".git", "bin", "obj", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts", ".vs", ".idea"];

    /// <summary>The root folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The paths of all files, relative to the root with forward slashes; no build output.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Walk(Root).Select(Relative).Order(StringComparer.Ordinal)];

    /// <summary>The files of a folder with an extension such as <c>.cs</c>.</summary>
    public static IEnumerable<string> In(string folder, string extension) =>
        Files.Where(file => file.StartsWith(folder + "/", StringComparison.Ordinal) && file.EndsWith(extension, StringComparison.Ordinal));

    public static bool Has(string file) => File.Exists(Path.Combine(Root, file));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    private static IEnumerable<string> Walk(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
            yield return file;
        foreach (var child in Directory.EnumerateDirectories(folder))
        {
            if (NotOurs.Contains(Path.GetFileName(child)))
                continue;
            foreach (var file in Walk(child))
                yield return file;
        }
    }

    private static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PerfInsight.Analyzers.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("PerfInsight.Analyzers.sln is in no folder above " + AppContext.BaseDirectory);
    }
}
