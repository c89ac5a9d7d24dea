using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>The number of elements that a declaration spells out.</summary>
internal static class InitializerSize
{
    /// <summary>The number of elements, null where the declaration does not list them.</summary>
    public static int? Of(SyntaxNode declaration)
    {
        if (declaration is not VariableDeclaratorSyntax { Initializer.Value: { } value })
            return null;
        return value switch
        {
            ArrayCreationExpressionSyntax { Initializer: { } items } => items.Expressions.Count,
            ImplicitArrayCreationExpressionSyntax { Initializer: { } items } => items.Expressions.Count,
            InitializerExpressionSyntax items => items.Expressions.Count,
            BaseObjectCreationExpressionSyntax { Initializer: { Expressions.Count: > 0 } items } => items.Expressions.Count,
            CollectionExpressionSyntax items when items.Elements.All(item => item is ExpressionElementSyntax) => items.Elements.Count,
            _ => null,
        };
    }
}
