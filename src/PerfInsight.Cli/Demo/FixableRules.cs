using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace PerfInsight.Cli.Demo;

/// <summary>
/// The rules that have a fixer: <c>dotnet format</c> spends seconds on each id that it is given, fixer or not.
/// </summary>
internal static class FixableRules
{
    private const string Fixers = "PerfInsight.Analyzers.CodeFixes.dll";

    /// <summary>The ids of the rules that the fixers below a folder are for.</summary>
    public static IReadOnlySet<string> In(string analyzers)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(analyzers, Fixers, SearchOption.AllDirectories))
        {
            using var stream = File.OpenRead(file);
            ids.UnionWith(Ids(stream));
        }

        return ids;
    }

    // A fixer hands the id of its rule to its base, and nothing else in the file names one. The file is not loaded: it needs
    // an editor's libraries.
    private static IEnumerable<string> Ids(Stream library)
    {
        using var file = new PEReader(library);
        var metadata = file.GetMetadataReader();
        for (var handle = MetadataTokens.UserStringHandle(1); !handle.IsNil; handle = metadata.GetNextHandle(handle))
        {
            var text = metadata.GetUserString(handle);
            if (text.Length == 6 && text.StartsWith("PI", StringComparison.Ordinal) && text.AsSpan(2).IndexOfAnyExceptInRange('0', '9') < 0)
                yield return text;
        }
    }
}
