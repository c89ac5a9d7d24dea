using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>PI4006: one query, command or request is sent per item.</summary>
public sealed class QueryPerItemAnalyzer() : IoAnalyzer(Descriptor)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.QueryPerItem,
        "One query is sent per item",
        "'{1}' is called once per item and {0}: {2}",
        "Each round trip costs the latency of the network, whatever it asks; one that asks for all items costs it once.");

    private static readonly Proof Waits = Proof.Callee(
        SampleKind.Blocked, "System.Data.*", "Microsoft.Data.*", "Microsoft.EntityFrameworkCore.*", "Npgsql.*", "Dapper.*", "StackExchange.Redis.*", "System.Net.Http.*", "System.IO.*", "Interop+*");

    private protected override void AnalyzeWaits(HotMember member)
    {
        foreach (var call in member.Invocations())
        {
            var loop = Loops.Around(call).FirstOrDefault() as IForEachLoopOperation;
            var found = RemedyOf(call) ?? ListingPerPattern.RemedyOf(call, loop) ?? (loop is null ? StoreCalls.RemedyOfQuery(call) ?? QueryBehindCall.RemedyOfQuery(call, member, RemedyOf) : loop.IsAsynchronous ? null : StoreCalls.RemedyOf(call, loop) ?? StoreCalls.RemedyOfConnection(call, loop) ?? BatchTwin.RemedyOf(call, loop, member) ?? QueryBehindCall.RemedyOf(call, loop, member, RemedyOf) ?? OneByOne.RemedyOf(call, loop, member));
            if (found is not { } remedy || !IsPerItem(call))
                continue;
            Report(member, call, Waits, call.TargetMethod.Name, remedy);
        }
    }

    private static bool IsPerItem(IInvocationOperation call)
    {
        var loop = Loops.Around(call).FirstOrDefault();
        if (loop is not (IForEachLoopOperation or IForLoopOperation))
            return loop is null && Loops.PerElementCall(call) is not null;

        // A retry, or the first hit ends it.
        return !loop.Body.Descendants().Any(operation =>
            operation is IInvocationOperation { TargetMethod.Name: "Delay" or "Sleep" } or ICatchClauseOperation && (operation is not ICatchClauseOperation || operation.Descendants().Any(inner => inner is IBranchOperation { BranchKind: BranchKind.Continue })));
    }

    private static string? RemedyOf(IInvocationOperation call)
    {
        var method = call.TargetMethod.Name;
        var bare = AwaitableTwin.BareName(method);
        var type = call.TargetMethod.ContainingType;
        if (type is null)
            return null;
        if (bare is "ExecuteReader" or "ExecuteScalar" or "ExecuteNonQuery" && IsOrHas(call.Instance?.Type ?? type, "IDbCommand"))
            return bare == "ExecuteNonQuery" ? "send one batch, or one command with all rows" : "ask for all keys in one query";
        if (type is { Name: "SqlMapper", ContainingNamespace.Name: "Dapper" } && (bare.StartsWith("Query", StringComparison.Ordinal) || bare.StartsWith("Execute", StringComparison.Ordinal)))
            return "ask for all keys in one query";
        if (bare == "SaveChanges" && IsOrHas(call.Instance?.Type, "DbContext"))
            return "save once after the loop";
        if (bare is "Find" && (IsOrHas(call.Instance?.Type, "DbContext") || IsOrHas(call.Instance?.Type, "DbSet")))
            return "load all keys in one query";
        if (type.Name is "Queryable" or "EntityFrameworkQueryableExtensions" or "QueryableExtensions" or "RelationalQueryableExtensions"
            && bare is "First" or "FirstOrDefault" or "Single" or "SingleOrDefault" or "Any" or "Count" or "ToList" or "ToArray" or "Sum" or "Max" or "Load")
        {
            return "load all keys in one query";
        }

        if (type.Name is "IDatabase" or "IDatabaseAsync" && IsRedis(type) && (bare.StartsWith("String", StringComparison.Ordinal) || bare.StartsWith("Hash", StringComparison.Ordinal) || bare.StartsWith("Key", StringComparison.Ordinal)))
            return "send one command with all keys, or a batch";
        if (bare == "FetchAttributes" && (type.Name.StartsWith("CloudBl", StringComparison.Ordinal) || type.Name == "ICloudBlob"))
            return "let the listing tell the attributes: BlobListingDetails.Metadata";
        return bare is "Send" or "DownloadString" or "DownloadData" or "UploadString" or "GetResponse" && type.Name is not ("Socket" or "UdpClient" or "SmtpClient") && BlockingCalls.Of(call) is { Kind: BlockingKind.Request }
            ? "send the requests at the same time, or one for all items"
            : null;
    }

    private static bool IsRedis(INamedTypeSymbol type) => type.ContainingNamespace is { Name: "Redis" };

    private static bool IsOrHas(ITypeSymbol? type, string name)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.Name == name)
                return true;
        }

        return type?.AllInterfaces.Any(face => face.Name == name) == true;
    }
}
