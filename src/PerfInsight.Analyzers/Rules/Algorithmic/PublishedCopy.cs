using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>
/// A field whose collection writers replace by a copy under a lock, so that readers need none: <c>lock (_gate) _all = new List&lt;T&gt;(_all) { one };</c> and
/// elsewhere <c>foreach (var one in _all)</c>. To change it in place would change what others go through at that moment.
/// </summary>
internal static class PublishedCopy
{
    /// <summary>True where an assignment publishes such a copy.</summary>
    public static bool Is(CollectionPath path, IOperation assignment)
    {
        if (path is not { IsDirect: true, Root: IFieldSymbol field } || assignment.Syntax.FirstAncestorOrSelf<LockStatementSyntax>() is null)
            return false;
        foreach (var reference in field.ContainingType.DeclaringSyntaxReferences)
        {
            foreach (var node in reference.GetSyntax().DescendantNodes())
            {
                if (node is IdentifierNameSyntax name && name.Identifier.ValueText == field.Name && IsReadWithoutLock(name))
                    return true;
            }
        }

        return false;
    }

    private static bool IsReadWithoutLock(IdentifierNameSyntax name)
    {
        for (SyntaxNode child = name, parent = name.Parent!; ; child = parent, parent = parent.Parent!)
        {
            switch (parent)
            {
                case null or LockStatementSyntax or ConstructorDeclarationSyntax or FieldDeclarationSyntax:
                case AssignmentExpressionSyntax assignment when assignment.Left == child && child == (SyntaxNode)name:
                    return false;
                case MemberDeclarationSyntax member:
                    // A private helper may be called under the lock.
                    return member.Modifiers.Any(static modifier => modifier.IsKind(SyntaxKind.PublicKeyword) || modifier.IsKind(SyntaxKind.InternalKeyword) || modifier.IsKind(SyntaxKind.ProtectedKeyword));
            }
        }
    }
}
