using Microsoft.CodeAnalysis;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>Code as messages quote it: on one line, and cut where it is long.</summary>
internal static class CodeText
{
    private const int MaxLength = 60;

    /// <summary>The code of a node.</summary>
    public static string Of(SyntaxNode node)
    {
        var words = node.ToString().Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var text = string.Join(" ", words);
        return text.Length <= MaxLength ? text : text.Substring(0, MaxLength - 1).TrimEnd() + "…";
    }
}
