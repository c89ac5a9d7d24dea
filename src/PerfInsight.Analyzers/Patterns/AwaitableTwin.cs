using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>
/// Calls of a project's own or a library's methods that wait by their name, and that stand beside a twin that can be awaited:
/// <c>store.LoadAll(id)</c> where there is <c>store.LoadAllAsync(id)</c>. A twin alone says nothing, so the name must say it too.
/// </summary>
internal static class AwaitableTwin
{
    private static readonly string[] Waiting =
    [
        "Load", "Save", "Open", "Execute", "Query", "Send", "Receive", "Download", "Upload", "Fetch", "Connect", "Authenticate", "Extract", "Import", "Export",
        "Commit", "Rollback", "BeginTransaction", "Migrate", "Request", "Publish", "Transfer", "Backup",
    ];

    // Of those, what says by itself that something goes to or comes from elsewhere.
    private static readonly string[] Moving = ["Load", "Save", "Query", "Send", "Download", "Upload", "Fetch", "Request"];

    // Asks that may be answered at once, but not by what is called so.
    private static readonly string[] Asking = ["Get", "Find", "Read", "Write", "Exists", "Insert", "Update", "Delete", "Remove", "Add", "Create", "Count", "List", "Search", "Store", "Set", "Upsert"];

    // Of a library or the program itself, these fetch or hand on the next piece; in what holds text, bits or tokens they only step on.
    private static readonly HashSet<string> Steps = new(StringComparer.Ordinal) { "Read", "ReadNext", "Write", "Flush", "FlushAll", "NextResult" };

    private static readonly string[] Stepping = ["Reader", "Writer", "Connection", "Channel", "Client", "Session", "Feed", "Cursor", "Transport", "Producer", "Consumer", "Publisher", "Uploader"];

    private static readonly string[] Formats = ["Json", "Xml", "Yaml", "Utf8", "Text", "String", "Binary", "Bit", "Byte", "Char", "Token", "Span", "Sequence", "Memory", "Buffer", "Array", "Html", "Markdown", "Code", "Console", "Log"];

    private static readonly string[] Stores = ["Repository", "Repo", "Dao", "Store", "Storage", "Client", "Gateway", "Database", "FileSystem", "Blob", "Bucket"];

    private static readonly HashSet<string> Runs = new(StringComparer.Ordinal)
    {
        "ToList", "ToArray", "ToDictionary", "First", "FirstOrDefault", "Single", "SingleOrDefault", "Last", "LastOrDefault", "Any", "All", "Count", "LongCount", "Max", "Min", "Sum", "Average", "Contains",
    };

    private static readonly string[] Memory = ["Memory", "Buffer", "String", "InMemory", "Fake", "Null"];

