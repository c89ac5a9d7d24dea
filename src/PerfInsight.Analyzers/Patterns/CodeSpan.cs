using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>Where a diagnostic stands whose code is more, or less, than one node.</summary>
internal static class CodeSpan
{
    private const int ShortLines = 3;

    /// <summary>From the start of one token to the end of another.</summary>
    public static Location Between(SyntaxToken first, SyntaxToken last) =>
        Location.Create(first.SyntaxTree!, TextSpan.FromBounds(first.SpanStart, last.Span.End));

    /// <summary>The name of the method that is called.</summary>
    public static SyntaxToken? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier,
        SimpleNameSyntax name => name.Identifier,
        _ => null,
    };

    /// <summary>The last token of a short piece of code; of a long lambda or call that which ends its head.</summary>
    public static SyntaxToken HeadOf(SyntaxNode node)
    {
        if (Line(node.Span.End, node) - Line(node.SpanStart, node) < ShortLines)
            return node.GetLastToken();
        return node switch
        {
            LambdaExpressionSyntax lambda => lambda.ArrowToken,
            AnonymousMethodExpressionSyntax anonymous => anonymous.ParameterList?.CloseParenToken ?? anonymous.DelegateKeyword,
            InvocationExpressionSyntax call => EndOf(call),
            _ => node.GetLastToken(),
        };
    }

    /// <summary>The line of a position in the file of a node, from 0.</summary>
    public static int Line(int position, SyntaxNode node) => node.SyntaxTree.GetText().Lines.GetLineFromPosition(position).LineNumber;

    /// <summary>The last token of a short call, counted from the method's name; of a long one that which ends its head.</summary>
    public static SyntaxToken EndOf(InvocationExpressionSyntax call) =>
        Line(call.Span.End, call) - Line((NameOf(call) ?? call.GetFirstToken()).SpanStart, call) < ShortLines
            ? call.GetLastToken()
            : call.ArgumentList.Arguments.LastOrDefault(argument => argument.Expression is AnonymousFunctionExpressionSyntax) is { } argument
            ? HeadOf(argument.Expression)
            : call.ArgumentList.OpenParenToken;
}
