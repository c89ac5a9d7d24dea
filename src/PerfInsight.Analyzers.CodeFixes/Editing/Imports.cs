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
        var spelled = type.ContainingNamespace.ToDisplayString() + "." + type.Name;
        var names = code.DescendantNodes().OfType<QualifiedNameSyntax>()
            .Where(name => name.Left + "." + name.Right.Identifier.ValueText == spelled);
        var imported = SyntaxGenerator.GetGenerator(document).TypeExpression(type)
            .WithAdditionalAnnotations(Simplifier.AddImportsAnnotation, Simplifier.Annotation);
        return code.ReplaceNodes(names, (original, _) => imported.WithTriviaFrom(original));
    }
}
