using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Simplification;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>Counts with Interlocked instead, at every place that has the counter.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class LockedCounterFixer() : HotMemberFixer(RuleIds.LockedCounter)
{
    private protected override Fix? Prepare(FixContext place)
    {
        if (place.Node.FirstAncestorOrSelf<LockStatementSyntax>() is not { } statement
            || place.Model.GetOperation(statement, place.CancellationToken) is not ILockOperation locked
            || LockedCounter.Of(locked, place.Model, place.CancellationToken) is not { } counter
            || IsChecked(counter, place))
        {
            return null;
        }

        var replacements = new Dictionary<SyntaxNode, SyntaxNode>();
        foreach (var other in counter.Statements)
        {
            if (Rewrite(other, place) is not { } rewritten)
                return null;
            replacements.Add(other, rewritten);
        }

        if (GateWithoutUse(counter, place) is { } gate)
            replacements.Add(gate, gate);
        var root = place.Root.ReplaceNodes(replacements.Keys, (original, _) => replacements[original] == original
            ? original.WithAdditionalAnnotations(Unused)
            : replacements[original]);
        if (root.GetAnnotatedNodes(Unused).FirstOrDefault() is { } unused)
            root = root.RemoveNode(unused, SyntaxRemoveOptions.KeepUnbalancedDirectives)!;
        return new Fix("Use Interlocked instead of the lock", root);
    }

    private static readonly SyntaxAnnotation Unused = new();

    // Interlocked wraps around silently, as unchecked arithmetic does.
    private static bool IsChecked(LockedCounter counter, FixContext place) =>
        place.Model.Compilation.Options.CheckOverflow
        || counter.Statements.Any(statement => statement.Ancestors().Any(node => node.IsKind(SyntaxKind.CheckedStatement) || node.IsKind(SyntaxKind.CheckedExpression))
            || statement.DescendantNodes().Any(node => node.IsKind(SyntaxKind.CheckedStatement) || node.IsKind(SyntaxKind.CheckedExpression)));

    private static StatementSyntax? Rewrite(LockStatementSyntax statement, FixContext place)
    {
        if (HasComments(statement) || place.Model.GetOperation(statement, place.CancellationToken) is not ILockOperation locked)
            return null;
        return Locks.Statements(locked)[0] switch
        {
            IExpressionStatementOperation { Operation: var operation } => Statement(Expression(operation) + ";", statement),
            IReturnOperation { ReturnedValue: { } value } when Collections.WithoutConversions(value) is { } returned => Statement(
                "return " + (returned is IFieldReferenceOperation field ? Read(field) : Value(returned)) + ";", statement),
            _ => null,
        };
    }

    // The value that the counting expression has, as a return needs it.
    private static string? Value(IOperation operation) => operation is IIncrementOrDecrementOperation { IsPostfix: true } count
        ? Expression(operation) + (count.Kind == OperationKind.Increment ? " - 1" : " + 1")
        : Expression(operation);

    private static string? Expression(IOperation operation) => operation switch
    {
        IIncrementOrDecrementOperation count => Call(count.Kind == OperationKind.Increment ? "Increment" : "Decrement", count.Target),
        ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add } add => Call("Add", add.Target, add.Value.Syntax.ToString()),
        ICompoundAssignmentOperation subtract => Call("Add", subtract.Target, "-(" + subtract.Value.Syntax + ")"),
        ISimpleAssignmentOperation set => Call("Exchange", set.Target, set.Value.Syntax.ToString()),
        _ => null,
    };

    // A 64-bit read is one instruction on 64-bit processors only.
    private static string Read(IFieldReferenceOperation field) => field.Type?.SpecialType == SpecialType.System_Int64
        ? Call("Read", field)
        : "System.Threading.Volatile.Read(ref " + field.Syntax + ")";

    private static string Call(string method, IOperation target, string? argument = null) =>
        "System.Threading.Interlocked." + method + "(ref " + target.Syntax + (argument is null ? "" : ", " + argument) + ")";

    private static StatementSyntax? Statement(string? text, LockStatementSyntax like) => text is null or ";"
        ? null
        : SyntaxFactory.ParseStatement(text)
            .WithTriviaFrom(like)
            .WithAdditionalAnnotations(Simplifier.Annotation, Formatter.Annotation, SymbolImports);

    private static SyntaxAnnotation SymbolImports => Simplifier.AddImportsAnnotation;

    private static bool HasComments(LockStatementSyntax statement) => statement.DescendantTrivia()
        .Any(trivia => !statement.GetLeadingTrivia().Contains(trivia) && !statement.GetTrailingTrivia().Contains(trivia)
            && (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia)));

    // The gate's declaration, where these locks were all that used it.
    private static FieldDeclarationSyntax? GateWithoutUse(LockedCounter counter, FixContext place)
    {
        if (counter.Gate.DeclaredAccessibility != Accessibility.Private
            || counter.Gate.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(place.CancellationToken) is not VariableDeclaratorSyntax declarator
            || declarator.FirstAncestorOrSelf<FieldDeclarationSyntax>() is not { Declaration.Variables.Count: 1 } declaration
            || declarator.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type
            || declaration.GetLeadingTrivia().Any(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia)))
        {
            return null;
        }

        var uses = type.DescendantNodes().OfType<SimpleNameSyntax>().Where(name => name.Identifier.ValueText == counter.Gate.Name);
        return uses.All(use => use.FirstAncestorOrSelf<LockStatementSyntax>() is { } around && counter.Statements.Contains(around)) ? declaration : null;
    }
}
