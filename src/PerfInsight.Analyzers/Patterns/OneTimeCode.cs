using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>Private methods that nothing calls but the initialisers of static fields, <c>static readonly Table Words = LoadWords();</c>, and static constructors.</summary>
internal static class OneTimeCode
{
    /// <summary>True for a method that runs when its type is first used, and then never again.</summary>
    public static bool Is(IMethodSymbol method)
    {
        if (method is not { IsStatic: true, MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Private } || !IsCalledAtFirstUse(method))
            return false;
        foreach (var reference in method.ContainingType.DeclaringSyntaxReferences)
        {
            foreach (var node in reference.GetSyntax().DescendantNodes())
            {
                if (node is SimpleNameSyntax name && name.Identifier.ValueText == method.Name && !IsOnce(name) && !IsItself(name, method))
                    return false;
            }
        }

        return true;
    }

    // Few types have such fields or a static constructor, so that the whole type is seldom gone through.
    private static bool IsCalledAtFirstUse(IMethodSymbol method)
    {
        foreach (var constructor in method.ContainingType.StaticConstructors)
        {
            if (constructor.DeclaringSyntaxReferences is [var declared] && declared.GetSyntax() is ConstructorDeclarationSyntax syntax
                && syntax.DescendantNodes().Any(node => node is SimpleNameSyntax name && name.Identifier.ValueText == method.Name))
            {
                return true;
            }
        }

        foreach (var member in method.ContainingType.GetMembers())
        {
            if (member is not (IFieldSymbol { IsStatic: true, IsConst: false } or IPropertySymbol { IsStatic: true }))
                continue;
            foreach (var reference in member.DeclaringSyntaxReferences)
            {
                var value = reference.GetSyntax() switch
                {
                    VariableDeclaratorSyntax field => field.Initializer,
                    PropertyDeclarationSyntax property => property.Initializer,
                    _ => null,
                };
                if (value is not null && value.DescendantNodes(node => node is not InitializerExpressionSyntax).Any(node => node is SimpleNameSyntax name && name.Identifier.ValueText == method.Name))
                    return true;
            }
        }

        return false;
    }

    private static bool IsOnce(SimpleNameSyntax name)
    {
        for (SyntaxNode? node = name; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax:
                    return false;
                case FieldDeclarationSyntax field:
                    return field.Modifiers.Any(SyntaxKind.StaticKeyword) && IsCalled(name);
                case PropertyDeclarationSyntax property:
                    return property.Modifiers.Any(SyntaxKind.StaticKeyword) && property.Initializer is { } value && value.Span.Contains(name.Span) && IsCalled(name);
                case ConstructorDeclarationSyntax constructor:
                    return constructor.Modifiers.Any(SyntaxKind.StaticKeyword) && IsCalled(name);
                case MemberDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    private static bool IsCalled(SimpleNameSyntax name) =>
        name.Parent is InvocationExpressionSyntax || name.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access && access.Name == name && call.Expression == access;

    private static bool IsItself(SimpleNameSyntax name, IMethodSymbol method) =>
        name.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } around && method.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == around.SyntaxTree && reference.Span == around.Span);
}
