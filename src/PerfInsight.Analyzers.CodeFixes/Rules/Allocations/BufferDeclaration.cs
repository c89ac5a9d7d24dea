using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>The statement that declares a buffer and nothing else.</summary>
internal static class BufferDeclaration
{
    /// <summary>The statement; null where it declares more, or is part of another one.</summary>
    public static LocalDeclarationStatementSyntax? Of(TemporaryBuffer buffer) =>
        buffer.Declarator.Syntax is VariableDeclaratorSyntax
        {
            Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax { Parent: BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax } statement }
        }
            && statement.UsingKeyword.RawKind == 0
            ? statement
            : null;
}
