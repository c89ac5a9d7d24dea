using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>
/// A call for one item that stands beside a twin for many, with the same parameters but for the item: <c>InsertOneAsync(row)</c> and
/// <c>InsertManyAsync(rows)</c>, <c>AddToRoleAsync(user, role)</c> and <c>AddToRolesAsync(user, roles)</c>.
/// </summary>
internal static class BatchTwin
{
    private static readonly string[] Plurals = ["s", "es", "Many", "Range", "All", "Batch", "Bulk", "Multiple", ""];

    // Clients whose batches take requests of a type of their own, by what their documentation offers.
    private static readonly Dictionary<string, (string[] Methods, string Remedy)> Known = new(StringComparer.Ordinal)
    {
        ["CloudTable"] = (["Execute"], "send one TableBatchOperation for each partition"),
        ["TableClient"] = (["AddEntity", "UpsertEntity", "UpdateEntity", "DeleteEntity"], "send one SubmitTransaction for each partition"),
        ["IAmazonDynamoDB"] = (["PutItem", "DeleteItem", "GetItem"], "send BatchWriteItem or BatchGetItem"),
        ["AmazonDynamoDBClient"] = (["PutItem", "DeleteItem", "GetItem"], "send BatchWriteItem or BatchGetItem"),
        ["IAmazonSQS"] = (["SendMessage", "DeleteMessage"], "send SendMessageBatch or DeleteMessageBatch"),
        ["AmazonSQSClient"] = (["SendMessage", "DeleteMessage"], "send SendMessageBatch or DeleteMessageBatch"),
        ["IAmazonS3"] = (["DeleteObject"], "send DeleteObjects"),
        ["AmazonS3Client"] = (["DeleteObject"], "send DeleteObjects"),
        ["IElasticClient"] = (["Index", "IndexDocument", "Update", "Delete"], "send one Bulk"),
        ["ElasticClient"] = (["Index", "IndexDocument", "Update", "Delete"], "send one Bulk"),
        ["ElasticsearchClient"] = (["Index", "Update", "Delete"], "send one Bulk"),
    };

    /// <summary>What serves instead of a call in a loop; null where there is no such twin, or the loop may end before all are asked for.</summary>
    public static string? RemedyOf(IInvocationOperation call, ILoopOperation loop, HotMember member)
    {
        var method = call.TargetMethod;
        if (method.Parameters.IsEmpty || method.MethodKind != MethodKind.Ordinary || (call.Instance?.Type ?? method.ContainingType) is not { } type)
            return null;
        var known = Known.TryGetValue(type.Name, out var row) && Array.IndexOf(row.Methods, AwaitableTwin.BareName(method.Name)) >= 0 ? row.Remedy : null;
        if ((known is null && (!Tasks.IsTask(method.ReturnType) || method.IsGenericMethod || IsInMemory(type))) || ItemOf(call, loop) is not { } item || LoopSteps.EndsEarly(loop))
            return null;
        if (known is not null)
            return known;
        foreach (var name in NamesOf(method.Name))
        {
            if (name != member.Symbol.Name && Find(type, name, call, item) is { } twin)
                return "let one call of " + twin.Name + " take all of them";
        }

        return null;
    }

    // The one parameter whose argument is made of what the loop goes through; two would have to be handed over in pairs.
    private static IParameterSymbol? ItemOf(IInvocationOperation call, ILoopOperation loop)
    {
        IParameterSymbol? item = null;
        foreach (var argument in call.Arguments)
        {
            if (argument.ArgumentKind == ArgumentKind.DefaultValue || !LoopSteps.IsOfItem(argument.Value, loop))
                continue;
            if (item is not null || argument.Parameter is not { } parameter)
                return null;
            item = parameter;
        }

        return item is not null && (call.Instance is null || !LoopSteps.IsOfItem(call.Instance, loop)) ? item : null;
    }

    private static IEnumerable<string> NamesOf(string name)
    {
        var bare = AwaitableTwin.BareName(name);
        var end = name.Substring(bare.Length);
        foreach (var many in Plurals)
            yield return bare + many + end;
        if (bare.EndsWith("One", StringComparison.Ordinal))
            yield return bare.Substring(0, bare.Length - 3) + "Many" + end;
        if (bare.EndsWith("y", StringComparison.Ordinal))
            yield return bare.Substring(0, bare.Length - 1) + "ies" + end;
    }

    private static IMethodSymbol? Find(ITypeSymbol type, string name, IInvocationOperation one, IParameterSymbol item)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault(twin => IsTwin(twin, one, item)) is { } found)
                return found;
        }

        return type.TypeKind == TypeKind.Interface ? type.AllInterfaces.SelectMany(face => face.GetMembers(name)).OfType<IMethodSymbol>().FirstOrDefault(twin => IsTwin(twin, one, item)) : null;
    }

    private static bool IsTwin(IMethodSymbol twin, IInvocationOperation one, IParameterSymbol item)
    {
        if (twin.Parameters.Length < one.Arguments.Count(argument => argument.ArgumentKind != ArgumentKind.DefaultValue) || !Tasks.IsTask(twin.ReturnType) || twin.IsStatic != one.TargetMethod.IsStatic || twin.IsGenericMethod || twin.Parameters.Length <= item.Ordinal || ElementOf(twin.Parameters[item.Ordinal].Type) is not { } element || !SymbolEqualityComparer.Default.Equals(element, item.Type))
            return false;
        for (var i = 0; i < twin.Parameters.Length; i++)
        {
            var own = twin.Parameters[i];
            if (i == item.Ordinal)
                continue;
            var given = one.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == i && argument.ArgumentKind != ArgumentKind.DefaultValue);
            if (given is null ? !own.IsOptional : !SymbolEqualityComparer.Default.Equals(own.Type, given.Parameter!.Type))
                return false;
        }

        return true;
    }

    // Of a sequence; a text is none.
    private static ITypeSymbol? ElementOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { ElementType: var element } => element,
        INamedTypeSymbol { Name: "IEnumerable" or "ICollection" or "IReadOnlyCollection" or "IList" or "IReadOnlyList" or "List" or "ISet" or "HashSet", TypeArguments: [var element] } => element,
        _ => null,
    };

    // What a unit of work notes goes out later, all at once; channels and pipes are in memory.
    private static bool IsInMemory(ITypeSymbol type) => type.Name is "DbSet" or "DbContext" or "ChannelWriter" || type.Name.EndsWith("DbContext", StringComparison.Ordinal) || type.Name.EndsWith("Writer", StringComparison.Ordinal)
        || type.Name.EndsWith("Stream", StringComparison.Ordinal) || type.Name.StartsWith("Memory", StringComparison.Ordinal) || type.Name.StartsWith("InMemory", StringComparison.Ordinal) || type.Name.IndexOf("Cache", StringComparison.Ordinal) >= 0;
}
