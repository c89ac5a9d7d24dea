using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>
/// Hands a StringBuilder the parts of a text in place of the text. What an exception between two parts leaves behind must not be seen: no
/// later part can throw, or nobody but the member has the builder. Writers are left alone, for their overloads may be overridden.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class FormattedAppendFixer() : HotMemberFixer(RuleIds.FormattedAppend)
{
    private protected override Fix? Prepare(FixContext place)
    {
        if (place.Node is not ExpressionSyntax { Parent: ArgumentSyntax { NameColon: null, Parent: ArgumentListSyntax { Arguments.Count: 1, Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } append } } }
            || place.Model.GetOperation(append, place.CancellationToken) is not IInvocationOperation { TargetMethod: { Name: "Append" or "AppendLine", ContainingType.Name: "StringBuilder" } method, Instance: { } } call
            || place.Operation is not { } text || Comments.IsIn(append.ArgumentList)
            || AppendedParts.Of(text, call, place) is not { Count: > 0 } parts)
        {
            return null;
        }

        if (method.Name == "AppendLine")
        {
            var last = parts[parts.Count - 1];
            if (last is { Method: "Append", IsText: true })
                parts[parts.Count - 1] = last with { Method = "AppendLine" };
            else
                parts.Add(new AppendedPart("AppendLine", "", IsText: false, Twin: null));
        }

        ExpressionSyntax chain = access.Expression;
        var dot = access.OperatorToken;
        foreach (var part in parts)
        {
            chain = SyntaxFactory.InvocationExpression(
                SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, chain, dot, SyntaxFactory.IdentifierName(part.Method)),
                SyntaxFactory.ParseArgumentList($"({part.Arguments})")).WithAdditionalAnnotations(part.Mark);
            dot = SyntaxFactory.Token(SyntaxKind.DotToken);
        }

        var root = place.Root.ReplaceNode(append, chain.WithTriviaFrom(append));
        return CompiledAgain.ModelOf(place, root) is { } model && parts.TrueForAll(part => IsMeant(part, model, place.CancellationToken))
            ? new Fix(parts.Count == 1 ? $"Use {parts[0].Method} without making text first" : "Append the parts", root)
            : null;
    }

    // The overload that does what the text's maker does, and no other.
    private static bool IsMeant(AppendedPart part, SemanticModel model, CancellationToken cancellationToken)
    {
        if (part.Twin is null)
            return true;
        var written = model.SyntaxTree.GetRoot(cancellationToken).GetAnnotatedNodes(part.Mark).Single();
        return model.GetSymbolInfo(written, cancellationToken).Symbol is IMethodSymbol { ContainingType.Name: "StringBuilder" } method
            && method.Parameters.Select(parameter => Spelled.Of(parameter.Type)).SequenceEqual(part.Twin);
    }
}
