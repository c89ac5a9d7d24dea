using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>Keeps the task of a constant in a static field, the first of its type, so that it is there before all else.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class CompletedTaskFixer() : HotMemberFixer(RuleIds.CompletedTask)
{
    private protected override Fix? Prepare(FixContext place)
    {
        if (place.Operation is not IInvocationOperation { TargetMethod.Name: "FromResult", Arguments: [{ Value: var argument }], Type: INamedTypeSymbol { TypeArguments: [var result] } type }
            || Collections.WithoutConversions(argument)?.ConstantValue.HasValue != true
            || result is ITypeParameterSymbol || place.Node is not InvocationExpressionSyntax call || Comments.IsIn(call)
            || call.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { Members: [var first, ..] } owner || owner is InterfaceDeclarationSyntax
            || owner.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            return null;
        }

        var text = call.WithoutTrivia().ToString();
        var known = owner.Members.OfType<FieldDeclarationSyntax>().FirstOrDefault(field => field.Modifiers.Any(SyntaxKind.StaticKeyword) && field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword)
            && field.Declaration.Variables is [{ Initializer.Value: var value }] && value.ToString() == text);
        if (known == call.FirstAncestorOrSelf<MemberDeclarationSyntax>())
            return null;
        var name = known?.Declaration.Variables[0].Identifier.ValueText ?? Unused(owner);
        var changed = owner.ReplaceNode(call, SyntaxFactory.IdentifierName(name).WithTriviaFrom(call));
        if (known is null)
        {
            var end = Statements.LineEnding(owner);
            var spelled = type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToMinimalDisplayString(place.Model, NullableFlowState.NotNull, call.SpanStart);
            var field = SyntaxFactory.ParseMemberDeclaration($"private static readonly {spelled} {name} = {text};")!
                .WithTrailingTrivia(first is FieldDeclarationSyntax ? SyntaxFactory.TriviaList(end) : SyntaxFactory.TriviaList(end, end));
            changed = changed.WithMembers(changed.Members.Insert(0, field.WithAdditionalAnnotations(Formatter.Annotation)));
        }

        var root = place.Root.ReplaceNode(owner, changed);
        return CompiledAgain.ModelOf(place, root, owner) is null ? null : new Fix("Keep the task in a static field", root);
    }

    private static string Unused(TypeDeclarationSyntax owner)
    {
        var used = new HashSet<string>(owner.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText), StringComparer.Ordinal);
        var name = "CompletedResult";
        for (var i = 2; used.Contains(name); i++)
            name = "CompletedResult" + i;
        return name;
    }
}
