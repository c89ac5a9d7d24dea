using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Simplification;
using PerfInsight.Analyzers.Editing;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>Builds a HashSet before the loop or query and asks it instead of the list.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ListScanInLoopFixer() : HotMemberFixer(RuleIds.ListScanInLoop)
{
    private protected override Fix? Prepare(FixContext place)
    {
        if (place.Operation is not IInvocationOperation call
            || ListScan.Of(call) is not { } scan
            || !IsLikeSet(scan, place.Model)
            || StatementAround(scan, place) is not { } statement
            || !Statements.CanReplace(statement)
            || !Nullness.IsAlwaysSet(scan.List, place.Model, place.CancellationToken))
        {
            return null;
        }

        var element = scan.Element.ToMinimalDisplayString(place.Model, statement.SpanStart);
        var name = Names.Unused(Names.CamelCase(scan.Path.Holder.Name) + "Set", statement, place.Model);
        var scans = ScansOfSameList(scan, statement, place).ToDictionary(QuestionOf);
        var changed = statement.ReplaceNodes(scans.Keys, (original, rewritten) => AskSet(rewritten, scans[original], name));
        var comparer = scan.Comparer is null ? "" : ", " + scan.Comparer.Syntax;
        var set = Statements.Parse($"var {name} = new System.Collections.Generic.HashSet<{element}>({scan.List.Syntax}{comparer});", statement)
            .WithAdditionalAnnotations(Simplifier.Annotation);
        if (place.Model.Compilation.GetTypeByMetadataName("System.Collections.Generic.HashSet`1") is { } type)
            set = Imports.Import(set, type.Construct(ImmutableArray.Create(scan.Element), ImmutableArray.Create(scan.Element.NullableAnnotation)), place.Document);
        return new Fix(
            $"Build a HashSet<{element}> before the {(changed is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax ? "loop" : "query")}",
            Statements.Replace(place.Root, statement, set, changed.WithoutLeadingTrivia()));
    }

    // A scan calls Equals, a set calls GetHashCode first; and it must be known that the list has no idea of equality of its own.
    private static bool IsLikeSet(ListScan scan, SemanticModel model) =>
        scan.Path.IsDirect
        && ListTypes.KnownElementOf(scan.List.Type!) is not null
        && scan.Call.Syntax is InvocationExpressionSyntax { Expression: not MemberBindingExpressionSyntax }
        && (!scan.AsksWhere || PositionTest.Of(scan.Call) is not null)
        && (scan.Comparer is null
            ? Equality.HashesLikeItCompares(scan.Element)
            : Equality.IsFixedStringComparer(scan.Comparer) && scan.Element.SpecialType == SpecialType.System_String)
        && IsAskedAsElement(scan, model)
        && !scan.Element.ToDisplayString().Contains("<anonymous")
        && !HasComment(scan);

    // Array.IndexOf(names, thing) may compare as object; Contains(strings, item) as a base type.
    private static bool IsAskedAsElement(ListScan scan, SemanticModel model) =>
        (scan.Call.TargetMethod.TypeArguments is [var asked] ? asked : scan.Call.TargetMethod.Parameters is [{ Type: var parameter }] ? parameter : null) is { } type
        && SymbolEqualityComparer.Default.Equals(type, scan.Element)
        && model.Compilation.ClassifyCommonConversion(scan.Item.Type ?? scan.Element, scan.Element).IsImplicit;

    private static StatementSyntax? StatementAround(ListScan scan, FixContext place) => Repetition.StatementAround(
        scan.Call,
        code => CollectionStability.IsUnchanged(scan.List, code, place.Model, place.CancellationToken));

    private static IEnumerable<ListScan> ScansOfSameList(ListScan scan, StatementSyntax statement, FixContext place)
    {
        foreach (var syntax in statement.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (place.Model.GetOperation(syntax, place.CancellationToken) is IInvocationOperation operation
                && ListScan.Of(operation) is { } other
                && other.Path.Is(scan.Path)
                && other.Comparer?.Syntax.ToString() == scan.Comparer?.Syntax.ToString()
                && IsLikeSet(other, place.Model)
                && StatementAround(other, place) == statement)
            {
                yield return other;
            }
        }
    }

    private static SyntaxNode QuestionOf(ListScan scan) => scan.AsksWhere ? PositionTest.Of(scan.Call)!.Comparison.Syntax : scan.Call.Syntax;

    private static ExpressionSyntax AskSet(SyntaxNode rewritten, ListScan scan, string set)
    {
        // What is asked for may hold a question itself, which is rewritten by now: the item is taken from there.
        var call = rewritten;
        if (PositionTest.Of(scan.Call) is { } test)
        {
            var binary = (BinaryExpressionSyntax)rewritten;
            call = test.Comparison.LeftOperand.Syntax.Span.Contains(scan.Call.Syntax.Span) ? binary.Left : binary.Right;
            while (call is ParenthesizedExpressionSyntax parenthesized)
                call = parenthesized.Expression;
        }

        var item = ((InvocationExpressionSyntax)call).ArgumentList.Arguments[ItemPosition(scan)].Expression;
        ExpressionSyntax question = SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression, SyntaxFactory.IdentifierName(set), SyntaxFactory.IdentifierName("Contains")),
            SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(item))));
        if (PositionTest.Of(scan.Call) is { IsFound: false })
            question = SyntaxFactory.PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, question);
        return question.WithTriviaFrom(rewritten);
    }

    private static int ItemPosition(ListScan scan) => ((InvocationExpressionSyntax)scan.Call.Syntax).ArgumentList.Arguments
        .IndexOf(argument => argument.Expression.Span == ItemSyntax(scan).Span);

    private static SyntaxNode ItemSyntax(ListScan scan) =>
        scan.Call.Arguments.First(argument => argument.Parameter?.Ordinal == (scan.Call.Instance is null ? 1 : 0)).Value.Syntax;

    // Comments between the list and the item would be lost.
    private static bool HasComment(ListScan scan)
    {
        var item = ItemSyntax(scan).FullSpan;
        return QuestionOf(scan).DescendantTrivia().Any(trivia =>
            !item.Contains(trivia.Span) && trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
            && QuestionOf(scan).Span.Contains(trivia.Span));
    }
}
