using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>Methods of the program's own that make an array for their caller and keep no hold of it.</summary>
internal static class FreshArray
{
    /// <summary>True for a call of such a method, judged by its text: it may stand in another file.</summary>
    public static bool IsMadeBy(IInvocationOperation call)
    {
        var method = call.TargetMethod.OriginalDefinition;
        if (method is not { MethodKind: MethodKind.Ordinary, ReturnType: IArrayTypeSymbol, IsAbstract: false, IsAsync: false, DeclaringSyntaxReferences: [var reference] }
            || ((method.IsVirtual || method.IsOverride) && !IsOfKnownObject(call, method))
            || reference.GetSyntax() is not MethodDeclarationSyntax declaration)
        {
            return false;
        }

        if (declaration.ExpressionBody is { Expression: var whole })
            return IsNew(whole, declaration);
        var returned = declaration.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).OfType<ReturnStatementSyntax>().ToList();
        return returned.Count > 0 && returned.TrueForAll(statement => statement.Expression is { } value && IsNew(value, declaration));
    }

    // new Packet(x).GetBytes(): no class below the one that is made can have a method of its own.
    private static bool IsOfKnownObject(IInvocationOperation call, IMethodSymbol method)
    {
        if (Collections.WithoutConversions(call.Instance) is not IObjectCreationOperation { Type: { } made })
            return false;
        for (var type = made; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, method.ContainingType))
                return true;
            if (type.GetMembers(method.Name).OfType<IMethodSymbol>().Any(own => own.IsOverride))
                return false;
        }

        return false;
    }

    private static bool IsNew(ExpressionSyntax value, MethodDeclarationSyntax method) => value switch
    {
        ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax => true,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToArray" } } => true,
        IdentifierNameSyntax name => IsLocalOfNew(name.Identifier.ValueText, method),
        _ => false,
    };

    // var result = new byte[n]; … return result; and nobody else gets to know it.
    private static bool IsLocalOfNew(string name, MethodDeclarationSyntax method)
    {
        var isMade = false;
        foreach (var node in method.DescendantNodes())
        {
            switch (node)
            {
                case VariableDeclaratorSyntax variable when variable.Identifier.ValueText == name:
                    isMade = variable.Initializer?.Value is ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax
                        or InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToArray" } };
                    break;
                case AssignmentExpressionSyntax { Left: IdentifierNameSyntax left } when left.Identifier.ValueText == name:
                case AssignmentExpressionSyntax { Right: IdentifierNameSyntax right } when right.Identifier.ValueText == name:
                    return false;
                default:
                    break;
            }
        }

        return isMade;
    }
}
