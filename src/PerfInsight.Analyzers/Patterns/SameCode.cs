using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>Whether two places say the same.</summary>
internal static class SameCode
{
    /// <summary>True for two nodes that differ in blanks, line ends and comments at most, which IsEquivalentTo of a node takes for a difference; and for no code twice.</summary>
    public static bool Is(SyntaxNode? one, SyntaxNode? two) => one is null || two is null ? one == two : SyntaxFactory.AreEquivalent(one, two);
}
