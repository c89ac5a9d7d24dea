using Microsoft.CodeAnalysis.CSharp;

namespace PerfInsight.Analyzers.Tests.Robustness;

/// <summary>What <see cref="EverySyntax"/> says of itself: that it has each kind of node that code can have.</summary>
public class EverySyntaxCoverageTests
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Preview);

    // What no parser makes of a file: parts of documentation comments, directives, interactive code, and nodes that are only made by hand.
    private static readonly string[] NotCode =
    [
        "Xml", "Cref", "Directive", "Trivia", "Shebang", "LoadKeyword", "SkippedTokens", "DocumentationComment", "None", "List",
        "UnknownAccessorDeclaration", "IncompleteMember", "ArrayRankSpecifiers",
    ];

    [Fact]
    public void Each_kind_of_statement_expression_pattern_and_declaration_is_in_a_text()
    {
        var found = EverySyntax.Texts.Values.Select(text => EverySyntax.File(text, 0)).Append(EverySyntax.TopLevel)
            .SelectMany(file => CSharpSyntaxTree.ParseText(file, Parsing).GetRoot().DescendantNodesAndSelf())
            .Select(node => node.Kind())
            .ToHashSet();

        var missing = Enum.GetValues<SyntaxKind>()
            .Where(kind => IsOfNode(kind) && !found.Contains(kind) && !NotCode.Any(part => kind.ToString().Contains(part, StringComparison.Ordinal)))
            .Select(kind => kind.ToString());

        Assert.Empty(missing);
    }

    // Tokens come first, then trivia, then nodes: QualifiedName is the first of these.
    private static bool IsOfNode(SyntaxKind kind) => kind >= SyntaxKind.QualifiedName && !SyntaxFacts.IsAnyToken(kind);
}
