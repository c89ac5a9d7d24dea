using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>Whether a private helper has a caller that could await it.</summary>
internal static class SyncCallers
{
    // Helpers of helpers; deeper chains are taken for ones that could await.
    private const int MaxSteps = 3;

    /// <summary>True where a member is private, and all that call it in its type are members that neither await nor promise a task.</summary>
    public static bool AreAll(HotMember member)
    {
        if (member.Symbol.DeclaredAccessibility != Accessibility.Private || member.Symbol.DeclaringSyntaxReferences is not [{ } place] || member.Symbol.ContainingType.DeclaringSyntaxReferences.Length != 1)
            return false;
        return place.GetSyntax(member.CancellationToken) is MethodDeclarationSyntax { Parent: TypeDeclarationSyntax type } && AreAll(type, member.Symbol.Name, MaxSteps);
    }

    // By name: an overload that is called counts as well, and can only make this false.
    private static bool AreAll(TypeDeclarationSyntax type, string name, int steps)
    {
        var isCalled = false;
        foreach (var node in type.DescendantNodes())
        {
            if (node is not IdentifierNameSyntax { Identifier.ValueText: var used } || used != name)
                continue;
            isCalled = true;
            for (var parent = node.Parent; parent is not null && parent != type; parent = parent.Parent)
            {
                if (MayAwait(parent) || parent.Parent == type && parent is MethodDeclarationSyntax helper && IsPrivate(helper) && helper.Identifier.ValueText != name && (steps == 0 || !AreAll(type, helper.Identifier.ValueText, steps - 1)))
                    return false;
            }
        }

        return isCalled;
    }

    private static bool MayAwait(SyntaxNode function) => function switch
    {
        MethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword) || IsTask(method.ReturnType),
        LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.AsyncKeyword) || IsTask(local.ReturnType),

        // Task.Run(() => Load(path)): who takes the delegate may await.
        AnonymousFunctionExpressionSyntax => true,
        _ => false,
    };

    private static bool IsTask(TypeSyntax type) => type.ToString().IndexOf("Task", StringComparison.Ordinal) >= 0;

    private static bool IsPrivate(MethodDeclarationSyntax method) =>
        !method.Modifiers.Any(modifier => modifier.IsKind(SyntaxKind.PublicKeyword) || modifier.IsKind(SyntaxKind.InternalKeyword) || modifier.IsKind(SyntaxKind.ProtectedKeyword)) && method.ExplicitInterfaceSpecifier is null;
}
