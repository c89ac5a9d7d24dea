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

/// <summary>Builds a HashSet before the loop and asks it instead of the list.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ListScanInLoopFixer() : HotMemberFixer(RuleIds.ListScanInLoop)
{
    private protected override Fix? Prepare(FixContext place)
    {
        if (place.Operation is not IInvocationOperation call
            || call.TargetMethod.Name != "Contains"
            || ListScanInLoopAnalyzer.ScanOf(call) is not { } scan
            || ListScanInLoopAnalyzer.LoopOf(scan) is not { Syntax: StatementSyntax loop } loopOperation
            || !Statements.IsInList(loop))
        {
            return null;
        }

        // A scan calls Equals, a set calls GetHashCode first; and the set must still be true at the last iteration.
        if (!Equality.HashesLikeItCompares(scan.Element)
            || !Nullness.IsNeverNull(scan.List, place.Model, place.CancellationToken)
            || !new CollectionStability(place.Model, place.CancellationToken).IsUnchanged(scan.Symbol, scan.Element, loopOperation))
        {
            return null;
        }

        var element = scan.Element.ToMinimalDisplayString(place.Model, loop.SpanStart);
        var name = Names.Unused(Names.CamelCase(scan.Symbol.Name) + "Set", loop, place.Model);
        var scans = ScansOfSameList(loopOperation, scan).Select(other => (InvocationExpressionSyntax)other.Call.Syntax).ToList();
        var newLoop = loop.ReplaceNodes(scans, (original, _) => AskSet(original, name, ((IInvocationOperation)place.Model.GetOperation(original, place.CancellationToken)!)));
        var declaration = Statements.Parse($"var {name} = new System.Collections.Generic.HashSet<{element}>({scan.List.Syntax});", loop)
            .WithAdditionalAnnotations(Simplifier.Annotation);
        return new Fix(
            $"Build a HashSet<{element}> before the loop",
            Statements.Replace(place.Root, loop, declaration, newLoop.WithoutLeadingTrivia()));
    }

    private static IEnumerable<ListScan> ScansOfSameList(ILoopOperation loop, ListScan scan)
    {
        foreach (var operation in loop.Descendants().OfType<IInvocationOperation>())
        {
            // A scan inside a lambda may run when the list is another one.
            if (operation.TargetMethod.Name == "Contains"
                && Loops.Around(operation).Contains(loop)
                && ListScanInLoopAnalyzer.ScanOf(operation) is { } other
                && SymbolEqualityComparer.Default.Equals(other.Symbol, scan.Symbol)
                && SymbolEqualityComparer.Default.Equals(other.Element, scan.Element))
            {
                yield return other;
            }
        }
    }

    private static InvocationExpressionSyntax AskSet(InvocationExpressionSyntax call, string set, IInvocationOperation operation)
    {
        var item = (ArgumentSyntax)operation.Arguments[operation.Arguments.Length - 1].Syntax;
        return SyntaxFactory.InvocationExpression(
                SyntaxFactory.MemberAccessExpression(
                    SyntaxKind.SimpleMemberAccessExpression, SyntaxFactory.IdentifierName(set), SyntaxFactory.IdentifierName("Contains")),
                SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(item.Expression))))
            .WithTriviaFrom(call);
    }
}
