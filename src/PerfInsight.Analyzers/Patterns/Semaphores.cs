using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>How many a semaphore lets in, by the text of where it is made.</summary>
internal static class Semaphores
{
    /// <summary>True where a semaphore bounds how many run at the same time, and is no lock.</summary>
    public static bool LetsSeveralIn(ISymbol semaphore)
    {
        foreach (var made in CreationsOf(semaphore))
        {
            if (made.ArgumentList?.Arguments is not [var count, ..])
                continue;
            if (count.Expression is not LiteralExpressionSyntax { Token.ValueText: "0" or "1" })
                return true;
        }

        return false;
    }

    /// <summary>True where it is seen that a semaphore lets one in at a time.</summary>
    public static bool LetsOneIn(ISymbol semaphore) => !LetsSeveralIn(semaphore) && CreationsOf(semaphore).Any();

    private static IEnumerable<BaseObjectCreationExpressionSyntax> CreationsOf(ISymbol semaphore)
    {
        foreach (var reference in semaphore.DeclaringSyntaxReferences)
        {
            var declared = reference.GetSyntax();
            var value = declared switch
            {
                VariableDeclaratorSyntax variable => variable.Initializer?.Value,
                PropertyDeclarationSyntax property => property.Initializer?.Value,
                _ => null,
            };
            if (value is BaseObjectCreationExpressionSyntax made)
                yield return made;
            if (value is not null || declared.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
                continue;
            foreach (var assignment in type.DescendantNodes().OfType<AssignmentExpressionSyntax>())
            {
                if (assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) && assignment.Right is BaseObjectCreationExpressionSyntax assigned && NameOf(assignment.Left) == semaphore.Name)
                    yield return assigned;
            }
        }
    }

    private static string? NameOf(ExpressionSyntax target) => target switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access => access.Name.Identifier.ValueText,
        _ => null,
    };
}
