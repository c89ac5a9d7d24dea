using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Editing;

/// <summary>What a field can hold, where all that is ever assigned to it stands in one file.</summary>
internal static class FieldValues
{
    /// <summary>
    /// The value that a field is declared with and that it always has: the field is private or read-only, and nothing in its type
    /// assigns it. Null where that is not so, or cannot be seen.
    /// </summary>
    public static IOperation? OnlyValueOf(IFieldSymbol field, SemanticModel model, CancellationToken cancellationToken)
    {
        if (field.IsVolatile || (!field.IsReadOnly && field.DeclaredAccessibility != Accessibility.Private))
            return null;
        IOperation? value = null;
        foreach (var reference in field.ContainingType.DeclaringSyntaxReferences)
        {
            if (reference.SyntaxTree != model.SyntaxTree)
                return null;
            foreach (var node in reference.GetSyntax(cancellationToken).DescendantNodes())
            {
                if (node is VariableDeclaratorSyntax declarator && declarator.Identifier.ValueText == field.Name
                    && SymbolEqualityComparer.Default.Equals(model.GetDeclaredSymbol(declarator, cancellationToken), field))
                {
                    if (declarator.Initializer is not { } initializer)
                        return null;
                    value = Collections.WithoutConversions(model.GetOperation(initializer.Value, cancellationToken));
                }
                else if (node is IdentifierNameSyntax { Identifier.ValueText: var text } && text == field.Name
                    && model.GetOperation(node.Parent is MemberAccessExpressionSyntax access && access.Name == node ? access : node, cancellationToken) is IFieldReferenceOperation other
                    && SymbolEqualityComparer.Default.Equals(other.Field.OriginalDefinition, field.OriginalDefinition) && OwnedLocals.IsWritten(other))
                {
                    return null;
                }
            }
        }

        return value;
    }
}
