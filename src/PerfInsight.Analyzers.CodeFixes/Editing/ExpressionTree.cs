using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Analyzers.Rules;

namespace PerfInsight.Analyzers.Editing;

/// <summary>Code that is not run but read, by a database provider for instance, which knows the members that stand in it and maybe no others.</summary>
internal static class ExpressionTree
{
    /// <summary>True where a place stands in a lambda that becomes an expression tree.</summary>
    public static bool IsAround(FixContext place)
    {
        IOperation? operation = null;
        for (SyntaxNode? node = place.Node; node is not null && operation is null; node = node.Parent)
            operation = place.Model.GetOperation(node, place.CancellationToken);
        for (; operation is not null; operation = operation.Parent)
        {
            if (operation is IAnonymousFunctionOperation lambda && RareCode.UsesExpressionTree(lambda))
                return true;
        }

        return false;
    }
}
