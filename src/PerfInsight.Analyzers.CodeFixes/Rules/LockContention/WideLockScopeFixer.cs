using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>Moves the statements at both ends of a lock that need none out of it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class WideLockScopeFixer() : HotMemberFixer(RuleIds.WideLockScope)
{
    private protected override Fix? Prepare(FixContext place)
    {
        if (place.Node.FirstAncestorOrSelf<LockStatementSyntax>() is not { Statement: BlockSyntax body } statement
            || !Statements.IsInList(statement)
            || place.Model.GetOperation(statement, place.CancellationToken) is not ILockOperation locked
            || WideLockScope.Of(locked, place.Model, place.CancellationToken) is not { } scope
            || body.Statements.Count != Locks.Statements(locked).Count)
        {
            return null;
        }

        var leading = body.Statements.Take(scope.Leading).ToList();
        var kept = body.Statements.Skip(scope.Leading).Take(body.Statements.Count - scope.Leading - scope.Trailing).ToList();
        var trailing = body.Statements.Skip(body.Statements.Count - scope.Trailing).ToList();

        // What is declared before the lock becomes visible behind it, where the name may mean something else.
        if (leading.Concat(trailing).Any(moved => Clashes(moved, statement, place)))
            return null;

        // Locals that are set under the lock and used behind it are declared before it.
        var declarations = new List<StatementSyntax>();
        for (var i = 0; i < kept.Count; i++)
        {
            if (!IsUsedIn(kept[i], trailing, place))
                continue;
            if (Split(kept[i], place) is not var (declaration, assignment) || Clashes(kept[i], statement, place))
                return null;
            declarations.Add(declaration);
            kept[i] = assignment;
        }

        // A path that leaves the lock early would run what now stands behind it no more than before; nothing to do.
        var narrowed = statement.WithStatement(body.WithStatements(SyntaxFactory.List(kept.Select((s, i) => i == 0 ? Trimmed(s) : s)))).WithoutLeadingTrivia();
        StatementSyntax[] statements = [.. leading.Select(Trimmed), .. declarations, narrowed, .. trailing];
        return new Fix("Narrow the lock", Statements.Replace(place.Root, statement, [.. statements.Select(s => s.WithAdditionalAnnotations(Formatter.Annotation))]));
    }

    private static StatementSyntax Trimmed(StatementSyntax statement)
    {
        var trivia = statement.GetLeadingTrivia().SkipWhile(t => t.IsKind(SyntaxKind.EndOfLineTrivia) || t.IsKind(SyntaxKind.WhitespaceTrivia));
        return statement.WithLeadingTrivia(trivia);
    }

    private static bool Clashes(StatementSyntax moved, LockStatementSyntax statement, FixContext place)
    {
        if (place.Model.AnalyzeDataFlow(moved) is not { Succeeded: true } flow)
            return true;
        var names = new HashSet<string>(flow.VariablesDeclared.Select(variable => variable.Name));
        if (names.Count == 0)
            return false;

        // Within the member but outside the lock, no other variable may have the name.
        var member = statement.Ancestors().First(node => node is MemberDeclarationSyntax or AccessorDeclarationSyntax or CompilationUnitSyntax);
        return member.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && names.Contains(token.ValueText)
            && !statement.Span.Contains(token.Span) && token.Parent is VariableDeclaratorSyntax or SingleVariableDesignationSyntax or ParameterSyntax or ForEachStatementSyntax or CatchDeclarationSyntax);
    }

    private static bool IsUsedIn(StatementSyntax statement, List<StatementSyntax> trailing, FixContext place)
    {
        if (trailing.Count == 0 || place.Model.AnalyzeDataFlow(statement) is not { Succeeded: true } flow)
            return false;
        return flow.VariablesDeclared.Any(variable => trailing.Any(after => after.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Any(name => SymbolEqualityComparer.Default.Equals(place.Model.GetSymbolInfo(name, place.CancellationToken).Symbol, variable))));
    }

    // `var n = e;` becomes `int n;` before the lock and `n = e;` in it.
    private static (StatementSyntax Declaration, StatementSyntax Assignment)? Split(StatementSyntax statement, FixContext place)
    {
        if (statement is not LocalDeclarationStatementSyntax
            {
                IsConst: false, UsingKeyword.RawKind: 0, Declaration: { Variables: [{ Initializer.Value: { } value } variable] }
            } declaration
            || declaration.Declaration.Type is RefTypeSyntax
            || place.Model.GetDeclaredSymbol(variable, place.CancellationToken) is not ILocalSymbol local
            || value is InitializerExpressionSyntax)
        {
            return null;
        }

        var type = local.Type.ToMinimalDisplayString(place.Model, statement.SpanStart);
        return (
            Statements.Parse($"{type} {variable.Identifier.Text};", statement),
            SyntaxFactory.ParseStatement($"{variable.Identifier.Text} = {value};").WithTriviaFrom(statement));
    }
}
