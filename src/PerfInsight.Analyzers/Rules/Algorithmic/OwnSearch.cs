using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>Methods that look for an argument in a list of their own object, by their text: <c>_rows.FirstOrDefault(r =&gt; r.Name == name)</c>, or a loop that does so.</summary>
internal static class OwnSearch
{
    private static readonly HashSet<string> Searches = new(StringComparer.Ordinal)
    {
        "First", "FirstOrDefault", "Single", "SingleOrDefault", "Last", "LastOrDefault", "Any", "Find", "FindLast", "FindIndex", "FindLastIndex", "Exists", "Contains", "IndexOf", "LastIndexOf",
    };

    // Whoever asks a table first goes through the list on a miss alone.
    private static readonly HashSet<string> Tables = new(StringComparer.Ordinal) { "TryGetValue", "ContainsKey", "GetOrAdd", "TryAdd", "BinarySearch" };

    /// <summary>True where a method searches a list of its type for a parameter.</summary>
    public static bool Is(MethodDeclarationSyntax declaration, INamedTypeSymbol type, string parameter)
    {
        var found = false;
        foreach (var node in declaration.DescendantNodes())
        {
            switch (node)
            {
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } } when Tables.Contains(name):
                    return false;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name, Expression: var list }, ArgumentList: var arguments } when Searches.Contains(name):
                    found |= Mentions(arguments, parameter) && IsListOf(list, type);
                    break;
                case ForEachStatementSyntax { Expression: var list, Statement: var body }:
                    found |= IsListOf(list, type) && SearchesFor(body, parameter);
                    break;
                default:
                    break;
            }
        }

        return found;
    }

    // if (row.Name == name) return row; and nothing for the others
    private static bool SearchesFor(StatementSyntax body, string parameter)
    {
        if (body is BlockSyntax { Statements: [var only] })
            body = only;
        return body is IfStatementSyntax { Else: null, Condition: var condition, Statement: var then } && Mentions(condition, parameter) && IsEquality(condition)
            && then.DescendantNodesAndSelf().Any(node => node is ReturnStatementSyntax or BreakStatementSyntax);
    }

    private static bool IsEquality(ExpressionSyntax condition) => condition.DescendantNodesAndSelf().Any(node =>
        node.IsKind(SyntaxKind.EqualsExpression) || node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Equals" } or IdentifierNameSyntax { Identifier.ValueText: "Equals" or "ReferenceEquals" } });

    private static bool Mentions(SyntaxNode node, string parameter) =>
        node.DescendantNodesAndSelf().Any(inner => inner is IdentifierNameSyntax { Identifier.ValueText: var name } && name == parameter);

    private static bool IsListOf(ExpressionSyntax list, INamedTypeSymbol type)
    {
        var name = list switch
        {
            IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var own } => own,
            _ => null,
        };
        if (name is null)
            return false;
        foreach (var member in type.GetMembers(name))
        {
            var held = member switch
            {
                IFieldSymbol field => field.Type,
                IPropertySymbol property => property.Type,
                _ => null,
            };
            if (held is not null && ListTypes.ElementOf(held) is not null)
                return true;
        }

        return false;
    }
}
