using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Simplification;
using PerfInsight.Analyzers.Editing;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>
/// The statement that does atomically what a lock statement did. Interlocked is a full fence, as entering and leaving a lock
/// are, and wraps around as unchecked arithmetic does.
/// </summary>
internal sealed class AtomicStatement(FixContext place)
{
    /// <summary>The statement; null where no atomic operation does the same.</summary>
    public StatementSyntax? Of(LockStatementSyntax statement, CounterAccess access)
    {
        if (access.IsChecked || Expression(access) is not { } call || access.Operation.Syntax is not ExpressionSyntax replaced)
            return null;
        var inner = statement.Statement is BlockSyntax { Statements: [var only] } ? only : statement.Statement;
        if (!inner.Span.Contains(replaced.Span) || LosesComments(statement, inner, replaced))
            return null;
        var needsBraces = call is BinaryExpressionSyntax && replaced.Parent is not (ReturnStatementSyntax or EqualsValueClauseSyntax or ArgumentSyntax);
        ExpressionSyntax replacement = needsBraces ? SyntaxFactory.ParenthesizedExpression(call) : call;
        var rewritten = inner.ReplaceNode(replaced, replacement.WithTriviaFrom(replaced).WithAdditionalAnnotations(Simplifier.Annotation));

        var comments = inner.GetLeadingTrivia().SkipWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia)).ToList();
        var trailing = inner.GetTrailingTrivia().Any(Comments.IsComment) && inner != statement.Statement ? inner.GetTrailingTrivia() : statement.GetTrailingTrivia();
        return rewritten
            .WithLeadingTrivia(statement.GetLeadingTrivia().AddRange(comments.Any(Comments.IsComment) ? comments : []))
            .WithTrailingTrivia(trailing)
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    private ExpressionSyntax? Expression(CounterAccess access)
    {
        var target = access.Reference.Syntax.WithoutTrivia().ToString();
        switch (access.Kind)
        {
            case CounterAccessKind.Increment or CounterAccessKind.Decrement:
                var isIncrement = access.Kind == CounterAccessKind.Increment;
                var call = Interlocked(isIncrement ? "Increment" : "Decrement", access, target);
                return call is not null && access.IsUsed && access.Operation is IIncrementOrDecrementOperation { IsPostfix: true }
                    ? SyntaxFactory.ParseExpression(call + (isIncrement ? " - 1" : " + 1")) is var text ? Named(text) : null
                    : Parse(call);
            case CounterAccessKind.Add:
                return Value(access, isNegative: false) is { } added ? Parse(Interlocked("Add", access, target, added)) : null;
            case CounterAccessKind.Subtract:
                return Value(access, isNegative: true) is { } taken ? Parse(Interlocked("Add", access, target, taken)) : null;
            case CounterAccessKind.Set:
                return Value(access, isNegative: false) is { } stored ? Parse(Interlocked("Exchange", access, target, stored)) : null;
            default:
                // A 64-bit read is one instruction on 64-bit processors only.
                return access.Field.Type.SpecialType is SpecialType.System_Int64 or SpecialType.System_UInt64
                    ? Parse(Interlocked("Read", access, target))
                    : Parse(Has("System.Threading.Volatile", "Read", access) ? $"System.Threading.Volatile.Read(ref {target})" : null);
        }
    }

    // What is added or stored, as an argument of the field's type.
    private string? Value(CounterAccess access, bool isNegative)
    {
        var value = access.Value!;
        var written = value is IConversionOperation { IsImplicit: true } implicitly ? implicitly.Operand : value;
        var type = access.Field.Type;
        var isUnsigned = type.SpecialType is SpecialType.System_UInt32 or SpecialType.System_UInt64;
        if (written.Type is not { } given || (isUnsigned && isNegative) || Comments.IsIn(written.Syntax))
            return null;
        var text = written.Syntax.WithoutTrivia().ToString();
        if (written.ConstantValue is { HasValue: true, Value: { } constant })
        {
            // The least number has no positive twin.
            if (constant is int.MinValue or long.MinValue)
                return null;
            return !isNegative ? text : written.Syntax is LiteralExpressionSyntax ? "-" + text : $"-({text})";
        }

        var conversion = place.Model.Compilation.ClassifyConversion(given, type);
        if (!conversion.IsIdentity && !(conversion.IsImplicit && conversion.IsNumeric))
            return null;
        if (!isNegative)
            return text;

        // Negated in the field's type: -int.MinValue is a negative int, but a positive long.
        var isName = written.Syntax is IdentifierNameSyntax;
        return conversion.IsIdentity ? (isName ? "-" + text : $"-({text})") : $"-({type.ToDisplayString()})" + (isName ? text : $"({text})");
    }

    private string? Interlocked(string method, CounterAccess access, string target, string? argument = null) =>
        Has("System.Threading.Interlocked", method, access) ? $"System.Threading.Interlocked.{method}(ref {target}{(argument is null ? "" : ", " + argument)})" : null;

    // Unsigned numbers are younger than .NET Framework.
    private bool Has(string type, string method, CounterAccess access) =>
        place.Model.Compilation.GetTypeByMetadataName(type)?.GetMembers(method).OfType<IMethodSymbol>().Any(candidate =>
            candidate.Parameters is [var location, ..] && SymbolEqualityComparer.Default.Equals(location.Type, access.Field.Type)) == true;

    private ExpressionSyntax? Parse(string? text) => text is null ? null : Named(SyntaxFactory.ParseExpression(text));

    private ExpressionSyntax Named(ExpressionSyntax expression)
    {
        foreach (var type in new[] { "System.Threading.Interlocked", "System.Threading.Volatile" })
        {
            if (place.Model.Compilation.GetTypeByMetadataName(type) is { } symbol)
                expression = Imports.Import(expression, symbol, place.Document);
        }

        return expression;
    }

    private static bool LosesComments(LockStatementSyntax statement, StatementSyntax inner, ExpressionSyntax replaced) =>
        statement.DescendantTrivia().Any(trivia => Comments.IsComment(trivia)
            && !statement.GetLeadingTrivia().Contains(trivia) && !statement.GetTrailingTrivia().Contains(trivia)
            && (!inner.FullSpan.Contains(trivia.Span) || trivia.IsDirective || replaced.Span.Contains(trivia.Span)));
}