    /// <summary>True where the twin would be awaited instead.</summary>
    public static bool IsMissed(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method.Name.EndsWith("Async", StringComparison.Ordinal) || Tasks.IsTask(method.ReturnType) || method.ReturnType.Name is "IAsyncEnumerable" || RarePaths.IsRare(call))
            return false;
        if (IsRunOfQuery(call))
            return true;
        var takesStream = call.Arguments.Any(argument => argument.Value is { } value && Collections.WithoutConversions(value)?.Type?.Name is "Stream" or "FileStream" or "NetworkStream");
        if ((!takesStream && !Waiting.Any(start => IsWord(method.Name, start)) && !IsOfStore(call) && !IsStep(call)) || IsInMemory(call.Instance?.Type ?? method.ContainingType))
            return false;
        return HasTwin(call);
    }

    /// <summary>True for a call on a store, a client or another interface that has the twin of a method that waits by its name.</summary>
    public static bool IsMissedOfStore(IInvocationOperation call) => call.Instance is { Type: { } type } and not IInstanceReferenceOperation && (type.TypeKind == TypeKind.Interface || IsStore(type))
        && IsMissed(call) && (IsOfStore(call) || Moving.Any(start => IsWord(call.TargetMethod.Name, start)));

    /// <summary>The name of a method or type without the <c>Async</c> at its end.</summary>
    public static string BareName(string name) => name.EndsWith("Async", StringComparison.Ordinal) ? name.Substring(0, name.Length - 5) : name;

    private static bool IsOfStore(IInvocationOperation call) => call.Instance?.Type is { } type && IsStore(type) && Asking.Any(verb => IsWord(call.TargetMethod.Name, verb));

    // batchReader.Read() of a library: streams, readers and writers of the framework, and what derives from them, are told by their types elsewhere.
    private static bool IsStep(IInvocationOperation call) => Steps.Contains(call.TargetMethod.Name) && call.Instance is { Type: { } type } and not IInstanceReferenceOperation && !FrameworkCalls.IsFramework(type)
        && Stepping.Any(end => type.Name.EndsWith(end, StringComparison.Ordinal)) && !Formats.Any(word => type.Name.IndexOf(word, StringComparison.Ordinal) >= 0) && !IsOfFramework(type);

    private static bool IsOfFramework(ITypeSymbol type)
    {
        for (var current = type.BaseType; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
        {
            if (current.Name is "Stream" or "TextReader" or "TextWriter" or "XmlReader" or "XmlWriter" or "BinaryReader" or "BinaryWriter" or "JsonReader" or "JsonWriter")
                return true;
        }

        return false;
    }

    private static bool IsStore(ITypeSymbol type) => Stores.Any(end => type.Name.EndsWith(end, StringComparison.Ordinal));

    private static bool HasTwin(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var places = call.Instance is { Type: { } receiver } ? new[] { receiver, method.ContainingType } : [method.ContainingType];
        return places.Any(type => HasTwin(type, method));
    }

    /// <summary>True for <c>db.Users.Where(…).ToList()</c>: the query runs here, and the thread waits for the database.</summary>
    public static bool IsRunOfQuery(IInvocationOperation call)
    {
        if (!Runs.Contains(call.TargetMethod.Name) || call.TargetMethod.ContainingType is not { Name: "Queryable" or "Enumerable", ContainingNamespace.Name: "Linq" }
            || Sequences.SourceOf(call) is not { } source || !Sequences.IsQueryable(source.Type))
        {
            return call.TargetMethod is { Name: "ExecuteDelete" or "ExecuteUpdate", ContainingType.Name: "RelationalQueryableExtensions" or "EntityFrameworkQueryableExtensions" };
        }

        // Comes to an end: a local that is read before its declaration has no type, so each step leads up the code.
        while (true)
        {
            switch (source)
            {
                // Include(…), AsNoTracking(): nobody but Entity Framework runs such a query.
                case IInvocationOperation { TargetMethod.ContainingType.Name: "EntityFrameworkQueryableExtensions" or "RelationalQueryableExtensions" }:
                    return true;
                case IInvocationOperation { TargetMethod.IsExtensionMethod: true } query when Sequences.SourceOf(query) is { } before:
                    source = Collections.WithoutConversions(before)!;
                    break;
                case ILocalReferenceOperation { Local: var local } when OwnedLocals.InitializerOf(local, source) is { } made && !made.DescendantsAndSelf().Contains(source):
                    source = made;
                    break;
                case ITranslatedQueryOperation translated:
                    source = translated.Operation;
                    break;
                default:
                    return source.Type is { Name: "DbSet" };
            }
        }
    }

    private static bool HasTwin(ITypeSymbol type, IMethodSymbol method)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers(method.Name + "Async").OfType<IMethodSymbol>().Any(twin => IsTwin(twin, method)))
                return true;
        }

        return false;
    }

    // The same parameters in the same order, and perhaps a token and others that need not be given.
    private static bool IsTwin(IMethodSymbol twin, IMethodSymbol method)
    {
        if (!Tasks.IsTask(twin.ReturnType) || twin.IsStatic != method.IsStatic || twin.IsObsolete() || method.ReturnsVoid != (twin.ReturnType is INamedTypeSymbol { TypeArguments.IsEmpty: true }))
            return false;
        var given = method.Parameters;
        if (twin.Parameters.Length < given.Length)
            return false;
        for (var i = 0; i < twin.Parameters.Length; i++)
        {
            var own = twin.Parameters[i];
            if (i >= given.Length ? !own.IsOptional && own.Type.Name != "CancellationToken" : own.Type.Name != given[i].Type.Name || own.RefKind != given[i].RefKind)
                return false;
        }

        return true;
    }

    private static bool IsObsolete(this ISymbol symbol) => symbol.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "ObsoleteAttribute");

    private static bool IsInMemory(ITypeSymbol type) => Memory.Any(start => type.Name.StartsWith(start, StringComparison.Ordinal));

    private static bool IsWord(string name, string start) =>
        name.StartsWith(start, StringComparison.Ordinal) && (name.Length == start.Length || !char.IsLower(name[start.Length]));
}
