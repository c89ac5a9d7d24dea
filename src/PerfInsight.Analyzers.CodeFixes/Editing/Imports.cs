using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;

namespace PerfInsight.Analyzers.Editing;

/// <summary>Names of framework types in code that a fix adds.</summary>
internal static class Imports
{
    /// <summary>
    /// Lets code write <paramref name="type"/> (spelled with its namespace) by its short name: the using directive is added
    /// where it is missing.
    /// </summary>
    public static TNode Import<TNode>(TNode code, INamedTypeSymbol type, Document document)
        where TNode : SyntaxNode
    {
        var spelled = type.ToDisplayString();
        var names = code.DescendantNodes().Where(node => node is QualifiedNameSyntax or MemberAccessExpressionSyntax
            && node.ToString() == spelled);
        return code.ReplaceNodes(names, (original, _) => Type(type, document).WithTriviaFrom(original));
    }

    /// <summary>The short name of a type; the using directive is added where it is missing.</summary>
    public static TypeSyntax Type(INamedTypeSymbol type, Document document) =>
        (TypeSyntax)SyntaxGenerator.GetGenerator(document).TypeExpression(type)
            .WithAdditionalAnnotations(Simplifier.AddImportsAnnotation, Simplifier.Annotation);
}
