using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>A readers' lock around the read of one field, or of one thing that it holds: <c>_lock.EnterReadLock(); try { current = _current; } finally { _lock.ExitReadLock(); }</c>.</summary>
internal static class ReadOfReader
{
    /// <summary>The field, the lock and where it is taken; null where more is read under it.</summary>
    public static (IFieldSymbol Field, ISymbol Gate, SyntaxNode Wait)? Of(HotMember member)
    {
        if (member.Operations<ITryOperation>().Where(attempt => attempt.Finally?.Descendants().Any(IsRelease) == true).ToList() is not [var section]
            || member.Invocations().Where(IsTaken).ToList() is not [var reader] || Collections.SymbolOf(reader.Instance) is not IFieldSymbol gate)
        {
            return null;
        }

        var statements = section.Body.Operations.Where(statement => statement is not IExpressionStatementOperation { Operation: IInvocationOperation call } || !ReferenceEquals(call, reader)).ToList();
        if (statements is not [var only])
            return null;
        var value = only switch
        {
            IReturnOperation { ReturnedValue: { } returned } => returned,
            IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: ILocalReferenceOperation, Value: var assigned } } => assigned,
            _ => null,
        };

        // _items.Capacity, a number that the collection has at hand
        var read = Collections.WithoutConversions(value);
        if (read is IPropertyReferenceOperation { Arguments.IsEmpty: true, Type.IsValueType: true, Instance: { } owner, Property.ContainingType: var type } && FrameworkCalls.IsFramework(type))
            read = Collections.WithoutConversions(owner);
        return read is IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation, Field: var field } && IsWhole(field.Type) ? (field, gate, reader.Syntax) : null;
    }

    private static bool IsTaken(IInvocationOperation call) => call.TargetMethod is { Name: "EnterReadLock" or "AcquireReaderLock", ContainingType.Name: "ReaderWriterLockSlim" or "ReaderWriterLock" };

    private static bool IsRelease(IOperation operation) => operation is IInvocationOperation { TargetMethod: { Name: "ExitReadLock" or "ReleaseReaderLock", ContainingType.Name: "ReaderWriterLockSlim" or "ReaderWriterLock" } };

    // A reference or a number is never half written.
    private static bool IsWhole(ITypeSymbol type) => type.IsReferenceType || type.TypeKind == TypeKind.Enum || type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_UInt64 or SpecialType.System_Single or SpecialType.System_Double;
}
