using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PerfInsight.Analyzers.Editing;

/// <summary>Names for locals that a fix declares.</summary>
internal static class Names
{
    /// <summary>
    /// <paramref name="wanted"/>, with a number where the member around <paramref name="place"/> already uses it: as a
    /// local anywhere in the member, or as anything in scope.
    /// </summary>
    public static string Unused(string wanted, SyntaxNode place, SemanticModel model)
    {
        var member = place.AncestorsAndSelf().FirstOrDefault(node => node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax)
            ?? place.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().FirstOrDefault()
            ?? place.SyntaxTree.GetRoot();
        var used = new HashSet<string>(
            member.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText));
        used.UnionWith(model.LookupSymbols(place.SpanStart).Where(symbol => symbol is not INamespaceOrTypeSymbol).Select(symbol => symbol.Name));
        var name = wanted;
        for (var i = 2; used.Contains(name) || SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None; i++)
            name = wanted + i;
        return name;
    }

    /// <summary>The name of an expression's last part in camel case: "skus" of <c>this._skus</c>.</summary>
    public static string CamelCase(string name)
    {
        name = name.TrimStart('_');
        return name.Length == 0 ? "items" : char.ToLowerInvariant(name[0]) + name.Substring(1);
    }
}
