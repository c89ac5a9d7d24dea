using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>The collection that is really behind a variable of an interface type, as far as its own type or member shows it.</summary>
internal static class ConcreteTypes
{
    /// <summary>The one type that all assignments to a local, or to a private or read-only field or property of the same file, have.</summary>
    public static ITypeSymbol? Of(ISymbol? variable, IOperation use, SemanticModel model, CancellationToken cancellationToken) => variable switch
    {
        ILocalSymbol local => OfLocal(local, use),
        IFieldSymbol field when field.IsReadOnly || field.DeclaredAccessibility == Accessibility.Private => OfMember(field, model, cancellationToken),
        IPropertySymbol property when Behind(property, cancellationToken) is { } type => type,
        IPropertySymbol { SetMethod: null or { DeclaredAccessibility: Accessibility.Private } } property => OfMember(property, model, cancellationToken),
        IParameterSymbol parameter => OfParameter(parameter, model, cancellationToken),
        _ => null,
    };

    private static ITypeSymbol? OfLocal(ILocalSymbol local, IOperation use)
    {
        var index = LocalIndex.Of(use);
        ITypeSymbol? found = null;
        if (index.DeclaratorOf(local)?.GetVariableInitializer()?.Value is { } initial && !Join(ref found, Collections.WithoutConversions(initial)?.Type))
            return null;
        foreach (var reference in index.ReferencesTo(local))
        {
            if (reference.Parent is ISimpleAssignmentOperation assignment && ReferenceEquals(assignment.Target, reference)
                && !Join(ref found, Collections.WithoutConversions(assignment.Value)?.Type))
            {
                return null;
            }
        }

        return found;
    }

    // public IEnumerable<Token> Tokens => _tokens; also through a property that is no interface.
    private static ITypeSymbol? Behind(IPropertySymbol property, CancellationToken cancellationToken)
    {
        if (property.IsVirtual || property.IsAbstract || property.OriginalDefinition.DeclaringSyntaxReferences is not [var reference] || reference.GetSyntax(cancellationToken) is not PropertyDeclarationSyntax declaration)
            return null;
        var getter = declaration.AccessorList?.Accessors.FirstOrDefault(accessor => accessor.IsKind(SyntaxKind.GetAccessorDeclaration));
        var value = declaration.ExpressionBody?.Expression ?? getter?.ExpressionBody?.Expression ?? (getter?.Body?.Statements is [ReturnStatementSyntax returned] ? returned.Expression : null);
        var type = value is IdentifierNameSyntax name
            ? property.ContainingType.GetMembers(name.Identifier.ValueText).FirstOrDefault() switch { IFieldSymbol field => field.Type, IPropertySymbol other => other.Type, _ => null }
            : null;
        return type is { TypeKind: not TypeKind.Interface } ? type : null;
    }

    /// <summary>The type of the one field or property that a method hands out behind an interface: <c>IEnumerable&lt;Item&gt; All() => _items;</c>.</summary>
    public static ITypeSymbol? OfResult(IMethodSymbol method, CancellationToken cancellationToken)
    {
        if (method.IsVirtual || method.IsAbstract || method.IsOverride || method.OriginalDefinition.DeclaringSyntaxReferences is not [var reference] || reference.GetSyntax(cancellationToken) is not MethodDeclarationSyntax declaration)
            return null;
        var value = declaration.ExpressionBody?.Expression ?? (declaration.Body?.Statements.LastOrDefault() as ReturnStatementSyntax)?.Expression;
        if (declaration.Body?.DescendantNodes().OfType<ReturnStatementSyntax>().Skip(1).Any() == true)
            return null;
        var type = value is IdentifierNameSyntax name
            ? method.ContainingType.GetMembers(name.Identifier.ValueText).FirstOrDefault() switch { IFieldSymbol field => field.Type, IPropertySymbol other => other.Type, _ => null }
            : null;
        return type is { TypeKind: not TypeKind.Interface } ? type : null;
    }

    // What all callers of a private method hand in; those calls are all in the type.
    private static ITypeSymbol? OfParameter(IParameterSymbol parameter, SemanticModel model, CancellationToken cancellationToken)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol { DeclaredAccessibility: Accessibility.Private, MethodKind: MethodKind.Ordinary, ContainingType.DeclaringSyntaxReferences: [var type] } method || type.SyntaxTree != model.SyntaxTree)
            return null;
        ITypeSymbol? found = null;
        foreach (var node in type.GetSyntax(cancellationToken).DescendantNodes().OfType<SimpleNameSyntax>())
        {
            if (node.Identifier.ValueText != method.Name || node.Parent is MethodDeclarationSyntax)
                continue;
            var called = node.Parent is MemberAccessExpressionSyntax access && access.Name == node ? access.Parent : node.Parent;
            if (called is not InvocationExpressionSyntax call)
                return null;
            if (call.ArgumentList.Arguments.Count <= parameter.Ordinal || call.ArgumentList.Arguments.Any(argument => argument.NameColon is not null))
                return null;
            if (!SymbolEqualityComparer.Default.Equals((model.GetSymbolInfo(call, cancellationToken).Symbol as IMethodSymbol)?.OriginalDefinition, method.OriginalDefinition))
                continue;
            var argument = call.ArgumentList.Arguments[parameter.Ordinal].Expression;
            if (argument is IdentifierNameSyntax own && model.GetSymbolInfo(own, cancellationToken).Symbol is IParameterSymbol same && SymbolEqualityComparer.Default.Equals(same, parameter))
                continue;
            if (!Join(ref found, model.GetTypeInfo(argument, cancellationToken).Type))
                return null;
        }

        return found;
    }

    private static ITypeSymbol? OfMember(ISymbol member, SemanticModel model, CancellationToken cancellationToken)
    {
        if (member.DeclaringSyntaxReferences.Length != 1 || member.DeclaringSyntaxReferences[0].SyntaxTree != model.SyntaxTree || member.ContainingType?.DeclaringSyntaxReferences.Length != 1)
            return null;
        ITypeSymbol? found = null;
        var declaration = member.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken);
        var initializer = declaration switch
        {
            VariableDeclaratorSyntax variable => variable.Initializer?.Value,
            PropertyDeclarationSyntax { ExpressionBody: null } property when property.AccessorList?.Accessors.All(accessor => accessor.Body is null && accessor.ExpressionBody is null) == true => property.Initializer?.Value,
            _ => null,
        };
        if (initializer is not null && !Join(ref found, TypeOf(initializer)))
            return null;
        foreach (var assignment in member.ContainingType.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken).DescendantNodes().OfType<AssignmentExpressionSyntax>())
        {
            var name = assignment.Left switch
            {
                IdentifierNameSyntax simple => simple.Identifier.ValueText,
                MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access => access.Name.Identifier.ValueText,
                _ => null,
            };
            if (name == member.Name && !Join(ref found, TypeOf(assignment.Right)))
                return null;
        }

        return found;

        ITypeSymbol? TypeOf(ExpressionSyntax value) => value.IsKind(SyntaxKind.NullLiteralExpression) ? found : model.GetTypeInfo(value, cancellationToken).Type;
    }

    private static bool Join(ref ITypeSymbol? found, ITypeSymbol? type)
    {
        if (type is null or IErrorTypeSymbol || (found is not null && !SymbolEqualityComparer.Default.Equals(found, type)))
            return false;
        found = type;
        return true;
    }
}
