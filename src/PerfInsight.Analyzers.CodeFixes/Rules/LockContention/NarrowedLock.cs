using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>Rewrites a lock statement so that its first and last statements stand outside.</summary>
internal static class NarrowedLock
{
    /// <summary>
    /// True where the locked object is there in any case: else the lock would throw before the statements that are moved
    /// before it.
    /// </summary>
    public static bool IsNeverNull(IOperation locked, FixContext place)
    {
        var value = Collections.WithoutConversions(locked)!;
        return value is IInstanceReferenceOperation or ITypeOfOperation
            || Nullness.IsAlwaysSet(value, place.Model, place.CancellationToken)
            || (value is IFieldReferenceOperation { Field: { IsReadOnly: true } field }
                && field.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(place.CancellationToken) is VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax });
    }

    /// <summary>The file with the first and last statements outside; null where names or declarations are in the way.</summary>
    public static SyntaxNode? Replace(LockStatementSyntax statement, BlockSyntax body, int leadingCount, int trailingCount, FixContext place)
    {
        var count = body.Statements.Count;
        if (!Statements.CanReplace(statement) || leadingCount + trailingCount >= count || body.Statements.Any(part => part.ContainsDirectives)
            || body.CloseBraceToken.LeadingTrivia.Any(trivia => trivia.IsDirective))
        {
            return null;
        }

        var leading = body.Statements.Take(leadingCount).ToList();
        var kept = body.Statements.Skip(leadingCount).Take(count - leadingCount - trailingCount).ToList();
        var trailing = body.Statements.Skip(count - trailingCount).ToList();

        // What is declared beside the lock becomes visible behind it, where the name may mean something else.
        if (leading.Concat(trailing).Any(moved => Clashes(moved, statement, place)))
            return null;

        // Locals that are set under the lock and used behind it are declared before it.
        var declarations = new List<StatementSyntax>();
        for (var i = 0; i < kept.Count; i++)
        {
            if (UsedIn(trailing, kept[i], place) is not { Count: > 0 } used)
                continue;
            if (Clashes(kept[i], statement, place) || Split(kept[i], used, place) is not var (declared, without))
                return null;
            declarations.AddRange(declared);
            kept[i] = without;
        }

        kept[0] = WithoutBlankLines(kept[0]);
        var narrowed = statement.WithStatement(body.WithStatements(SyntaxFactory.List(kept)));
        var before = leading.Select(WithoutBlankLines).Concat(declarations).ToList();
        if (before.Count > 0)
        {
            // The comment before the lock stays where it is: it tells of the whole.
            before[0] = before[0].WithLeadingTrivia(statement.GetLeadingTrivia().AddRange(Comments(before[0])));
            narrowed = narrowed.WithoutLeadingTrivia();
        }

        if (trailing.Count > 0 && !trailing[0].GetLeadingTrivia().FirstOrDefault().IsKind(SyntaxKind.EndOfLineTrivia))
            trailing[0] = trailing[0].WithLeadingTrivia(trailing[0].GetLeadingTrivia().Insert(0, Statements.LineEnding(statement)));
        return Statements.ReplaceAsTheyAre(place.Root, statement, [.. before, narrowed, .. trailing]);
    }

    private static IEnumerable<SyntaxTrivia> Comments(StatementSyntax statement) =>
        statement.GetLeadingTrivia().SkipWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia));

    private static StatementSyntax WithoutBlankLines(StatementSyntax statement) =>
        statement.WithLeadingTrivia(statement.GetLeadingTrivia().SkipWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia) || trivia.IsKind(SyntaxKind.WhitespaceTrivia)));

    private static bool Clashes(StatementSyntax moved, LockStatementSyntax statement, FixContext place)
    {
        if (place.Model.AnalyzeDataFlow(moved) is not { Succeeded: true } flow)
            return true;
        var names = new HashSet<string>(flow.VariablesDeclared.Select(variable => variable.Name));
        if (names.Count == 0)
            return false;

        // Within the member but outside the lock, nothing else may have the name.
        var member = statement.Ancestors().First(node => node is MemberDeclarationSyntax or AccessorDeclarationSyntax or CompilationUnitSyntax);
        return member.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && names.Contains(token.ValueText)
            && !statement.Span.Contains(token.Span) && token.Parent is not MemberAccessExpressionSyntax
            && token.Parent?.Parent is not MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or MemberAccessExpressionSyntax });
    }

    private static List<ILocalSymbol> UsedIn(List<StatementSyntax> trailing, StatementSyntax statement, FixContext place)
    {
        if (trailing.Count == 0 || place.Model.AnalyzeDataFlow(statement) is not { Succeeded: true } flow)
            return [];
        return [.. flow.VariablesDeclared.OfType<ILocalSymbol>().Where(variable => trailing.Any(after => after.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Any(name => SymbolEqualityComparer.Default.Equals(place.Model.GetSymbolInfo(name, place.CancellationToken).Symbol, variable))))];
    }

    // `var n = e;` becomes `int n;` before the lock and `n = e;` in it; `out var n` becomes `out n`.
    private static (List<StatementSyntax> Declared, StatementSyntax Without)? Split(StatementSyntax statement, List<ILocalSymbol> used, FixContext place)
    {
        var declared = new List<StatementSyntax>();
        foreach (var local in used)
        {
            if (local.IsConst || local.RefKind != RefKind.None || local.Type.IsAnonymousType || local.Type is IErrorTypeSymbol || local.Type.IsRefLikeType)
                return null;
            declared.Add(Statements.Parse($"{TypeOf(local, statement, place)} {local.Name};", statement));
        }

        if (statement is LocalDeclarationStatementSyntax { IsConst: false, UsingKeyword.RawKind: 0, Declaration.Variables: [{ Initializer.Value: { } value } variable] } declaration
            && used is [var only] && only.Name == variable.Identifier.ValueText)
        {
            return declaration.Declaration.Type is RefTypeSyntax || value is InitializerExpressionSyntax || HasCommentsBefore(value, statement)
                ? null
                : (declared, SyntaxFactory.ParseStatement($"{variable.Identifier.Text} = {value};").WithTriviaFrom(statement));
        }

        var designations = statement.DescendantNodes().OfType<DeclarationExpressionSyntax>()
            .Where(expression => expression is { Designation: SingleVariableDesignationSyntax single, Parent: ArgumentSyntax }
                && used.Any(local => local.Name == single.Identifier.ValueText))
            .ToList();
        if (designations.Count != used.Count || statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 })
            return null;
        return (declared, statement.ReplaceNodes(designations, (original, _) => SyntaxFactory.IdentifierName(
            ((SingleVariableDesignationSyntax)original.Designation).Identifier).WithTriviaFrom(original)));
    }

    private static bool HasCommentsBefore(ExpressionSyntax value, StatementSyntax statement) =>
        statement.DescendantTrivia().Any(trivia => Editing.Comments.IsComment(trivia) && trivia.SpanStart > statement.SpanStart && trivia.SpanStart < value.SpanStart);

    // An out variable of a nullable type may hold null whatever the declared type says.
    private static string TypeOf(ILocalSymbol local, StatementSyntax statement, FixContext place)
    {
        var isNullable = place.Model.GetNullableContext(statement.SpanStart).AnnotationsEnabled();
        var type = isNullable && local.Type.IsReferenceType ? local.Type.WithNullableAnnotation(NullableAnnotation.Annotated) : local.Type;
        return type.ToMinimalDisplayString(place.Model, isNullable ? NullableFlowState.MaybeNull : NullableFlowState.None, statement.SpanStart);
    }
}
