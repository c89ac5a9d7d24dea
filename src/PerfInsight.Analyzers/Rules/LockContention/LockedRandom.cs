using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>A lock that only keeps threads apart that draw from one <c>Random</c>.</summary>
internal static class LockedRandom
{
    /// <summary>The generator; null where the lock does more, or its numbers must repeat.</summary>
    public static IFieldSymbol? Of(HeldLock held)
    {
        if (held.Statements is not [IReturnOperation or IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: ILocalReferenceOperation } or IInvocationOperation } or IVariableDeclarationGroupOperation])
            return null;
        IFieldSymbol? random = null;
        foreach (var operation in HeldLock.Now(held.Statements[0]))
        {
            switch (operation)
            {
                case IFieldReferenceOperation { Field: { Type: { Name: "Random", ContainingNamespace.Name: "System" } } field }:
                    random = field;
                    break;
                case IFieldReferenceOperation { Field: { IsReadOnly: false, IsConst: false } } or IAwaitOperation or IObjectCreationOperation or IPropertyReferenceOperation { Property.SetMethod: not null }:
                    return null;
                case IInvocationOperation { TargetMethod.ContainingType: { } type } when !FrameworkCalls.IsFramework(type):
                    return null;
            }
        }

        return random is null || IsSeeded(random) ? null : random;
    }

    // new Random(42) is there to draw the same numbers again; new Random(Environment.TickCount) is not.
    private static bool IsSeeded(IFieldSymbol random) => random.ContainingType.DeclaringSyntaxReferences
        .SelectMany(reference => reference.GetSyntax().DescendantNodes())
        .Any(node => node switch
        {
            VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax made } variable => variable.Identifier.ValueText == random.Name && HasSeed(made),
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax name, Right: BaseObjectCreationExpressionSyntax made } => name.Identifier.ValueText == random.Name && HasSeed(made),
            _ => false,
        });

    private static bool HasSeed(BaseObjectCreationExpressionSyntax made) => made.ArgumentList is { Arguments: [{ Expression: var seed }] } && seed.ToString() is var text && !text.Contains("Tick") && !text.Contains("Guid") && !text.Contains("GetHashCode");
}
