using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PerfInsight.Analyzers.Evidence;

/// <summary>
/// Finds the members of a file that a profile may know, by their names in the syntax: nothing is bound for cold ones. The
/// compiler's own code block actions declare every member of every file, which costs a build more than all rules do.
/// </summary>
internal static class MemberBodies
{
    /// <summary>The code of members whose names fit, and their symbols; lambdas and local functions belong to their member.</summary>
    /// <param name="model">The file's model.</param>
    /// <param name="isMeasured">Tells by simple name whether a type, and by type and name whether a method of it, may be in the profile.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public static IEnumerable<(SyntaxNode Declaration, IMethodSymbol Symbol)> In(
        SemanticModel model, Func<string, string?, bool> isMeasured, CancellationToken cancellationToken)
    {
        if (model.SyntaxTree.GetRoot(cancellationToken) is not CompilationUnitSyntax root)
            yield break;
        if (root.Members.Any(static member => member is GlobalStatementSyntax)
            && ((ISymbol?)model.GetDeclaredSymbol(root, cancellationToken)) is IMethodSymbol main)
        {
            yield return (root, main);
        }

        foreach (var (declaration, property) in Declarations(root.Members, "", isMeasured))
        {
            var symbol = model.GetDeclaredSymbol(property ?? declaration, cancellationToken);
            if (symbol is IPropertySymbol { GetMethod: { } getter })
                symbol = getter;
            if (symbol is IMethodSymbol method)
                yield return (declaration, method);
            else if (declaration is TypeDeclarationSyntax && symbol is INamedTypeSymbol type && PrimaryConstructor(type, declaration, cancellationToken) is { } primary)
                yield return (declaration, primary);
        }
    }

    // An arrow of a property is its getter's code; its symbol is asked of the property.
    private static IEnumerable<(SyntaxNode Declaration, SyntaxNode? Property)> Declarations(
        SyntaxList<MemberDeclarationSyntax> members, string type, Func<string, string?, bool> isMeasured)
    {
        foreach (var member in members)
        {
            switch (member)
            {
                case BaseNamespaceDeclarationSyntax space:
                    foreach (var found in Declarations(space.Members, type, isMeasured))
                        yield return found;
                    break;
                case TypeDeclarationSyntax nested:
                    // The block that declares extension members has no name: they are the enclosing type's.
                    var name = nested.Identifier.ValueText is { Length: > 0 } own ? own : type;
                    if (nested.ParameterList is not null && isMeasured(name, "ctor"))
                        yield return (nested, null);
                    foreach (var found in Declarations(nested.Members, name, isMeasured))
                        yield return found;
                    break;
                case MethodDeclarationSyntax method:
                    if (HasBody(method) && isMeasured(type, method.Identifier.ValueText))
                        yield return (method, null);
                    break;
                case BaseMethodDeclarationSyntax method:
                    if (HasBody(method) && isMeasured(type, null))
                        yield return (method, null);
                    break;
                case BasePropertyDeclarationSyntax property:
                    if (!isMeasured(type, null))
                        break;
                    if (Arrow(property) is { } arrow)
                        yield return (arrow, property);
                    foreach (var accessor in property.AccessorList?.Accessors ?? default)
                    {
                        if (accessor.Body is not null || accessor.ExpressionBody is not null)
                            yield return (accessor, null);
                    }

                    break;
                default:
                    break;
            }
        }
    }

    private static bool HasBody(BaseMethodDeclarationSyntax method) =>
        method.Body is not null || method.ExpressionBody is not null || method is ConstructorDeclarationSyntax { Initializer: not null };

    private static ArrowExpressionClauseSyntax? Arrow(BasePropertyDeclarationSyntax property) => property switch
    {
        PropertyDeclarationSyntax declaration => declaration.ExpressionBody,
        IndexerDeclarationSyntax indexer => indexer.ExpressionBody,
        _ => null,
    };

    private static IMethodSymbol? PrimaryConstructor(INamedTypeSymbol type, SyntaxNode declaration, CancellationToken cancellationToken)
    {
        foreach (var constructor in type.InstanceConstructors)
        {
            foreach (var reference in constructor.DeclaringSyntaxReferences)
            {
                if (reference.GetSyntax(cancellationToken) == declaration)
                    return constructor;
            }
        }

        return null;
    }
}
