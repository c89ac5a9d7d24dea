using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PerfInsight.Analyzers.Editing;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>Declares the field as a Lock; the lock statements stay as they are.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class LockObjectTypeFixer() : HotMemberFixer(RuleIds.LockObjectType)
{
    private protected override Fix? Prepare(FixContext place)
    {
        // A file that several projects share may be compiled for a framework without the type.
        if (place.Node.FirstAncestorOrSelf<LockStatementSyntax>() is not { } statement
            || place.Node != statement.Expression
            || !place.Document.GetLinkedDocumentIds().IsEmpty
            || LockObject.LockType(place.Model.Compilation, place.Root.SyntaxTree) is not { } type
            || LockObject.Of(place.Model.GetSymbolInfo(statement.Expression, place.CancellationToken).Symbol, place.Root.SyntaxTree, place.CancellationToken) is not { } gate)
        {
            return null;
        }

        var declared = gate.Declaration.Declaration.Type;
        var replacements = new Dictionary<SyntaxNode, SyntaxNode> { [declared] = Imports.Type(type, place.Document).WithTriviaFrom(declared) };
        if (gate.Creation is ObjectCreationExpressionSyntax made)
            replacements[made.Type] = Imports.Type(type, place.Document).WithTriviaFrom(made.Type);
        var root = place.Root.ReplaceNodes(replacements.Keys, (original, _) => replacements[original]);
        return new Fix($"Declare '{gate.Field.Name}' as a Lock", root);
    }
}
