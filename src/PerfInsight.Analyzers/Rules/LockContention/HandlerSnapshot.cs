using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>
/// A list of handlers that is copied under its lock each time they are called: who comes to call them only reads, and the list
/// changes when somebody comes or goes.
/// </summary>
internal static class HandlerSnapshot
{
    private static readonly string[] Changers = ["Add", "Remove", "Subscribe", "Unsubscribe", "Register", "Unregister", "Attach", "Detach", "Dispose", "Clear", "Reset", "Connect", "Disconnect", "Insert"];

    /// <summary>The list; null where the copy is of something else, or the lock does more.</summary>
    public static IFieldSymbol? Of(HeldLock held, HotMember member)
    {
        var statements = held.Statements.Where(statement => statement is not IConditionalOperation { WhenFalse: null } guard || !IsEmptyTest(guard)).ToList();
        if (statements is not [var only] || CopyIn(only) is not { } copy || Sequences.SourceOf(copy) is not { } source || Collections.SymbolOf(source) is not IFieldSymbol list || !IsOfHandlers(list.Type))
            return null;
        return IsCalled(only, member) && IsChangedByThoseWhoComeAndGo(list) ? list : null;
    }

    private static IInvocationOperation? CopyIn(IOperation statement) =>
        statement is IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: ILocalReferenceOperation, Value: var value } } && Collections.WithoutConversions(value) is IInvocationOperation { TargetMethod.Name: "ToArray" or "ToList" } copy ? copy : null;

    // if (_handlers.Count == 0) return;
    private static bool IsEmptyTest(IConditionalOperation guard) => guard.Condition.DescendantsAndSelf().Any(operation => operation is IPropertyReferenceOperation { Property.Name: "Count" })
        && (guard.WhenTrue is IBlockOperation { Operations: [var only] } ? only : guard.WhenTrue) is IReturnOperation;

    // Delegates and interfaces: what is called, and not what is stored.
    private static bool IsOfHandlers(ITypeSymbol type) => type is INamedTypeSymbol { Name: "List" or "HashSet" or "IList" or "LinkedList", TypeArguments: [{ TypeKind: TypeKind.Delegate or TypeKind.Interface }] };

    // foreach (var handler in copy) handler.OnNext(value);
    private static bool IsCalled(IOperation statement, HotMember member)
    {
        var copy = ((ILocalReferenceOperation)((ISimpleAssignmentOperation)((IExpressionStatementOperation)statement).Operation).Target).Local;
        return member.Operations<IForEachLoopOperation>().Any(loop => SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(loop.Collection), copy) && loop.Locals is [var handler]
            && loop.Body.DescendantsAndSelf().Any(operation => operation is IInvocationOperation { Instance: { } receiver } && SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(receiver), handler)));
    }

    // By its text, the list is filled and emptied by members that are called so.
    private static bool IsChangedByThoseWhoComeAndGo(IFieldSymbol list)
    {
        var changes = list.ContainingType.DeclaringSyntaxReferences
            .SelectMany(reference => reference.GetSyntax().DescendantNodes().OfType<IdentifierNameSyntax>())
            .Where(name => name.Identifier.ValueText == list.Name && SingleStatement.Place(name).Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method, Parent: InvocationExpressionSyntax } && Collections.IsMutator(method))
            .ToList();
        return changes.Count > 0 && changes.TrueForAll(name => name.FirstAncestorOrSelf<MemberDeclarationSyntax>() switch
        {
            ConstructorDeclarationSyntax or EventDeclarationSyntax or DestructorDeclarationSyntax => true,
            MethodDeclarationSyntax method => Changers.Any(start => method.Identifier.ValueText.StartsWith(start, StringComparison.Ordinal)),
            _ => false,
        });
    }
}
