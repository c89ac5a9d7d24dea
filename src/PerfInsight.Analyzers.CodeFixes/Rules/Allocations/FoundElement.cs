using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>
/// A query for one element or a count, written with one operator less, or as the method that a list or array has for it. The
/// condition must have no effect: whether it changes the list while it is gone through would show.
/// </summary>
/// <param name="Title">What the fix does.</param>
/// <param name="Call">The new call.</param>
internal sealed record FoundElement(string Title, ExpressionSyntax Call)
{
    /// <summary>The rewritten query, null where none is known to do the same.</summary>
    public static FoundElement? Of(IInvocationOperation call, InvocationExpressionSyntax syntax, FixContext place)
    {
        if (syntax.Expression is not MemberAccessExpressionSyntax { Name: IdentifierNameSyntax name } access)
            return null;
        var method = name.Identifier.ValueText;
        var search = call;
        var isMerged = false;

        // Their exceptions tell a condition that nothing fits from an empty sequence: First and Single are not here.
        if (syntax.ArgumentList.Arguments.Count == 0 && method is "FirstOrDefault" or "Any" or "Count" or "LongCount"
            && access.Expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: IdentifierNameSyntax { Identifier.ValueText: "Where" } } }
            && Sequences.Received(call.Arguments[0].Value) is IInvocationOperation where && Sequences.IsLinq(where.TargetMethod))
        {
            search = where;
            isMerged = true;
        }

        if (search.Syntax is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax inner, ArgumentList.Arguments: [{ NameColon: null } argument] } searched
            || search.Arguments.Length != 2
            || QuietCode.ValueOf(search.Arguments[1].Value) is not { } condition
            || !QuietCode.Is(condition, place)
            || syntax.DescendantTrivia().Any(trivia => Comments.IsComment(trivia) && syntax.Span.Contains(trivia.Span) && !inner.Expression.Span.Contains(trivia.Span) && !argument.FullSpan.Contains(trivia.Span)))
        {
            return null;
        }

        var source = Collections.WithoutConversions(search.Arguments[0].Value)!;
        var own = method switch { "Any" => "Exists", "FirstOrDefault" => "Find", "All" => "TrueForAll", _ => null };
        if (own is not null && Nullness.IsSetHere(source, place.Model, place.CancellationToken))
        {
            if (source.Type is { Name: "List", ContainingNamespace.Name: "Generic" } && FrameworkCalls.IsFramework(source.Type))
                return new FoundElement($"Ask List.{own}", Renamed(searched, own).WithTrailingTrivia(syntax.GetTrailingTrivia()));
            if (source.Type is IArrayTypeSymbol { Rank: 1 } && place.Model.Compilation.GetTypeByMetadataName("System.Array") is { } array)
            {
                var asked = SyntaxFactory.ParseExpression($"System.Array.{own}({source.Syntax.WithoutTrivia()}, {argument.WithoutTrivia()})");
                return new FoundElement($"Ask Array.{own}", Imports.Import(asked, array, place.Document).WithTriviaFrom(syntax));
            }
        }

        return isMerged ? new FoundElement($"Ask {method} with the condition", Renamed(searched, method).WithTrailingTrivia(syntax.GetTrailingTrivia())) : null;
    }

    private static ExpressionSyntax Renamed(InvocationExpressionSyntax call, string name)
    {
        var access = (MemberAccessExpressionSyntax)call.Expression;
        return call.WithExpression(access.WithName(SyntaxFactory.IdentifierName(name).WithTriviaFrom(access.Name)));
    }
}
