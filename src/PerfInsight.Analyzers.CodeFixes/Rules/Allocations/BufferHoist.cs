using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>Makes the array once before the loop; each iteration finds it empty as before.</summary>
internal static class BufferHoist
{
    /// <summary>The fix; null where the size could be wrong before the loop, or an iteration gives the array away.</summary>
    public static Fix? Prepare(TemporaryBuffer buffer, LocalDeclarationStatementSyntax declaration, ILoopOperation loop, FixContext place)
    {
        var bounds = new BufferBounds(buffer, place.Model, place.CancellationToken);
        if (loop.Syntax is not StatementSyntax statement
            || !Statements.CanReplace(statement)
            || !bounds.IsPlainSize(buffer.Size)
            || buffer.Size.DescendantsAndSelf().OfType<ILocalReferenceOperation>().Any(size => Collections.IsDeclaredIn(size.Local, loop))
            || buffer.Uses.Any(use => use.Kind == BufferUseKind.Dropped)
            || MayOverlap(buffer, loop, place.Model))
        {
            return null;
        }

        var oldName = buffer.Local.Name;
        var name = IsDeclaredElsewhere(buffer, loop, place.Model) ? Names.Unused(oldName, statement, place.Model) : oldName;
        var mark = new SyntaxAnnotation();
        var references = buffer.Uses.Select(use => use.Reference.Syntax).ToList();
        var newLoop = statement.ReplaceNodes(
            [declaration, .. references],
            (original, changed) => original == declaration
                ? changed.WithAdditionalAnnotations(mark)
                : name == oldName ? changed : SyntaxFactory.IdentifierName(name).WithTriviaFrom(changed));
        var inLoop = newLoop.GetAnnotatedNodes(mark).Single();
        if (new BufferContents(buffer, bounds).IsOverwritten())
        {
            var hasComment = declaration.GetLeadingTrivia().Any(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia));
            newLoop = newLoop.RemoveNode(inLoop, hasComment ? SyntaxRemoveOptions.KeepLeadingTrivia : SyntaxRemoveOptions.KeepNoTrivia)!;
        }
        else
        {
            var clear = Statements.Parse(HasClearAll(place.Model.Compilation) ? $"System.Array.Clear({name});" : $"System.Array.Clear({name}, 0, {name}.Length);", statement);
            newLoop = newLoop.ReplaceNode(
                inLoop,
                Imports.Import(clear, place.Model.Compilation.GetSpecialType(SpecialType.System_Array), place.Document)
                    .WithLeadingTrivia(declaration.GetLeadingTrivia()).WithAdditionalAnnotations(Formatter.Annotation));
        }

        var declarator = declaration.Declaration.Variables[0];
        var hoisted = declaration
            .ReplaceNode(declarator, declarator.WithIdentifier(SyntaxFactory.Identifier(name).WithTriviaFrom(declarator.Identifier)))
            .WithLeadingTrivia();
        return new Fix("Allocate the array once before the loop", Statements.Replace(place.Root, statement, hoisted, newLoop.WithoutLeadingTrivia()));
    }

    // An asynchronous read that failed may still write into the array while the next iteration has begun.
    private static bool MayOverlap(TemporaryBuffer buffer, ILoopOperation loop, SemanticModel model) =>
        TemporaryBufferAnalyzer.IsStateMachine(buffer.Creation, model)
        && loop.Descendants().Any(operation => operation is ITryOperation { Catches.IsEmpty: false });

    // Around the loop its name may stand for something else, in another loop for example.
    private static bool IsDeclaredElsewhere(TemporaryBuffer buffer, ILoopOperation loop, SemanticModel model)
    {
        var member = loop.Syntax.AncestorsAndSelf().FirstOrDefault(node => node is MemberDeclarationSyntax and not GlobalStatementSyntax) ?? loop.Syntax.SyntaxTree.GetRoot();
        return member.DescendantTokens().Any(token =>
                token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == buffer.Local.Name && !loop.Syntax.Span.Contains(token.Span))
            || loop.Syntax.DescendantTokens().Any(token =>
                token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == buffer.Local.Name
                && token.Parent is not IdentifierNameSyntax
                && !buffer.Declarator.Syntax.Span.Contains(token.Span));
    }

    private static bool HasClearAll(Compilation compilation) =>
        compilation.GetSpecialType(SpecialType.System_Array).GetMembers("Clear").OfType<IMethodSymbol>().Any(method => method.Parameters.Length == 1);
}
