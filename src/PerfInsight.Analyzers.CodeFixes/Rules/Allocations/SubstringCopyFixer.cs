using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>Looks at the characters where they are, where that gives the same answer and the same exceptions.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class SubstringCopyFixer() : HotMemberFixer(RuleIds.SubstringCopy)
{
    private protected override Fix? Prepare(FixContext place)
    {
        if (place.Operation is not IInvocationOperation { Instance: { Type: { } type } text, TargetMethod: var method } copy
            || copy.Syntax is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var source } } syntax || source is BaseExpressionSyntax)
        {
            return null;
        }

        var rewrite = method switch
        {
            { Name: "Substring", ContainingType.SpecialType: SpecialType.System_String } => CutText.Of(copy, syntax, source, place),
            { Name: "ToCharArray", ContainingType.SpecialType: SpecialType.System_String, Parameters.IsEmpty: true } => CopiedCharacters.Of(copy, syntax, source, place),
            { Name: "Trim", ContainingType.SpecialType: SpecialType.System_String, Parameters.IsEmpty: true } when Nullness.IsNeverNull(text, place.Model, place.CancellationToken) && !source.IsKind(SyntaxKind.SuppressNullableWarningExpression) =>
                EmptinessOf(syntax, copy) is var (old, isForNone) ? Question(old, $"string.IsNullOrWhiteSpace({source.WithoutTrivia()})", isForNone, "Ask whether it is blank") : null,
            { Name: "ToString", Parameters.IsEmpty: true } when type.SpecialType == SpecialType.System_Char => OfCharacter(copy, syntax, source),
            { Name: "ToString", Parameters.IsEmpty: true } when type.Name == "StringBuilder" && FrameworkCalls.IsFramework(type) => OfBuilder(copy, syntax, source),
            _ => null,
        };
        if (rewrite is null || Comments.IsIn(rewrite.Old))
            return null;
        var mark = new SyntaxAnnotation();
        var root = place.Root.ReplaceNode(rewrite.Old, rewrite.New.WithTriviaFrom(rewrite.Old).WithAdditionalAnnotations(mark));
        return CompiledAgain.ModelOf(place, root) is { } model && rewrite.IsMeant(model, model.SyntaxTree.GetRoot(place.CancellationToken).GetAnnotatedNodes(mark).Single())
            ? new Fix(rewrite.Title, root)
            : null;
    }

    // text.Trim() == "", text.Trim().Length == 0, string.IsNullOrEmpty(text.Trim())
    private static (ExpressionSyntax Old, bool IsForNone)? EmptinessOf(InvocationExpressionSyntax made, IOperation copy)
    {
        switch (made.Parent)
        {
            case MemberAccessExpressionSyntax when copy.Parent is IPropertyReferenceOperation { Property.Name: "Length" } length && Emptiness.Of(length) is { } test:
                return (test.Comparison, test.AsksForNone);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } comparison
                when copy.Parent is IBinaryOperation { LeftOperand: var left, RightOperand: var right } && (Nullness.IsEmptyString(left) || Nullness.IsEmptyString(right)):
                return (comparison, comparison.IsKind(SyntaxKind.EqualsExpression));
            case ArgumentSyntax when copy.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "IsNullOrEmpty", ContainingType.SpecialType: SpecialType.System_String }, Syntax: InvocationExpressionSyntax asked } }:
                return asked.Parent is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not ? (not, false) : (asked, true);
            default:
                return null;
        }
    }

    private static Rewrite Question(ExpressionSyntax old, string question, bool isForNone, string title) =>
        new(title, old, SyntaxFactory.ParseExpression(isForNone ? question : "!" + question), (_, _) => true);

    private static Rewrite? OfCharacter(IInvocationOperation copy, InvocationExpressionSyntax syntax, ExpressionSyntax character)
    {
        switch (syntax.Parent)
        {
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } comparison:
                var other = comparison.Left == syntax ? comparison.Right : comparison.Left;
                if (other is not LiteralExpressionSyntax { Token.Value: string { Length: 1 } letter } || copy.Parent is not IBinaryOperation { OperatorMethod: null or { ContainingType.SpecialType: SpecialType.System_String } })
                    return null;
                var literal = SyntaxFactory.LiteralExpression(SyntaxKind.CharacterLiteralExpression, SyntaxFactory.Literal(letter[0])).WithTriviaFrom(other);
                var bare = character.WithTriviaFrom(syntax);
                return new Rewrite("Compare characters", comparison,
                    comparison.Left == syntax ? comparison.WithLeft(bare).WithRight(literal) : comparison.WithRight(bare).WithLeft(literal), (_, _) => true);
            case ArgumentSyntax { NameColon: null, Parent: ArgumentListSyntax { Arguments.Count: 1, Parent: InvocationExpressionSyntax search } }
                when copy.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "Contains", IsStatic: false, ContainingType.SpecialType: SpecialType.System_String } } }:
                return new Rewrite("Search for the character", search, search.ReplaceNode(syntax, character.WithTriviaFrom(syntax)),
                    (model, written) => model.GetSymbolInfo(written).Symbol is IMethodSymbol { ContainingType.SpecialType: SpecialType.System_String, Parameters: [{ Type.SpecialType: SpecialType.System_Char }] });
            default:
                return null;
        }
    }

    private static Rewrite? OfBuilder(IInvocationOperation copy, InvocationExpressionSyntax syntax, ExpressionSyntax builder)
    {
        if (EmptinessOf(syntax, copy) is var (old, isForNone) && syntax.Parent is not MemberAccessExpressionSyntax)
        {
            return old.Parent is ParenthesizedExpressionSyntax or IfStatementSyntax or WhileStatementSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax or EqualsValueClauseSyntax or ArgumentSyntax
                or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression }
                ? new Rewrite("Ask the builder for its Length", old, SyntaxFactory.ParseExpression($"{builder.WithoutTrivia()}.Length {(isForNone ? "==" : "!=")} 0"), (_, _) => true)
                : null;
        }

        return syntax.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" } length && length.Expression == syntax
            ? new Rewrite("Ask the builder for its Length", length, length.WithExpression(builder.WithTriviaFrom(syntax)), (_, _) => true)
            : null;
    }
}
