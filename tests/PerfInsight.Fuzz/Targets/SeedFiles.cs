using System.Runtime.CompilerServices;
using PerfInsight.Fuzz.Mutations;

namespace PerfInsight.Fuzz.Targets;

/// <summary>Files to start from: the samples of all tests, and those of this project for formats that have none there.</summary>
internal static class SeedFiles
{
    private static readonly Lazy<IReadOnlyList<(string Name, byte[] Bytes)>> All = new(() =>
    [
        .. Folders().SelectMany(static folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal)
            .Select(static path => (Path.GetFileName(path), Packing.Unpacked(File.ReadAllBytes(path))))
            .Where(static file => file.Item2.Length is > 0 and <= FuzzSession.MaxInput),
    ]);

    /// <summary>The files, unpacked, that are what is asked for.</summary>
    public static IReadOnlyList<byte[]> Where(Func<string, byte[], bool> isWanted) => [.. All.Value.Where(file => isWanted(file.Name, file.Bytes)).Select(static file => file.Bytes)];

    /// <summary>The files of this project whose names begin so.</summary>
    public static IReadOnlyList<byte[]> Named(string prefix) => Where((name, _) => name.StartsWith(prefix, StringComparison.Ordinal));

    private static IEnumerable<string> Folders([CallerFilePath] string source = "")
    {
        string[] fromTests = ["PerfInsight.Fuzz/Seeds", "Samples", "PerfInsight.Cli.Tests/Hotspots", "PerfInsight.Analyzers.Package.Tests/Scratch"];
        return fromTests.Select(folder => Path.Combine(Path.GetDirectoryName(source)!, "../..", folder));
    }
}
