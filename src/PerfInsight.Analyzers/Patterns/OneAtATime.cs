using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>Objects that take one operation at a time: streams, readers, connections, contexts.</summary>
internal static class OneAtATime
{
    private static readonly string[] Endings =
    [
        "Stream", "Reader", "Writer", "DbContext", "Connection", "Transaction", "Command", "Socket", "Session", "Channel", "UnitOfWork", "Enumerator", "Semaphore", "SemaphoreSlim", "Archive",
    ];

    /// <summary>True for a type that serves one operation at a time.</summary>
    public static bool IsOneAtATime(ITypeSymbol? type)
    {
        for (var current = type; current is not null && current.SpecialType != SpecialType.System_Object; current = current.BaseType)
        {
            if (Endings.Any(ending => current.Name.EndsWith(ending, StringComparison.Ordinal)) && !IsOfMessages(current.Name) || current.Name is "IQueryable" or "DbSet" or "DatabaseFacade" or "IAsyncEnumerator")
                return true;
        }

        return type?.AllInterfaces.Any(face => face.Name is "IQueryable" or "IDbConnection" or "IDbCommand") == true || HasDatabase(type);
    }

    /// <summary>True for a connection to a database and a transaction on one, by interface or by name.</summary>
    public static bool IsDatabase(ITypeSymbol type) => type.Name is "IDbConnection" or "IDbTransaction" or "DbConnection" or "DbTransaction"
        || ((type.Name.EndsWith("Connection", StringComparison.Ordinal) || type.Name.EndsWith("Transaction", StringComparison.Ordinal))
            && (type.Name.IndexOf("Sql", StringComparison.OrdinalIgnoreCase) >= 0 || type.AllInterfaces.Any(face => face.Name is "IDbConnection" or "IDbTransaction")));

    // A class of the program that keeps a connection or a transaction: all its methods go over that.
    private static bool HasDatabase(ITypeSymbol? type)
    {
        for (var current = type; current is { TypeKind: TypeKind.Class, DeclaringSyntaxReferences.IsEmpty: false }; current = current.BaseType)
        {
            if (current.GetMembers().Any(static member => member is IFieldSymbol { IsStatic: false, Type: var held } && IsDatabase(held)))
                return true;
        }

        return false;
    }

    // What sends messages takes many at a time.
    private static bool IsOfMessages(string type) => type.EndsWith("MessageSession", StringComparison.Ordinal) || type.EndsWith("MessageChannel", StringComparison.Ordinal);

    // db.GetVolume(…), _connection…: a database of the project's own, whatever its type is called.
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "db", "database", "conn", "connection", "dbContext", "context", "session", "transaction", "unitOfWork", "uow",
    };

    private static bool IsNamedSo(IOperation operation) => operation.Parent is IInvocationOperation { Instance: { } receiver } && ReferenceEquals(receiver, operation)
        && Collections.SymbolOf(operation) is { Name: var name } && Names.Contains(name.TrimStart('_'))
        && operation.Type is { } type && (type.Name.IndexOf("Database", StringComparison.Ordinal) >= 0 || type.Name.IndexOf("Db", StringComparison.Ordinal) >= 0 || type.Name.EndsWith("Context", StringComparison.Ordinal));

    /// <summary>True where a call uses such an object that comes from outside of some code.</summary>
    public static bool UsesOneFrom(IOperation call, IOperation? inside) => call.DescendantsAndSelf().Any(operation =>
        operation is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation
        && (IsOneAtATime(operation.Type) || IsNamedSo(operation) || operation.Parent is IArgumentOperation && Collections.SymbolOf(operation)?.Name is "reader" or "writer" or "stream")
        && (inside is null || Collections.SymbolOf(operation) is not { } symbol || !Collections.IsDeclaredIn(symbol, inside)));
}
