using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>
/// A dictionary of which another lock on the same object changes several entries in one go, or all: <c>lock (_gate) { _d["name"] = name; _d["hash"] = hash; }</c>. A
/// concurrent dictionary would show others the one without the other. By the text of the type.
/// </summary>
internal static class ChangedAtOnce
{
    /// <summary>True where there is such a lock.</summary>
    public static bool Is(ISymbol collection, HeldLock held)
    {
        if (held.Statement is not { } own || collection is not IFieldSymbol || own.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
            return false;
        foreach (var node in type.DescendantNodes())
        {
            if (node is LockStatementSyntax other && other.Statement is BlockSyntax block && SameCode.Is(other.Expression, own.Expression) && ChangesSeveral(block, collection.Name))
                return true;
        }

        return false;
    }

    private static bool ChangesSeveral(BlockSyntax block, string name)
    {
        var changes = 0;
        var isCleared = false;
        foreach (var statement in block.Statements)
        {
            switch (statement)
            {
                case ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax element } } when IsNamed(element.Expression, name):
                    changes++;
                    break;
                case ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } } when IsNamed(access.Expression, name) && Collections.IsMutator(access.Name.Identifier.ValueText):
                    changes++;
                    isCleared |= access.Name.Identifier.ValueText == "Clear";
                    break;

                // _d.Clear(); foreach (var one in all) _d[one.Id] = one;
                case CommonForEachStatementSyntax loop when isCleared:
                    changes += loop.Statement.DescendantNodes().Any(node => node is ElementAccessExpressionSyntax element && IsNamed(element.Expression, name) || node is MemberAccessExpressionSyntax access && IsNamed(access.Expression, name)) ? 1 : 0;
                    break;
            }
        }

        return changes > 1;
    }

    private static bool IsNamed(ExpressionSyntax expression, string name) => expression switch
    {
        IdentifierNameSyntax identifier => identifier.Identifier.ValueText == name,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access => access.Name.Identifier.ValueText == name,
        _ => false,
    };
}
