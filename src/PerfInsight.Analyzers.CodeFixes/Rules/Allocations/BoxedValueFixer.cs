using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>Formats by an interpolated string, and compares enums by their operator.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class BoxedValueFixer() : HotMemberFixer(RuleIds.BoxedValue)
{
    private protected override Fix? Prepare(FixContext place) =>
        place.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } syntax && place.Model.GetOperation(syntax, place.CancellationToken) is IInvocationOperation call
            ? InterpolatedText.Of(call, place) ?? OfEnum(call, syntax, place)
            : null;

    // a.Equals(b), where both are of the same enum.
    private static Fix? OfEnum(IInvocationOperation call, InvocationExpressionSyntax syntax, FixContext place)
    {
        if (call is not { TargetMethod: { Name: "Equals", ContainingType.SpecialType: SpecialType.System_Enum }, Instance: { Type: { TypeKind: TypeKind.Enum } type } receiver, Arguments: [{ Value: var argument }] }
            || !SymbolEqualityComparer.Default.Equals(Collections.WithoutConversions(argument)?.Type, type)
            || syntax is not { Expression: MemberAccessExpressionSyntax access, ArgumentList.Arguments: [{ NameColon: null, Expression: var other }] }
            || receiver.Syntax != access.Expression || Comments.IsIn(syntax) || !IsOperand(other))
        {
            return null;
        }

        var isNot = syntax.Parent is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression };
        ExpressionSyntax old = isNot ? (ExpressionSyntax)syntax.Parent! : syntax;
        var comparison = SyntaxFactory.ParseExpression($"{access.Expression.WithoutTrivia()} {(isNot ? "!=" : "==")} {other.WithoutTrivia()}");
        var isAlone = old.Parent is ParenthesizedExpressionSyntax or ArgumentSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax or EqualsValueClauseSyntax or IfStatementSyntax
            or WhileStatementSyntax or LambdaExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression }
            || (old.Parent is AssignmentExpressionSyntax assignment && assignment.Right == old) || (old.Parent is ConditionalExpressionSyntax choice && choice.Condition == old);
        var root = place.Root.ReplaceNode(old, (isAlone ? comparison : SyntaxFactory.ParenthesizedExpression(comparison)).WithTriviaFrom(old));
        return CompiledAgain.ModelOf(place, root) is null ? null : new Fix("Compare with ==", root);
    }

    private static bool IsOperand(ExpressionSyntax other) =>
        other is SimpleNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax;
}
