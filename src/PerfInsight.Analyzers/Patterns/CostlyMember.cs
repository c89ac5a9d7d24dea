using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>
/// Getters, and methods that are named like one, that go through a collection at each call. They are judged by their text, so that
/// members of other files can be asked as well.
/// </summary>
internal static class CostlyMember
{
    // A longer method does more than to look something up.
    private const int MaxLength = 1500;

    private static readonly string[] Questions = ["Get", "Find", "Count", "Calculate", "Compute", "Has", "Is", "All", "Enumerate", "Sum", "Total"];

    private static readonly HashSet<string> Walks = new(StringComparer.Ordinal)
    {
        "ToList", "ToArray", "ToDictionary", "ToHashSet", "ToLookup", "OrderBy", "OrderByDescending", "Max", "Min", "Sum", "Average", "Count", "GetCustomAttributes",
        "GetProperties", "Single", "SingleOrDefault", "Any", "All", "First", "FirstOrDefault", "Last", "LastOrDefault", "Distinct",
    };

    /// <summary>True where a getter goes through a collection and keeps nothing.</summary>
    public static bool Is(IPropertySymbol property) => property is { SetMethod: null, IsIndexer: false, IsAbstract: false }
        && property.DeclaringSyntaxReferences is [var reference] && reference.Span.Length < MaxLength
        && reference.GetSyntax() is PropertyDeclarationSyntax { Initializer: null } declaration && Goes(declaration);

    /// <summary>True where a method with a name like a question goes through a collection and keeps nothing.</summary>
    public static bool Is(IMethodSymbol method) => method is { ReturnsVoid: false, MethodKind: MethodKind.Ordinary, IsAbstract: false, IsAsync: false, Parameters.Length: <= 1 }
        && method.DeclaringSyntaxReferences is [var reference] && reference.Span.Length < MaxLength
        && Questions.Any(start => method.Name.StartsWith(start, StringComparison.Ordinal))
        && reference.GetSyntax() is MethodDeclarationSyntax declaration && Goes(declaration);

    private static bool Goes(SyntaxNode declaration)
    {
        var isCostly = false;
        foreach (var node in declaration.DescendantNodes())
        {
            switch (node)
            {
                case AssignmentExpressionSyntax { Left: not IdentifierNameSyntax { Identifier.ValueText: [>= 'a' and <= 'z', ..] } }:
                case YieldStatementSyntax or AwaitExpressionSyntax or ThrowStatementSyntax or LockStatementSyntax:
                case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceAssignmentExpression }:
                case GenericNameSyntax { Identifier.ValueText: "Lazy" }:
                    return false;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "TryGetValue" or "GetOrAdd" or "Add" } }:
                    return false;
                case ForEachStatementSyntax or ForStatementSyntax:
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } } when Walks.Contains(name):
                    isCostly = true;
                    break;
                default:
                    break;
            }
        }

        return isCostly;
    }
}
