using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>PI4003: an async member blocks its thread with a synchronous call that has an asynchronous twin.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SyncIoInAsyncAnalyzer() : IoAnalyzer(Descriptor)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.SyncIoInAsync,
        "Async member blocks on synchronous I/O",
        "'{1}' blocks the thread of an async member and {0}: {2}",
        "An async member promises to give its thread back while it waits; a synchronous call keeps it.");

    private static readonly Proof Waits = Proof.Callee(
        SampleKind.Blocked, "System.IO.*", "System.Threading.Thread.Sleep*", "System.Net.*", "System.Data.*", "System.Diagnostics.Process.WaitForExit*", "Microsoft.Data.*");

    private protected override void AnalyzeWaits(HotMember member)
    {
        foreach (var operation in member.Operations())
        {
            if (operation is IInvocationOperation call && BlockingCalls.Of(call) is { } blocking && IsAsync(call, member) && RemedyOf(blocking, call) is { } remedy)
                Report(member, call, Waits, blocking.Name, remedy);
        }
    }

    private static bool IsAsync(IOperation operation, HotMember member) => Functions.Around(operation) switch
    {
        IAnonymousFunctionOperation lambda => lambda.Symbol.IsAsync,
        ILocalFunctionOperation local => local.Symbol.IsAsync,
        _ => member.Symbol.IsAsync,
    };

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
            case "Process":
                return method == "WaitForExit" ? "await WaitForExitAsync" : null;
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
            "FileStream" or "NetworkStream" or "SslStream" => "await " + method + "Async",
            "Stream" when method == "CopyTo" && !IsBuffered(call) => "await CopyToAsync",
            "StreamReader" when method == "ReadToEnd" && !IsBuffered(call) => "await ReadToEndAsync",
            _ => null,
        };
    }

    // What the code shows to be in memory, or was awaited whole.
    private static bool IsBuffered(IInvocationOperation call) => Collections.SymbolOf(call.Instance) is ILocalSymbol local
        && Functions.ReferencesTo(local, call).Select(reference => reference.Parent).Concat(DeclarationsOf(local, call))
            .Any(use => use?.DescendantsAndSelf().Any(inner => inner.Type?.Name is "MemoryStream" or "UnmanagedMemoryStream" or "StringReader" or "Assembly") == true);

    private static IEnumerable<IOperation?> DeclarationsOf(ILocalSymbol local, IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation.Descendants().OfType<IVariableDeclaratorOperation>().Where(declared => SymbolEqualityComparer.Default.Equals(declared.Symbol, local));
    }
}
