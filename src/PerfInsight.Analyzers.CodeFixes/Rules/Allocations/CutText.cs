using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>
/// A part of a text, as a span in place of a copy. Where the range is wrong both throw an ArgumentOutOfRangeException, but they name
/// different arguments; the title says so.
/// </summary>
internal static class CutText
{
    private const string Note = " (for a wrong range the exception names another argument)";

    /// <summary>The rewrite for a call of <c>Substring</c>; null where a span does not give the same.</summary>
    public static Rewrite? Of(IInvocationOperation cut, InvocationExpressionSyntax syntax, ExpressionSyntax text, FixContext place)
    {
        // A span of no text is an empty one.
        if (!Nullness.IsNeverNull(cut.Instance!, place.Model, place.CancellationToken) || syntax.ArgumentList.Arguments.Any(argument => argument.NameColon is not null)
            || text.IsKind(SyntaxKind.SuppressNullableWarningExpression))
        {
            return null;
        }

        var span = syntax.WithExpression(((MemberAccessExpressionSyntax)syntax.Expression).WithName(SyntaxFactory.IdentifierName("AsSpan"))).WithoutTrivia();
        switch (syntax.Parent)
        {
            case ArgumentSyntax { NameColon: null } argument when cut.Parent is IArgumentOperation { Parameter.Ordinal: 0, Parent: IInvocationOperation { Syntax: InvocationExpressionSyntax taker } call }:
                return OfArgument(call, taker, argument, syntax, span);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } comparison:
                var other = comparison.Left == syntax ? comparison.Right : comparison.Left;
                return other is LiteralExpressionSyntax { Token.Value: string }
                    ? new Rewrite("Compare a span" + Note, comparison, SyntaxFactory.ParseExpression($"{(comparison.IsKind(SyntaxKind.EqualsExpression) ? "" : "!")}{span}.SequenceEqual({other.WithoutTrivia()})"), IsOfSpans)
                    : null;
            case MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax { ArgumentList.Arguments: [{ NameColon: null, Expression: LiteralExpressionSyntax { Token.Value: string } }, ..] } asked } access
                when cut.Parent is IInvocationOperation { TargetMethod: { ContainingType.SpecialType: SpecialType.System_String } question }:
                return OfQuestion(question, access, asked, span);
            default:
                return null;
        }
    }

    // The string's own comparison is ordinal for Equals; the others must say so.
    private static Rewrite? OfQuestion(IMethodSymbol question, MemberAccessExpressionSyntax access, InvocationExpressionSyntax asked, ExpressionSyntax span)
    {
        var isOrdinal = asked.ArgumentList.Arguments is [_, { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Ordinal" or "OrdinalIgnoreCase" } }]
            && question.Parameters is [_, { Type.Name: "StringComparison" }];
        var name = question.Name switch
        {
            "Equals" when question.Parameters is [{ Type.SpecialType: SpecialType.System_String }] => "SequenceEqual",
            "Equals" or "StartsWith" or "EndsWith" when isOrdinal => question.Name,
            _ => null,
        };
        return name is null ? null : new Rewrite("Compare a span" + Note, asked, asked.WithExpression(access.WithExpression(span).WithName(SyntaxFactory.IdentifierName(name))), IsOfSpans);
    }

    private static Rewrite? OfArgument(IInvocationOperation call, InvocationExpressionSyntax taker, ArgumentSyntax argument, InvocationExpressionSyntax cut, ExpressionSyntax span)
    {
        var method = call.TargetMethod;
        var isParse = method is { IsStatic: true, Name: "Parse" or "TryParse", ContainingType: { IsValueType: true, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } parsed }
            && (parsed.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double || parsed.Name is "Guid" or "DateTime" or "DateTimeOffset" or "TimeSpan" or "DateOnly" or "TimeOnly");
        if (isParse)
        {
            return new Rewrite("Parse a span" + Note, taker, taker.ReplaceNode(argument, argument.WithExpression(span)),
                (model, written) => model.GetSymbolInfo(written).Symbol is IMethodSymbol { Parameters: [{ Type: INamedTypeSymbol { Name: "ReadOnlySpan", TypeArguments: [{ SpecialType: SpecialType.System_Char }] } }, ..] } twin
                    && twin.Name == method.Name && twin.ContainingType.Name == method.ContainingType.Name && IsTwin(method, twin));
        }

        if (method is not { Name: "Append", ContainingType.Name: "StringBuilder", Parameters.Length: 1 })
            return null;

        // Frameworks without spans have this overload as well.
        var range = cut.ArgumentList.Arguments;
        var parts = range.Count == 2 ? $"{cut.Expression.ChildNodes().First().WithoutTrivia()}, {range[0]}, {range[1]}" : span.ToString();
        return new Rewrite("Append the part" + Note, taker, taker.WithArgumentList(SyntaxFactory.ParseArgumentList($"({parts})").WithTriviaFrom(taker.ArgumentList)),
            (model, written) => model.GetSymbolInfo(written).Symbol is IMethodSymbol { ContainingType.Name: "StringBuilder", Parameters: [{ Type.SpecialType: SpecialType.System_String }, _, _] or [{ Type.Name: "ReadOnlySpan" }] });
    }

    // The others are the same, or have their default values.
    private static bool IsTwin(IMethodSymbol method, IMethodSymbol twin)
    {
        var own = method.Parameters.Skip(1).ToList();
        var others = twin.Parameters.Skip(1).ToList();
        var isOut = own.Count > 0 && own[own.Count - 1].RefKind == RefKind.Out;
        if (isOut)
            return others.Count == own.Count && own.Zip(others, IsSame).All(same => same);
        return others.Count >= own.Count && own.Zip(others, IsSame).All(same => same) && others.Skip(own.Count).All(other => other.IsOptional);
    }

    private static bool IsSame(IParameterSymbol one, IParameterSymbol other) => one.RefKind == other.RefKind && Spelled.Alike(one.Type, other.Type);

    private static bool IsOfSpans(SemanticModel model, SyntaxNode written)
    {
        var call = written is PrefixUnaryExpressionSyntax { Operand: var operand } ? operand : written;
        return model.GetSymbolInfo(call).Symbol is IMethodSymbol { ContainingType: { Name: "MemoryExtensions", ContainingNamespace.Name: "System" } };
    }
}
