using System.Text.RegularExpressions;

namespace PerfInsight.Symbols;

/// <summary>Types local to a file carry a hash of the file's path in metadata, which the source does not have.</summary>
internal static partial class FileLocalNames
{
    /// <summary>The name in source.</summary>
    public static string Strip(string name) => name.StartsWith('<') ? Prefix().Replace(name, "") : name;

    [GeneratedRegex("^<[^<>]*>F[0-9A-F]{64}__", RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();
}
