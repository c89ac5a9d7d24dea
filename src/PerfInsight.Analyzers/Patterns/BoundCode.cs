using Microsoft.CodeAnalysis;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>What the compiler makes of code.</summary>
internal static class BoundCode
{
    /// <summary>
    /// The operation of a node; null where it has none, and where the compiler fails on code with errors, as it is while somebody types.
    /// Roslyn 4.8 does on <c>object o = new[] { M() =&gt; };</c> (FunctionTypeSymbol.CreateITypeSymbol): an exception would turn off all
    /// rules until the editor is restarted, and there is nothing to say of such code.
    /// </summary>
    public static IOperation? OperationOf(this SemanticModel model, SyntaxNode node, CancellationToken cancellationToken = default)
    {
        try
        {
#pragma warning disable RS0030 // Everybody else asks here.
            return model.GetOperation(node, cancellationToken);
#pragma warning restore RS0030
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
