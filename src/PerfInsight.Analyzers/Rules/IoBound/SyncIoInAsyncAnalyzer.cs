using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>PI4003: an async member blocks its thread with a synchronous call that has an asynchronous twin.</summary>
public sealed class SyncIoInAsyncAnalyzer() : IoAnalyzer(Descriptor)
{
    private const string ToAsync = "make the member async and ";

    private const string OfAsync = "an async member";

    private const string OfTask = "a member that returns a task";

    private const string OfSync = "its member";

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.SyncIoInAsync,
        "Thread waits for synchronous I/O",
        "'{1}' blocks the thread of {3} and {0}: {2}",
        "An async member promises to give its thread back while it waits; a synchronous call keeps it. So does a member that is not async, but could be.");

    private static readonly Proof Waits = Proof.Callee(
        SampleKind.Blocked, "System.IO.*", "System.Threading.Thread.Sleep*", "System.Net.*", "System.Data.*", "System.Diagnostics.Process.WaitForExit*", "Microsoft.Data.*");

    private protected override void AnalyzeWaits(HotMember member)
    {
        var isPromised = PromisedTasks.AreMade(member);
        if (!isPromised && !member.Symbol.IsAsync)
            AnalyzeSync(member);
        var prefix = isPromised ? ToAsync : "";
        var whose = isPromised ? OfTask : OfAsync;
        foreach (var invalid in member.Operations<IInvalidOperation>())
        {
            if (UnboundQuery.RunOf(invalid) is { } run && (isPromised ? IsOfMember(invalid) : IsAsync(invalid, member)))
                Report(member, invalid, Waits, run, prefix + "await " + run + "Async", whose);
        }

        foreach (var call in member.Invocations())
        {
            if (!(isPromised ? IsOfMember(call) : IsAsync(call, member)) || TaskGuards.IsSyncWay(call) || FirstWrite.Is(call))
                continue;
            if (BlockingCalls.Of(call) is { } blocking)
            {
                if (RemedyOf(blocking, call) is not { } remedy || (isPromised && PromisedTasks.IsBesideTwin(call, member)))
                    continue;

                // A pause before the next try is where such code waits, however seldom it fails.
                if (call.TargetMethod.Name == "Sleep" && !isPromised && member.Assess(call.Syntax, Waits) is { } pause)
                    member.Report(call.Syntax, pause, blocking.Name, remedy, whose);
                else
                    Report(member, call, Waits, blocking.Name, prefix + remedy, whose);
            }
            else if ((IsDataAccess(call) || AwaitableTwin.IsMissed(call) || IsOfFiles(call)) && call.TargetMethod.Name + "Async" != member.Symbol.Name
                && !(isPromised && PromisedTasks.IsBesideTwin(call, member)))
            {
                // Task<int> ExecuteAsync() => Task.FromResult(Execute()); is the twin itself.
                Report(member, call, Waits, call.TargetMethod.Name, prefix + "await " + call.TargetMethod.Name + "Async", whose);
            }
        }
    }

    // string Load(string path) => File.ReadAllText(path): no promise is broken, but the thread waits here, as the profile says.
    private static void AnalyzeSync(HotMember member)
    {
        if (!SyncMember.MayAwait(member.Symbol))
            return;
        foreach (var call in member.Invocations())
        {
            var blocking = BlockingCalls.Of(call);
            var remedy = blocking is not null ? SyncMember.RemedyOf(call, blocking)
                : IsDataAccess(call) || AwaitableTwin.IsMissedOfStore(call) || AwaitableTwin.IsRunOfQuery(call) ? "await " + call.TargetMethod.Name + "Async" : null;
            if (remedy is not null && SyncMember.IsOwn(call) && !FirstWrite.Is(call) && !TaskGuards.IsSyncWay(call) && !(call.TargetMethod.ContainingType?.Name == "File" && SyncCallers.AreAll(member)))
                Report(member, call, Waits, blocking?.Name ?? call.TargetMethod.Name, ToAsync + remedy, OfSync);
        }
    }

    private static bool IsAsync(IOperation operation, HotMember member) => Functions.Around(operation) switch
    {
        IAnonymousFunctionOperation lambda => lambda.Symbol.IsAsync,
        ILocalFunctionOperation local => local.Symbol.IsAsync,
        _ => member.Symbol.IsAsync,
    };

    private static bool IsOfMember(IOperation operation) => Functions.Around(operation) is not (IAnonymousFunctionOperation or ILocalFunctionOperation);

    // EF, Dapper and Redis: what sends a query and has a twin that is awaited.
    private static bool IsDataAccess(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var type = method.ContainingType;
        if (method.Name == "SaveChanges")
            return IsOrDerives(call.Instance?.Type, "DbContext");
        if (type is { Name: "SqlMapper", ContainingNamespace.Name: "Dapper" })
            return method.Name is "Query" or "Execute" or "QueryFirst" or "QueryFirstOrDefault" or "QuerySingle" or "QuerySingleOrDefault" or "ExecuteScalar" or "QueryMultiple";
        return type is { Name: "IDatabase", ContainingNamespace.Name: "Redis" } && (method.Name.StartsWith("String", StringComparison.Ordinal) || method.Name.StartsWith("Hash", StringComparison.Ordinal) || method.Name.StartsWith("Key", StringComparison.Ordinal));
    }

    // _fileSystem.ReadAllText(path): what a project puts in the place of File is named like File.
    private static bool IsOfFiles(IInvocationOperation call) => call.TargetMethod is { Name: "ReadAllText" or "ReadAllBytes" or "ReadAllLines" or "WriteAllText" or "WriteAllBytes" or "WriteAllLines" or "AppendAllText", ContainingType: { } type }
        && !FrameworkCalls.IsFramework(type) && type.Name.IndexOf("File", StringComparison.Ordinal) >= 0;

    private static bool IsOrDerives(ITypeSymbol? type, string name)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.Name == name)
                return true;
        }

        return false;
    }

    // A list by hand: not every twin waits less, and what is asked of the file system has none.
    private static string? RemedyOf(BlockingCall blocking, IInvocationOperation call)
    {
        var method = call.TargetMethod.Name;
        switch (call.TargetMethod.ContainingType?.Name)
        {
            case "Thread":
                return method == "Sleep" ? "await Task.Delay" : null;
            case "File":
                return method.StartsWith("ReadAll", StringComparison.Ordinal) || method.StartsWith("WriteAll", StringComparison.Ordinal) || method.StartsWith("AppendAll", StringComparison.Ordinal) ? "await " + method + "Async" : null;
            case "SemaphoreSlim":
                return method == "Wait" ? "await WaitAsync" : null;
            case "ZipFile":
                return call.TargetMethod.ContainingType.GetMembers(method + "Async").IsEmpty ? null : "await " + method + "Async";
            case "XDocument" or "XElement":
                return method == "Load" && call.Arguments is [{ Value: { Type.Name: "Stream" or "FileStream" or "NetworkStream" or "StreamReader" or "TextReader" } from }, ..] && !IsBuffered(from) && !Streams.MayBeInMemory(from)
                    && !call.TargetMethod.ContainingType.GetMembers("LoadAsync").IsEmpty ? "await LoadAsync" : null;
            case "Process":
                return method == "WaitForExit" ? "await WaitForExitAsync" : null;
            case "Socket" or "UdpClient" or "TcpClient" or "TcpListener" or "SslStream" when blocking.Kind == BlockingKind.Request && method != "Poll":
                return "await " + method + "Async";
            case "Dns" or "SmtpClient" or "WebRequest" or "HttpWebRequest" or "HttpClient" or "HttpMessageInvoker" or "Ping":
                return "await its Async twin";
            case "WebClient":
                return "await its TaskAsync twin";
        }

        if (blocking.Kind == BlockingKind.Query)
            return method is "Open" or "Read" or "NextResult" || method.StartsWith("Execute", StringComparison.Ordinal) ? "await " + method + "Async" : null;
        if (blocking.Kind is not (BlockingKind.Read or BlockingKind.Write) || method is not ("Read" or "Write" or "Flush" or "CopyTo" or "ReadToEnd" or "ReadLine" or "WriteLine"))
            return null;
        var type = Collections.WithoutConversions(call.Instance)?.Type;
        return type?.Name switch
        {
            "FileStream" or "NetworkStream" or "SslStream" or "GZipStream" or "DeflateStream" or "BrotliStream" => "await " + method + "Async",
            "Stream" or "StreamReader" when !IsBuffered(call.Instance) => "await " + method + "Async",
            "StreamWriter" when method is "Flush" && !IsBuffered(call.Instance) => "await FlushAsync",
            _ => null,
        };
    }

    // What the code shows to be in memory, or was awaited whole.
    private static bool IsBuffered(IOperation? stream) => Collections.SymbolOf(stream) is IFieldSymbol { Name: var name } && name.IndexOf("mem", StringComparison.OrdinalIgnoreCase) >= 0 || Collections.SymbolOf(stream) is ILocalSymbol local
        && Functions.ReferencesTo(local, stream!).Select(reference => reference.Parent).Concat(DeclarationsOf(local, stream!))
            .Any(use => use?.DescendantsAndSelf().Any(inner => inner.Type?.Name is "MemoryStream" or "UnmanagedMemoryStream" or "StringReader" or "Assembly") == true);

    private static IEnumerable<IOperation?> DeclarationsOf(ILocalSymbol local, IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation.Descendants().OfType<IVariableDeclaratorOperation>().Where(declared => SymbolEqualityComparer.Default.Equals(declared.Symbol, local));
    }
}
