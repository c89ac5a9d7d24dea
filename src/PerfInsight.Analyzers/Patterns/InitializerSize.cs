using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>The number of elements that a declaration spells out.</summary>
internal static class InitializerSize
{
    // Fewer elements than this are compared faster one by one than hashed: measured in
    // tests/PerfInsight.Benchmarks/Rules/ListScanInLoopBenchmarks.cs.
    private const int Small = 8;

    /// <summary>
    /// True for a collection that the source spells out in full, that has few elements and that nothing in sight makes
    /// longer: looking through it is not the cause of anything.
    /// </summary>
    public static bool IsSmall(ISymbol collection, IOperation use)
    {
        foreach (var reference in collection.DeclaringSyntaxReferences)
        {
            if (Of(reference.GetSyntax()) is not { } size || size > Small)
                continue;
            return collection switch
            {
                ILocalSymbol => !Collections.IsChangedIn(CollectionPath.Of(collection), RootOf(use)),
                IFieldSymbol { IsReadOnly: true } field => field.Type is IArrayTypeSymbol || !IsMutatedBy(field, reference),
                IPropertySymbol { SetMethod: null, Type: IArrayTypeSymbol } => true,
                _ => false,
            };
        }

        return false;
    }

    /// <summary>The number of elements, null where the declaration does not list them.</summary>
    public static int? Of(SyntaxNode declaration)
    {
        var value = declaration switch
        {
            VariableDeclaratorSyntax variable => variable.Initializer?.Value,
            PropertyDeclarationSyntax property => property.Initializer?.Value ?? property.ExpressionBody?.Expression,
            _ => null,
        };
        return value switch
        {
            ArrayCreationExpressionSyntax { Initializer: { } items } => items.Expressions.Count,
            ArrayCreationExpressionSyntax { Type.RankSpecifiers: [{ Sizes: [LiteralExpressionSyntax { Token.Value: int length }] }] } => length,
            ImplicitArrayCreationExpressionSyntax { Initializer: { } items } => items.Expressions.Count,
            InitializerExpressionSyntax items => items.Expressions.Count,
            BaseObjectCreationExpressionSyntax { Initializer: { Expressions.Count: > 0 } items } => items.Expressions.Count,
            CollectionExpressionSyntax items when items.Elements.All(item => item is ExpressionElementSyntax) => items.Elements.Count,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Create", Expression: var type } } create
                when type.ToString().StartsWith("Immutable", StringComparison.Ordinal) => create.ArgumentList.Arguments.Count,
            _ => null,
        };
    }

    private static IOperation RootOf(IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation;
    }

    // Only by the look of it: "_names.Add(" anywhere in the type.
    private static bool IsMutatedBy(IFieldSymbol field, SyntaxReference declaration)
    {
        var type = declaration.GetSyntax().FirstAncestorOrSelf<TypeDeclarationSyntax>();
        return type is null || type.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Any(access =>
            access.Parent.IsKind(SyntaxKind.InvocationExpression)
            && (access.Expression as SimpleNameSyntax ?? (access.Expression as MemberAccessExpressionSyntax)?.Name)?.Identifier.ValueText == field.Name
            && Collections.IsMutator(access.Name.Identifier.ValueText));
    }
}
