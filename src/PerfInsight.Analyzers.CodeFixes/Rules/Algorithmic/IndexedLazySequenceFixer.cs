using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>Asks <c>Any</c> in place of <c>Count() > 0</c>, where nobody can tell that it stops at the first element.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class IndexedLazySequenceFixer() : HotMemberFixer(RuleIds.IndexedLazySequence)
{
    private protected override Fix? Prepare(FixContext place)
    {
        if (place.Operation is not IInvocationOperation { TargetMethod.Name: "Count" or "LongCount", Arguments: { Length: 1 or 2 } arguments } count
            || !Sequences.IsLinq(count.TargetMethod)
            || count.Syntax is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: IdentifierNameSyntax name } access } syntax
            || syntax.ArgumentList.Arguments.Count != arguments.Length - 1
            || Emptiness.Of(count) is not { } test
            || !QuietSequence.Is(Sequences.SourceOf(count), place)
            || (arguments.Length == 2 && !(QuietCode.ValueOf(arguments[1].Value) is { } condition && QuietCode.Is(condition, place, canThrow: false)))
            || test.Comparison.DescendantTrivia().Any(trivia => Comments.IsComment(trivia) && test.Comparison.Span.Contains(trivia.Span) && !syntax.Span.Contains(trivia.Span)))
        {
            return null;
        }

        var any = syntax.WithExpression(access.WithName(SyntaxFactory.IdentifierName("Any").WithTriviaFrom(name)));
        var root = place.Root.ReplaceNode(test.Comparison, test.Replace(any, isForNone: false));
        return CompiledAgain.ModelOf(place, root) is null ? null : new Fix("Ask Any, which stops at the first element", root);
    }
}
