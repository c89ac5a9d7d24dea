using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>A queue, stack or list under a lock of its own, to which some add and from which others take all.</summary>
internal static class LockedQueue
{
    private static readonly HashSet<string> Uses = new(StringComparer.Ordinal) { "Add", "Enqueue", "Push", "Dequeue", "Pop", "TryDequeue", "TryPop", "Clear", "ToArray", "ToList", "Count", "Any" };

    /// <summary>The collection that a lock only adds to, and its concurrent twin; null where the lock does more or guards more.</summary>
    public static (ISymbol Collection, string Remedy)? Of(HeldLock held)
    {
        if (held.Statement is not { } own || held.Statements is not [IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod: { Name: "Add" or "Enqueue" or "Push", ReturnsVoid: true }, Instance: { } receiver, Arguments: [{ Value: var added }] } }]
            || Collections.SymbolOf(receiver) is not IFieldSymbol { IsReadOnly: true, Type: { Name: var type } } field || Twin(type) is not { } twin
            || Collections.WithoutConversions(added) is not (IParameterReferenceOperation or ILocalReferenceOperation)
            || own.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration)
        {
            return null;
        }

        return IsDrained(field, declaration) && IsAllThatIsGuarded(field, own, declaration) ? (field, "use a " + twin) : null;
    }

    /// <summary>The queue of which a lock takes the next, if there is one, and its concurrent twin; null where the lock does more or guards more.</summary>
    public static (ISymbol Collection, string Remedy)? OfTaker(HeldLock held)
    {
        if (held.Statement is not { } own || held.Statements.Count is 0 or > 3 || own.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration)
            return null;
        IFieldSymbol? taken = null;
        foreach (var operation in held.Statements.SelectMany(HeldLock.Now))
        {
            switch (operation)
            {
                case IInvocationOperation { TargetMethod: { Name: "Dequeue" or "Pop" or "TryDequeue" or "TryPop", ContainingNamespace.Name: "Generic" }, Instance: IFieldReferenceOperation { Field: { DeclaredAccessibility: Accessibility.Private } field } } when taken is null:
                    taken = field;
                    break;
                case IInvocationOperation or ILoopOperation or IAwaitOperation or IIncrementOrDecrementOperation or IAssignmentOperation { Target: IMemberReferenceOperation }:
                    return null;
            }
        }

        if (taken is null || taken.Type.Name is not ("Queue" or "Stack")
            || held.Statements.SelectMany(HeldLock.Now).Any(operation => operation is IMemberReferenceOperation { Member: IFieldSymbol { IsConst: false } other } && !SymbolEqualityComparer.Default.Equals(other, taken)))
        {
            return null;
        }

        return IsDrained(taken, declaration) && IsAllThatIsGuarded(taken, own, declaration) ? (taken, "use a " + Twin(taken.Type.Name) + ", and its Try" + (taken.Type.Name == "Queue" ? "Dequeue" : "Pop")) : null;
    }

    private static string? Twin(string type) => type switch
    {
        "Queue" => "ConcurrentQueue",
        "Stack" => "ConcurrentStack",
        "List" => "ConcurrentQueue",
        _ => null,
    };

    // Somebody takes what is there, and nothing is done to it but to add, to take and to count.
    private static bool IsDrained(IFieldSymbol field, TypeDeclarationSyntax declaration)
    {
        var isTaken = false;
        foreach (var name in declaration.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == field.Name))
        {
            ExpressionSyntax place = name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access ? access : name;
            switch (place.Parent)
            {
                case LockStatementSyntax:
                    break;
                case MemberAccessExpressionSyntax used when used.Expression == place && Uses.Contains(used.Name.Identifier.ValueText):
                    isTaken |= used.Name.Identifier.ValueText is "Dequeue" or "Pop" or "TryDequeue" or "TryPop" or "Clear" && used.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.Identifier.ValueText is not ("Dispose" or "Clear" or "Reset");
                    break;
                default:
                    return false;
            }
        }

        return isTaken;
    }

    // By their text, the locks on the same object touch no other field that changes.
    internal static bool IsAllThatIsGuarded(IFieldSymbol field, LockStatementSyntax own, TypeDeclarationSyntax declaration)
    {
        var others = new HashSet<string>(
            field.ContainingType.GetMembers().Where(member => member is IFieldSymbol { IsConst: false } && member.Name != field.Name).Select(member => ((IFieldSymbol)member).AssociatedSymbol?.Name ?? member.Name), StringComparer.Ordinal);
        others.Remove(own.Expression.ToString());
        return !declaration.DescendantNodes().OfType<LockStatementSyntax>().Where(one => SameCode.Is(one.Expression, own.Expression))
            .SelectMany(one => one.Statement.DescendantNodes())
            .Any(node => node is IdentifierNameSyntax name && others.Contains(name.Identifier.ValueText) || node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Monitor" } } });
    }
}
