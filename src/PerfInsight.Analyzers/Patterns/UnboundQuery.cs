using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>A query of Entity Framework in code that does not compile yet: known by <c>Include</c> or <c>AsNoTracking</c> in its chain.</summary>
internal static class UnboundQuery
{
    private static readonly HashSet<string> Signs = new(StringComparer.Ordinal) { "Include", "ThenInclude", "AsNoTracking", "AsTracking", "AsSplitQuery" };

    private static readonly HashSet<string> Runs = new(StringComparer.Ordinal)
    {
        "ToList", "ToArray", "ToDictionary", "First", "FirstOrDefault", "Single", "SingleOrDefault", "Last", "LastOrDefault", "Any", "All", "Count", "LongCount", "Max", "Min", "Sum",
    };

    /// <summary>The method that runs the query, null for all else.</summary>
    public static string? RunOf(IOperation operation)
    {
        if (operation is not IInvalidOperation { Syntax: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name, Expression: var chain } } } || !Runs.Contains(name))
            return null;

        // var query = db.Users.Include(…); … query.FirstOrDefault()
        if (chain is IdentifierNameSyntax { Identifier.ValueText: var local })
        {
            chain = operation.Syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantNodes().OfType<VariableDeclaratorSyntax>()
                .FirstOrDefault(variable => variable.Identifier.ValueText == local)?.Initializer?.Value ?? chain;
        }

        while (chain is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax link })
        {
            if (Signs.Contains(link.Name.Identifier.ValueText))
                return name;
            chain = link.Expression;
        }

        return null;
    }
}
