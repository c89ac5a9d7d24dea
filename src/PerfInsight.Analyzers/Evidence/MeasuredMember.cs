using Microsoft.CodeAnalysis;

namespace PerfInsight.Analyzers.Evidence;

/// <summary>A member that the profile knows; one instance serves all analyzers.</summary>
/// <param name="symbol">The member.</param>
/// <param name="declaration">The declaration that has its code.</param>
/// <param name="evidence">What is measured for it.</param>
internal sealed class MeasuredMember(IMethodSymbol symbol, SyntaxNode declaration, MemberEvidence evidence)
{
    /// <summary>The member.</summary>
    public IMethodSymbol Symbol { get; } = symbol;

    /// <summary>The declaration that has its code: a method, an accessor, the arrow of a property, top-level statements.</summary>
    public SyntaxNode Declaration { get; } = declaration;

    /// <summary>What is measured for it.</summary>
    public MemberEvidence Evidence { get; } = evidence;
}
