using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PerfInsight.Analyzers.Evidence;

/// <summary>
/// Finds the members of a type that a profile may know, by their names in the syntax: nothing is bound for cold ones.
/// </summary>
internal static class MemberBodies
{
    /// <summary>The code of members whose names fit, and their symbols; lambdas and local functions belong to their member.</summary>
    /// <param name="type">The type; types within it are asked for on their own.</param>
    /// <param name="compilation">Its compilation.</param>
    /// <param name="isMeasured">True for a name of a method that the profile may know.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public static IEnumerable<(SyntaxNode Declaration, IMethodSymbol Symbol)> Of(
        INamedTypeSymbol type, Compilation compilation, Func<string, bool> isMeasured, CancellationToken cancellationToken)
    {
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            var syntax = reference.GetSyntax(cancellationToken);
            SemanticModel? model = null;
            foreach (var (declaration, property) in Declarations(syntax, isMeasured))
            {
#pragma warning disable RS1030 // The driver gives models to actions that run for all code; this one is asked for in measured files alone.
                model ??= compilation.GetSemanticModel(syntax.SyntaxTree);
#pragma warning restore RS1030
                var symbol = model.GetDeclaredSymbol(property ?? declaration, cancellationToken);
                if (symbol is IPropertySymbol { GetMethod: { } getter })
                    symbol = getter;
                else if (declaration is TypeDeclarationSyntax)
                    symbol = OwnConstructor(type, declaration, cancellationToken);
                if (symbol is IMethodSymbol method)
                    yield return (declaration, method);
            }
        }
    }

    // An arrow of a property is its getter's code; its symbol is asked of the property.
    private static IEnumerable<(SyntaxNode Declaration, SyntaxNode? Property)> Declarations(SyntaxNode type, Func<string, bool> isMeasured)
    {
        if (type is CompilationUnitSyntax)
            yield return (type, null);
        if (type is not TypeDeclarationSyntax declaration)
            yield break;

        // Its own constructor is the type's declaration: a primary one, or the one that only runs the fields' initialisers.
        if ((declaration.ParameterList is not null || !declaration.Members.Any(static member => member is ConstructorDeclarationSyntax)) && isMeasured("ctor"))
            yield return (declaration, null);
        foreach (var member in declaration.Members)
        {
            switch (member)
            {
                // The block that declares extension members has no name: they are the enclosing type's.
                case TypeDeclarationSyntax { Identifier.ValueText: "" }:
                    foreach (var found in Declarations(member, isMeasured))
                        yield return found;
                    break;
                case MethodDeclarationSyntax method:
                    if (HasBody(method) && isMeasured(method.Identifier.ValueText))
                        yield return (method, null);
                    break;
                case BaseMethodDeclarationSyntax method:
                    if (HasBody(method))
                        yield return (method, null);
                    break;
                case BasePropertyDeclarationSyntax property:
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

    private static IMethodSymbol? OwnConstructor(INamedTypeSymbol type, SyntaxNode declaration, CancellationToken cancellationToken)
    {
        foreach (var constructor in type.InstanceConstructors)
        {
            foreach (var reference in constructor.DeclaringSyntaxReferences)
            {
                if (reference.GetSyntax(cancellationToken) == declaration)
                    return constructor;
            }

            if (constructor is { IsImplicitlyDeclared: true, Parameters.IsEmpty: true } && type.TypeKind == TypeKind.Class
                && type.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken) == declaration)
            {
                return constructor;
            }
        }

        return null;
    }
}
