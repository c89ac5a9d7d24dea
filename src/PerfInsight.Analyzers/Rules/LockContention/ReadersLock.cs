using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>A cache with a readers' lock to look it up and a writers' lock to fill it.</summary>
/// <param name="Collection">What is looked up.</param>
/// <param name="Gate">The lock.</param>
/// <param name="Wait">Where each reader takes it.</param>
internal sealed record ReadersLock(ISymbol Collection, ISymbol Gate, SyntaxNode Wait)
{
    /// <summary>The cache that a writers' lock fills, where the same member has looked it up under the readers' lock before; null for all others.</summary>
    public static ReadersLock? Of(HeldLock held, IReadOnlyList<IOperation> operations)
    {
        if (held.Gate is null || !held.Wait.ToString().EndsWith("EnterWriteLock()", StringComparison.Ordinal))
            return null;
        var state = GuardedLookup.Of(held);
        if (state.ChangesEntries || state.Writes.Count == 0 || state.Writes.Select(write => write.State).Distinct(SymbolEqualityComparer.Default).Count() > 1
            || state.Writes[0].State is not { } collection || !IsKeyed(collection) || !state.Writes.All(write => write.Write is IInvocationOperation { TargetMethod.Name: "Add" or "TryAdd" } or ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments.IsEmpty: false } }))
        {
            return null;
        }

        var reader = operations.OfType<IInvocationOperation>().FirstOrDefault(call => IsTaken(call) && call.Syntax.Span.End <= held.Wait.SpanStart
            && SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(call.Instance), held.Gate));
        var looks = reader is not null && operations.Any(operation => operation.Syntax.SpanStart > reader.Syntax.SpanStart && operation.Syntax.Span.End <= held.Wait.SpanStart
            && SymbolEqualityComparer.Default.Equals(LookedUp(operation), collection));
        return looks ? new ReadersLock(collection, held.Gate, reader!.Syntax) : null;
    }

    /// <summary>True where a member may take a readers' lock, by its text.</summary>
    public static bool IsIn(SyntaxNode member) => member.DescendantNodes().Any(node => node is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "EnterReadLock" or "AcquireReaderLock" });

    /// <summary>The cache that a member looks up under the readers' lock alone, where it calls a method of the type for what is missing, and that method fills it; null for all others.</summary>
    public static ReadersLock? OfMiss(HotMember member)
    {
        var operations = member.Operations();
        if (operations.OfType<IInvocationOperation>().FirstOrDefault(IsTaken) is not { } reader || Collections.SymbolOf(reader.Instance) is not { } gate
            || operations.OfType<ITryOperation>().FirstOrDefault(attempt => attempt.Finally is not null && attempt.Syntax.SpanStart >= reader.Syntax.Span.End) is not { } section)
        {
            return null;
        }

        var inside = section.Body.DescendantsAndSelf().ToList();
        if (inside.Select(LookedUp).FirstOrDefault(table => table is not null) is not { } collection || !IsKeyed(collection)
            || inside.Any(operation => operation is IFieldReferenceOperation { Field: { IsReadOnly: false, IsConst: false } other } && !SymbolEqualityComparer.Default.Equals(other, collection)))
        {
            return null;
        }

        return operations.Any(operation => operation is IInvocationOperation { Instance: null or IInstanceReferenceOperation, TargetMethod: { MethodKind: MethodKind.Ordinary } method }
            && SymbolEqualityComparer.Default.Equals(method.ContainingType, member.Symbol.ContainingType) && Fills(method, collection.Name, member.CancellationToken))
                ? new ReadersLock(collection, gate, reader.Syntax)
                : null;
    }

    private static bool IsTaken(IInvocationOperation call) => call.TargetMethod is { Name: "EnterReadLock" or "AcquireReaderLock", ContainingType.Name: "ReaderWriterLockSlim" or "ReaderWriterLock" };

    private static ISymbol? LookedUp(IOperation operation) => operation is IInvocationOperation { TargetMethod.Name: "TryGetValue" or "ContainsKey" or "Contains", Instance: { } receiver } && Collections.SymbolOf(receiver) is IFieldSymbol table ? table : null;

    // By its text: _d.Add(key, made); or _d[key] = made;
    private static bool Fills(IMethodSymbol method, string collection, CancellationToken cancellationToken) => method.DeclaringSyntaxReferences is [var reference]
        && reference.GetSyntax(cancellationToken).DescendantNodes().Any(node => node switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add" or "TryAdd" } access } => NameOf(access.Expression) == collection,
            AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax element } => NameOf(element.Expression) == collection,
            _ => false,
        });

    private static string? NameOf(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access => access.Name.Identifier.ValueText,
        _ => null,
    };

    private static bool IsKeyed(ISymbol symbol) => (symbol as IFieldSymbol)?.Type is { Name: "Dictionary" or "IDictionary" or "HashSet" or "ISet" or "Hashtable" };
}
