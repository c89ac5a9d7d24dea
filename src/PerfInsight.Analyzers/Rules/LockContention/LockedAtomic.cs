using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>A lock around one call that is atomic already: <c>lock (_gate) Interlocked.Increment(ref _n);</c>.</summary>
internal static class LockedAtomic
{
    /// <summary>The field of the call; null where the lock does more, or other code under it uses the field in another way.</summary>
    public static IFieldSymbol? Of(HeldLock held)
    {
        if (held.Statements is not [var only])
            return null;
        var value = only switch
        {
            IReturnOperation { ReturnedValue: { } returned } => returned,
            IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: ILocalReferenceOperation, Value: var assigned } } => assigned,
            IExpressionStatementOperation { Operation: var alone } => alone,
            _ => null,
        };
        if (Collections.WithoutConversions(value) is not IInvocationOperation { TargetMethod.ContainingType: { Name: "Interlocked" or "Volatile", ContainingNamespace.Name: "Threading" } } call
            || call.Arguments is not [{ Value: IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation, Field: var field } }, ..]
            || call.Arguments.Skip(1).Any(argument => argument.Value.DescendantsAndSelf().Any(operation => operation is IMemberReferenceOperation { Member: not IFieldSymbol { IsConst: true } } or IInvocationOperation)))
        {
            return null;
        }

        return IsAlwaysAtomic(field) ? field : null;
    }

    // By its text: all that is done to the field, but for its declaration and constructors, is done by ref or is a plain read.
    private static bool IsAlwaysAtomic(IFieldSymbol field) => field.ContainingType.DeclaringSyntaxReferences
        .SelectMany(reference => reference.GetSyntax().DescendantNodes().OfType<IdentifierNameSyntax>())
        .Where(name => name.Identifier.ValueText == field.Name)
        .All(name => name.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is not null || SingleStatement.Place(name).Parent is ArgumentSyntax { RefKindKeyword.ValueText: "ref" } or ReturnStatementSyntax or ArrowExpressionClauseSyntax);
}
