using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>Calls that, by the names of type and method, ask a store or a service for one item: <c>_orderRepository.Get(id)</c>.</summary>
internal static class StoreCalls
{
    private static readonly string[] Stores = ["Repository", "Repo", "Dao", "DataAccess", "Gateway", "ApiClient", "RestClient", "ServiceClient", "ServiceProxy", "Outbox", "Inbox", "DocumentStore", "BlobStore", "MessageStore", "SnapshotStore"];

    private static readonly string[] Asks = ["Get", "Find", "Load", "Fetch", "Query", "Lookup", "Exists", "Count", "Select"];

    private static readonly string[] Stored = ["Save", "Insert", "Update", "Delete", "Upsert", "Create"];

    // What asks for something, whatever stands before it: InternalGetAsync.
    private static readonly string[] Reads = ["Get", "Load", "Find", "Fetch", "Query", "Read", "Select"];

    private static readonly string[] Memory = ["InMemory", "Memory", "Cache", "Fake", "Mock", "Stub", "Null", "Test"];

    /// <summary>What serves instead of one call for each item of a loop; null where the names do not tell, or the call does not concern the item.</summary>
    public static string? RemedyOf(IInvocationOperation call, ILoopOperation loop) =>
        RemedyOf(call, value => LoopSteps.IsOfItem(value, loop)) is { } remedy && !LoopSteps.EndsEarly(loop) ? remedy : null;

    /// <summary>The same for a method of the program that is handed a connection of the database with the item: <c>foreach (var key in keys) await GetAsync(_connection, key);</c></summary>
    public static string? RemedyOfConnection(IInvocationOperation call, ILoopOperation loop) =>
        !FrameworkCalls.IsFramework(call.TargetMethod.ContainingType) && (Reads.Any(verb => call.TargetMethod.Name.IndexOf(verb, StringComparison.Ordinal) >= 0) || IsCommand(call.TargetMethod))
        && call.Arguments.Any(argument => IsConnection(Collections.WithoutConversions(argument.Value)?.Type))
        && call.Arguments.Any(argument => !IsConnection(Collections.WithoutConversions(argument.Value)?.Type)
            && LoopSteps.IsOfItem(argument.Value, loop))
            ? IsCommand(call.TargetMethod) ? "send one command for all of them" : "ask for all keys in one query"
            : null;

    // connection.ExecuteAsync(sql): what a project, or a library, puts beside the methods of a connection.
    private static bool IsCommand(IMethodSymbol method) => method.Name is "Execute" or "ExecuteAsync" && (method.ReducedFrom ?? method) is { IsExtensionMethod: true, Parameters: [{ Type: var extended }, ..] } && IsConnection(extended);

    private static bool IsConnection(ITypeSymbol? type) => type is not null && type.Name.EndsWith("Connection", StringComparison.Ordinal)
        && (type.Name is "IDbConnection" or "DbConnection" || type.AllInterfaces.Any(face => face.Name == "IDbConnection"));

    /// <summary>The same for the lambda of a query that makes one value of each item: <c>ids.Select(id =&gt; _repository.Get(id)).ToList()</c>.</summary>
    public static string? RemedyOfQuery(IInvocationOperation call) =>
        Loops.PerElementCall(call) is { TargetMethod.Name: "Select" or "SelectMany" or "ForEach" or "ToDictionary" } && Functions.Around(call) is IAnonymousFunctionOperation lambda
            ? RemedyOf(call, value => LoopSteps.IsOfItem(value, lambda))
            : null;

    private static string? RemedyOf(IInvocationOperation call, Func<IOperation, bool> isOfItem)
    {
        if (call.Instance?.Type is not { } type || call.Instance is IInstanceReferenceOperation || !IsStore(type.Name) || Memory.Any(word => type.Name.IndexOf(word, StringComparison.Ordinal) >= 0) || IsOfPlatform(type)
            || !call.Arguments.Any(argument => isOfItem(argument.Value))
            || call.Arguments.Any(argument => argument.ArgumentKind != ArgumentKind.DefaultValue && Sequences.IsCounted(Collections.WithoutConversions(argument.Value)?.Type) && argument.Value.Type?.SpecialType != SpecialType.System_String)
            || call.TargetMethod.ReturnType.TypeKind == TypeKind.Delegate)
        {
            return null;
        }

        if (Asks.Any(verb => Starts(call.TargetMethod.Name, verb)))
            return call.TargetMethod.ReturnsVoid || !call.Arguments.Any(IsKey) ? null : "ask for all of them in one call";
        return Stored.Any(verb => Starts(call.TargetMethod.Name, verb)) ? "hand all of them over in one call" : null;
    }

    // IOutboxSync, IBlobStoreAsync: the one of two faces.
    private static bool IsStore(string type)
    {
        var bare = type.EndsWith("Sync", StringComparison.Ordinal) ? type.Substring(0, type.Length - 4) : AwaitableTwin.BareName(type);
        return Stores.Any(end => bare.EndsWith(end, StringComparison.Ordinal));
    }

    // What a framework calls a repository may be anything.
    private static bool IsOfPlatform(ITypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
            space = space.ContainingNamespace;
        return space?.Name is "System" or "Microsoft";
    }

    // What is handed in tells which item is meant: who hands in the item itself has it already.
    private static bool IsKey(IArgumentOperation argument) => Collections.WithoutConversions(argument.Value)?.Type is { } type
        && (type.SpecialType is SpecialType.System_String or SpecialType.System_Int32 or SpecialType.System_Int64 || type.Name is "Guid" || type.Name.EndsWith("Id", StringComparison.Ordinal) || type.Name.EndsWith("Key", StringComparison.Ordinal));

    private static bool Starts(string name, string verb) => name.StartsWith(verb, StringComparison.Ordinal) && (name.Length == verb.Length || !char.IsLower(name[verb.Length]));
}
