using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>A readers' lock around one look-up: <c>_lock.EnterReadLock(); try { return _d[key]; } finally { _lock.ExitReadLock(); }</c>.</summary>
internal static class LookupOfReader
{
    // A ConcurrentDictionary does as much without the lock.
    private static readonly HashSet<string> Keyed = new(StringComparer.Ordinal) { "TryGetValue", "ContainsKey", "Add", "TryAdd", "Remove", "Clear", "Count" };

    /// <summary>What is looked up, the lock and where it is taken; null where more is read under it, or the lock guards more.</summary>
    public static (ISymbol Collection, ISymbol Gate, SyntaxNode Wait)? Of(HotMember member)
    {
        var operations = member.Operations();
        if (operations.OfType<IInvocationOperation>().Where(IsTaken).ToList() is not [var reader] || Collections.SymbolOf(reader.Instance) is not IFieldSymbol gate
            || operations.OfType<ITryOperation>().FirstOrDefault(attempt => attempt.Finally is not null && attempt.Finally.Descendants().Any(IsRelease)) is not { } section)
        {
            return null;
        }

        IFieldSymbol? table = null;
        foreach (var operation in section.Body.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IInvocationOperation { TargetMethod.Name: "TryGetValue" or "ContainsKey", Instance: IFieldReferenceOperation { Field: var asked } } when table is null && IsKeyed(asked):
                    table = asked;
                    break;
                case IPropertyReferenceOperation { Arguments.IsEmpty: false, Instance: IFieldReferenceOperation { Field: var indexed } } item when table is null && IsKeyed(indexed) && !OwnedLocals.IsWritten(item):
                    table = indexed;
                    break;
                case IInvocationOperation call when !IsTaken(call):
                case IObjectCreationOperation or ILoopOperation or IAwaitOperation or IIncrementOrDecrementOperation or IAssignmentOperation { Target: IMemberReferenceOperation }:
                    return null;
            }
        }

        return table is not null && IsAllThatIsGuarded(table, gate) ? (table, gate, reader.Syntax) : null;
    }

    private static bool IsTaken(IInvocationOperation call) => call.TargetMethod is { Name: "EnterReadLock" or "AcquireReaderLock", ContainingType.Name: "ReaderWriterLockSlim" or "ReaderWriterLock" };

    private static bool IsRelease(IOperation operation) => operation is IInvocationOperation { TargetMethod: { Name: "ExitReadLock" or "ReleaseReaderLock", ContainingType.Name: "ReaderWriterLockSlim" or "ReaderWriterLock" } };

    private static bool IsKeyed(IFieldSymbol field) => field.Type is { Name: "Dictionary" or "IDictionary" };

    // By their text, the members that take the lock touch no other field that changes, and do nothing with the dictionary but by key.
    private static bool IsAllThatIsGuarded(IFieldSymbol table, IFieldSymbol gate)
    {
        var others = new HashSet<string>(
            gate.ContainingType.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsConst && field.Name != table.Name && field.Name != gate.Name && !(field.IsReadOnly && (PureCalls.IsImmutable(field.Type) || field.Type.TypeKind == TypeKind.Delegate))).Select(field => field.AssociatedSymbol?.Name ?? field.Name),
            StringComparer.Ordinal);
        var isChanged = false;
        foreach (var reference in gate.ContainingType.DeclaringSyntaxReferences)
        {
            foreach (var member in reference.GetSyntax().DescendantNodes().Where(node => node is MethodDeclarationSyntax or AccessorDeclarationSyntax))
            {
                if (!Mentions(member, gate))
                    continue;
                var names = SectionsOf(member, gate).SelectMany(section => section.DescendantNodes()).OfType<IdentifierNameSyntax>().ToList();
                if (names.Exists(name => others.Contains(name.Identifier.ValueText)) || !names.Where(name => name.Identifier.ValueText == table.Name).All(IsByKey))
                    return false;
                isChanged |= names.Exists(name => name.Identifier.ValueText == table.Name && IsChange(name));
            }
        }

        return isChanged;
    }

    // The try blocks that let the lock go in the end; where there are none, all of the member.
    private static List<SyntaxNode> SectionsOf(SyntaxNode member, IFieldSymbol gate)
    {
        var sections = member.DescendantNodes().OfType<TryStatementSyntax>().Where(attempt => attempt.Finally is { } final && Mentions(final, gate)).Select(static attempt => (SyntaxNode)attempt.Block).ToList();
        return sections.Count > 0 ? sections : [member];
    }

    private static bool Mentions(SyntaxNode code, IFieldSymbol gate) => code.DescendantNodes().Any(node => node is IdentifierNameSyntax name && name.Identifier.ValueText == gate.Name);

    private static bool IsChange(IdentifierNameSyntax name) => SingleStatement.Place(name).Parent switch
    {
        ElementAccessExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } element => assignment.Left == element,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method } => Collections.IsMutator(method),
        _ => false,
    };

    private static bool IsByKey(IdentifierNameSyntax name) => SingleStatement.Place(name).Parent switch
    {
        ElementAccessExpressionSyntax => true,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method } => Keyed.Contains(method),
        _ => false,
    };
}
