using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace PerfInsight.Analyzers.Tests.Testing;

/// <summary>The framework that test code is compiled against: the SDK's own reference pack, so that no test needs a feed.</summary>
internal static class References
{
    public static readonly string Folder = FindFolder();

    public static readonly ImmutableArray<MetadataReference> All =
        [.. Directory.GetFiles(Folder, "*.dll").Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>No references of its own; <see cref="All"/> is added by the tests.</summary>
    public static readonly ReferenceAssemblies None = new("net10.0");

    private static string FindFolder()
    {
        // …/dotnet/shared/Microsoft.NETCore.App/10.0.x/ is where this process runs from.
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        return Directory.GetDirectories(Path.Combine(root, "packs", "Microsoft.NETCore.App.Ref"))
            .Select(pack => Path.Combine(pack, "ref", "net10.0"))
            .Last(Directory.Exists);
    }
}
