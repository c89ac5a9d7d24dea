using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>Puts a small array of constant size on the stack.</summary>
internal static class BufferOnStack
{
    /// <summary>The fix; null where the stack could grow without limit, or a use needs an array.</summary>
    public static Fix? Prepare(TemporaryBuffer buffer, LocalDeclarationStatementSyntax declaration, FixContext place)
    {
        if (buffer.ConstantBytes is not (> 0 and <= TemporaryBufferAnalyzer.MaxStackBytes)
            || buffer.Loops.Any()
            || !CanStandHere(buffer, place)
            || place.Model.Compilation.GetTypeByMetadataName("System.Span`1") is not { } span
            || new BufferSpan(buffer, new BufferBounds(buffer, place.Model, place.CancellationToken), place.Model).Replacements() is not { } replacements)
        {
            return null;
        }

        var creation = (ArrayCreationExpressionSyntax)buffer.Creation.Syntax;
        var stack = SyntaxFactory.StackAllocArrayCreationExpression(
            SyntaxFactory.Token(SyntaxKind.StackAllocKeyword).WithTrailingTrivia(SyntaxFactory.Space), creation.Type.WithoutTrivia());
        var element = buffer.Element.ToMinimalDisplayString(place.Model, declaration.SpanStart);
        var type = Imports.Type(span.Construct(buffer.Element), place.Document).WithTriviaFrom(declaration.Declaration.Type);
        var newDeclaration = declaration.ReplaceNodes(
            new SyntaxNode[] { declaration.Declaration.Type, creation },
            (original, _) => original == creation ? stack.WithTriviaFrom(creation) : type);
        var root = place.Root.ReplaceNodes(
            replacements.Keys.Append(declaration), (original, _) => original == declaration ? newDeclaration : replacements[original]);
        return new Fix($"Put the array on the stack (stackalloc {element}[])", root);
    }

    private static bool CanStandHere(TemporaryBuffer buffer, FixContext place)
    {
        var function = Functions.Around(buffer.Creation);
        var symbol = place.Model.GetEnclosingSymbol(buffer.Creation.Syntax.SpanStart, place.CancellationToken);
        for (var parent = buffer.Creation.Parent; parent is not null && !ReferenceEquals(parent, function); parent = parent.Parent)
        {
            if (parent is ICatchClauseOperation || (parent is ITryOperation { Finally: { } final } && final.Syntax.Span.Contains(buffer.Creation.Syntax.Span)))
                return false;
        }

        // A jump back or a call of itself would allocate again and again on one stack.
        foreach (var operation in function.Descendants())
        {
            if (operation is IBranchOperation { BranchKind: BranchKind.GoTo }
                || (operation is IInvocationOperation call && SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, symbol?.OriginalDefinition)))
            {
                return false;
            }
        }

        return !LeavesLocalsDirty(symbol) && place.Model.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp8 };
    }

    // Without SkipLocalsInit the stack is as clean as a new array.
    private static bool LeavesLocalsDirty(ISymbol? symbol)
    {
        for (; symbol is not null; symbol = symbol.ContainingSymbol)
        {
            if (Skips(symbol) || (symbol is IMethodSymbol { AssociatedSymbol: { } property } && Skips(property)) || (symbol is INamespaceSymbol { ContainingModule: { } module } && Skips(module)))
                return true;
        }

        return false;
    }

    private static bool Skips(ISymbol symbol) => symbol.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: "SkipLocalsInitAttribute" });
}
