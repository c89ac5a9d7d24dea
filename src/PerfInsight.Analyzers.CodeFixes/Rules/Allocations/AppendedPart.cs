using Microsoft.CodeAnalysis;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>One call of a StringBuilder in a chain.</summary>
/// <param name="Method">Its name.</param>
/// <param name="Arguments">What stands in its parentheses.</param>
/// <param name="IsText">True where the argument is a string.</param>
/// <param name="Twin">The types of the parameters that the overload must have, null for any.</param>
internal sealed record AppendedPart(string Method, string Arguments, bool IsText, IReadOnlyList<string>? Twin)
{
    /// <summary>Finds the call in the rewritten file.</summary>
    public SyntaxAnnotation Mark { get; } = new();
}
