using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>Hands what a lambda captures to it as an argument, by the method's overload for that.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class CapturingLambdaFixer() : HotMemberFixer(RuleIds.CapturingLambda)
{
    private protected override Fix? Prepare(FixContext place)
    {
        if (place.Root.SyntaxTree.Options is not CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp9 }
            || CallAt(place) is not { } call
            || StateOverload.Of(call) is not { } twin
            || CapturedState.Of(twin) is not { } captures)
        {
            return null;
        }

        var writer = new StaticLambda(twin, captures, place);
        var lambdas = new Dictionary<SyntaxNode, SyntaxNode>();
        foreach (var lambda in twin.Lambdas)
        {
            if (writer.Of(lambda) is not { } rewritten)
                return null;
            lambdas.Add(lambda.Syntax, rewritten);
        }

        var mark = new SyntaxAnnotation();
        var syntax = (InvocationExpressionSyntax)call.Syntax;
        var list = syntax.ArgumentList.ReplaceNodes(lambdas.Keys, (old, _) => lambdas[old]);
        var added = SyntaxFactory.ParseArgumentList($"({writer.Argument}{twin.Suffix})").Arguments;
        var comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        var items = list.Arguments.GetWithSeparators();
        foreach (var argument in added)
            items = items.Add(comma).Add(argument);
        var last = list.Arguments.Last();
        if (last.GetTrailingTrivia().Any(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia)))
            return null;
        var changed = syntax.WithArgumentList(list.WithArguments(SyntaxFactory.SeparatedList<ArgumentSyntax>(items))).WithAdditionalAnnotations(mark);
        var root = place.Root.ReplaceNode(syntax, changed);
        return CompiledAgain.ModelOf(place, root) is { } model
            && model.GetSymbolInfo(model.SyntaxTree.GetRoot(place.CancellationToken).GetAnnotatedNodes(mark).Single(), place.CancellationToken).Symbol is IMethodSymbol found
            && found.Name == call.TargetMethod.Name
            && found.ReturnType.ToDisplayString() == call.TargetMethod.ReturnType.ToDisplayString()
                ? new Fix("Pass what the lambda captures as an argument", root)
                : null;
    }

    // The diagnostic stands on the lambda, or reaches from the name of the method to the lambda's arrow.
    private static IInvocationOperation? CallAt(FixContext place)
    {
        var syntax = place.Node as InvocationExpressionSyntax
            ?? place.Node.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>()?.Parent?.Parent?.Parent;
        return syntax is InvocationExpressionSyntax ? place.Model.GetOperation(syntax, place.CancellationToken) as IInvocationOperation : null;
    }
}
