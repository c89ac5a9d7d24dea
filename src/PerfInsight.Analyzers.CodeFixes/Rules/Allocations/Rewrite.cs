using Microsoft.CodeAnalysis;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>Code that takes the place of other code.</summary>
/// <param name="Title">What it does, for the lightbulb.</param>
/// <param name="Old">The code.</param>
/// <param name="New">What takes its place.</param>
/// <param name="IsMeant">True where the compiler reads the new node as it is meant.</param>
internal sealed record Rewrite(string Title, SyntaxNode Old, SyntaxNode New, Func<SemanticModel, SyntaxNode, bool> IsMeant);
