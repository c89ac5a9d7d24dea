using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>
/// Whether a collection that is read under a lock is seldom changed. Queues, pools and buffers are lists too; they are known by
/// what the other members of the type do, by their text.
/// </summary>
internal static class ReadMostly
{
    private static readonly string[] Ends =
        ["Remove", "Unregister", "Unsubscribe", "Detach", "Clear", "Reset", "Dispose", "Delete", "Invalidate", "Unload", "Close", "Evict", "Stop", "Shutdown", "Refresh", "Reload", "Update", "Replace", "Set", "Init", "Load"];

    private static readonly HashSet<string> Takers = new(StringComparer.Ordinal) { "Remove", "RemoveAt", "RemoveRange", "RemoveFirst", "RemoveLast", "RemoveAll", "Clear", "Dequeue", "Pop" };

    /// <summary>True for a look-up in a table that nothing shows to change as often as it is read.</summary>
    public static bool Is(ISymbol table, GuardedLookup state, HeldLock held, HotMember member)
    {
        // More state than the table: a position, a count.
        if (state.Reads.Any(read => read is IFieldSymbol { IsReadOnly: false, Type.IsValueType: true }))
            return false;
        if (!held.Statements.SelectMany(HeldLock.Now).Any(operation => IsLookup(operation, table)) || IsSnapshot(held))
            return false;
        return !IsConsumed(table, member);
    }

    /// <summary>True for a flag that other code of the type takes back: not a value that is made once.</summary>
    public static bool IsReset(IFieldSymbol flag, HotMember member) => TypeSyntax(flag, member)
        .SelectMany(type => type.DescendantNodes().OfType<AssignmentExpressionSyntax>())
        .Any(assignment => assignment.Right.IsKind(SyntaxKind.FalseLiteralExpression) && NameOf(assignment.Left) == flag.Name && !IsAtTheEnds(assignment));

    private static bool IsLookup(IOperation operation, ISymbol table) => operation switch
    {
        IForEachLoopOperation loop => IsOf(loop.Collection, table),
        IInvocationOperation { Instance: { } receiver } call => IsOf(receiver, table) && call.TargetMethod.Name is not ("ToArray" or "CopyTo" or "GetEnumerator"),
        IInvocationOperation { TargetMethod: { IsExtensionMethod: true } or { ContainingType.SpecialType: SpecialType.System_Array, Name: "IndexOf" or "Find" or "Exists" or "FindIndex" or "BinarySearch" }, Arguments: [{ Value: var source }, ..] } => IsOf(source, table),
        IPropertyReferenceOperation { Arguments.IsEmpty: false, Instance: { } indexed } => IsOf(indexed, table),
        IArrayElementReferenceOperation element => IsOf(element.ArrayReference, table),
        IObjectCreationOperation { Arguments: [{ Value: var copied }, ..] } => IsOf(copied, table),
        _ => false,
    };

    private static bool IsOf(IOperation operation, ISymbol table)
    {
        operation = Collections.WithoutConversions(operation)!;
        if (operation is IPropertyReferenceOperation { Property.Name: "Values" or "Keys", Instance: { } owner })
            operation = owner;
        return SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(operation), table);
    }

    // A copy that is used after the lock: what there is to do has been done.
    private static bool IsSnapshot(HeldLock held) => held.Statements is [var only] && only switch
    {
        IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: ILocalReferenceOperation or IParameterReferenceOperation } } => true,
        IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod.Name: "CopyTo" or "AddRange" } } => true,

        // foreach (var one in _all) copy.Add(one); without any question.
        IForEachLoopOperation { Body: var body } => (body is IBlockOperation { Operations: [var one] } ? one : body) is IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod.Name: "Add" or "Enqueue" or "Push", Instance: ILocalReferenceOperation } },
        IReturnOperation { ReturnedValue: { } returned } => IsWholeCopy(Collections.WithoutConversions(returned))
            || Collections.WithoutConversions(returned) is IObjectCreationOperation { Arguments: [{ Value: var wrapped }], Initializer: null } && IsWholeCopy(Collections.WithoutConversions(wrapped)),
        _ => false,
    };

    private static bool IsWholeCopy(IOperation? value) => value switch
    {
        IInvocationOperation call => Sequences.IsCopy(call) && Collections.SymbolOf(Sequences.SourceOf(call)) is not null,
        IObjectCreationOperation { Arguments: [{ Value: var source }, ..], Initializer: null } => Collections.SymbolOf(Collections.WithoutConversions(source)) is not null,
        _ => false,
    };

    // Another member takes elements out, or writes them in place.
    private static bool IsConsumed(ISymbol table, HotMember member)
    {
        foreach (var node in TypeSyntax(table, member).SelectMany(type => type.DescendantNodes()))
        {
            var isTaken = node switch
            {
                InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => Takers.Contains(access.Name.Identifier.ValueText) && NameOf(access.Expression) == table.Name

                    // Who empties a table has found out that it is old; who empties a list has taken what is in it.
                    && !(access.Name.Identifier.ValueText == "Clear" && Sequences.IsDictionary(TypeOf(table))),
                AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax element } => table is IFieldSymbol { Type: IArrayTypeSymbol or { Name: "List" or "IList" } } && NameOf(element.Expression) == table.Name,
                _ => false,
            };
            if (isTaken && !IsAtTheEnds(node))
                return true;
        }

        return false;
    }

    // What is called to set up, to change or to end.
    private static bool IsAtTheEnds(SyntaxNode node)
    {
        foreach (var ancestor in node.Ancestors())
        {
            switch (ancestor)
            {
                case ConstructorDeclarationSyntax or DestructorDeclarationSyntax or FieldDeclarationSyntax:
                    return true;
                case MethodDeclarationSyntax method:
                    return Ends.Any(end => method.Identifier.ValueText.StartsWith(end, StringComparison.Ordinal));
                case AccessorDeclarationSyntax accessor:
                    return accessor.IsKind(SyntaxKind.RemoveAccessorDeclaration) || accessor.IsKind(SyntaxKind.SetAccessorDeclaration);
                case TypeDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    private static ITypeSymbol? TypeOf(ISymbol table) => table switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };

    private static IEnumerable<SyntaxNode> TypeSyntax(ISymbol state, HotMember member) => state.ContainingType?.DeclaringSyntaxReferences
        .Select(reference => reference.GetSyntax(member.CancellationToken)) ?? [];

    private static string? NameOf(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access => access.Name.Identifier.ValueText,
        _ => null,
    };
}
