using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>
/// Rents the array and gives it back when its block ends. A rented array is longer and dirty: a span of the wanted length
/// takes its place, so that bounds are what they were, and it is cleared unless it is overwritten first.
/// </summary>
internal static class BufferRent
{
    // Below this a new array costs less than renting and clearing one: TemporaryBufferRentBenchmarks.
    private const int MinBytes = 1024;

    /// <summary>The fix; null where a use needs an array of exactly that length.</summary>
    public static Fix? Prepare(TemporaryBuffer buffer, LocalDeclarationStatementSyntax declaration, FixContext place)
    {
        var bounds = new BufferBounds(buffer, place.Model, place.CancellationToken);
        if (buffer.ConstantBytes < MinBytes
            || declaration.Parent is not BlockSyntax block
            || !bounds.IsPlainSize(buffer.Size)
            || place.Model.Compilation.GetTypeByMetadataName("System.Buffers.ArrayPool`1") is not { } pool
            || place.Model.Compilation.GetTypeByMetadataName("System.Span`1") is not { } span)
        {
            return null;
        }

        var rest = block.Statements.SkipWhile(statement => statement != declaration).Skip(1).ToList();
        if (rest.Count == 0
            || rest.Any(statement => statement is LocalFunctionStatementSyntax || statement.DescendantNodesAndSelf().OfType<LabeledStatementSyntax>().Any())
            || Functions.Around(buffer.Creation).Descendants().Any(operation => operation is IBranchOperation { BranchKind: BranchKind.GoTo })
            || new BufferSpan(buffer, bounds, place.Model).Replacements() is not { } replacements)
        {
            return null;
        }

        var name = declaration.Declaration.Variables[0].Identifier.Text;
        var rented = Names.Unused("rented" + char.ToUpperInvariant(buffer.Local.Name[0]) + buffer.Local.Name.Substring(1), declaration, place.Model);
        var poolType = pool.Construct(buffer.Element);
        var size = buffer.Size.Syntax;
        var statements = new List<StatementSyntax> { Spelled($"var {name} = new {{0}}({rented}, 0, {size});", span.Construct(buffer.Element)) };
        if (!new BufferContents(buffer, bounds).IsOverwritten())
            statements.Add(Statements.Parse($"{name}.Clear();", block));
        statements.AddRange(rest.Select(statement => statement.ReplaceNodes(
            replacements.Keys.Where(node => statement.Span.Contains(node.Span)), (original, _) => replacements[original])));
        var attempt = SyntaxFactory.TryStatement(
                SyntaxFactory.Block(statements),
                default,
                SyntaxFactory.FinallyClause(SyntaxFactory.Block(Spelled($"{{0}}.Shared.Return({rented});", poolType))))
            .WithTrailingTrivia(Statements.LineEnding(block));
        return new Fix(
            "Rent the array from ArrayPool<" + buffer.Element.ToMinimalDisplayString(place.Model, declaration.SpanStart) + ">.Shared",
            place.Root.ReplaceNode(block, block.WithStatements(SyntaxFactory.List(block.Statements.TakeWhile(statement => statement != declaration).Concat(
            [
                Spelled($"var {rented} = {{0}}.Shared.Rent({size});", poolType).WithTriviaFrom(declaration).WithAdditionalAnnotations(Formatter.Annotation),
                attempt.WithAdditionalAnnotations(Formatter.Annotation),
            ])))));

        StatementSyntax Spelled(string format, INamedTypeSymbol type) =>
            Imports.Import(Statements.Parse(format.Replace("{0}", type.ToDisplayString()), block), type, place.Document);
    }
}
