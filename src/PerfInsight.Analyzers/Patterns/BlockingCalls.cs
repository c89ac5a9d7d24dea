using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>
/// Calls that wait for a device, a peer, a clock or another thread. A list by hand: neither a name nor an Async twin tells
/// whether a method waits (MemoryStream has both).
/// </summary>
internal static class BlockingCalls
{
    private static readonly HashSet<string> FileMethodsInMemory = new(StringComparer.Ordinal) { "System.IO.Directory.GetParent" };

    // Types all of whose methods wait.
    private static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "System.IO.File", "System.IO.Directory", "System.Console", "System.Net.Dns", "System.Net.WebClient",
    };

    private static readonly HashSet<string> Methods = new(StringComparer.Ordinal)
    {
        "System.Threading.Thread.Sleep", "System.Threading.Thread.Join", "System.Threading.Tasks.Task.Wait",
        "System.Threading.Tasks.Task.WaitAll", "System.Threading.Tasks.Task.WaitAny", "System.Threading.WaitHandle.WaitOne",
        "System.Threading.SemaphoreSlim.Wait", "System.Threading.ManualResetEventSlim.Wait", "System.Threading.CountdownEvent.Wait",
        "System.Runtime.CompilerServices.TaskAwaiter.GetResult", "System.Runtime.CompilerServices.TaskAwaiter`1.GetResult",
        "System.Net.Http.HttpClient.Send", "System.Net.WebRequest.GetResponse", "System.Net.HttpWebRequest.GetResponse",
        "System.Net.Sockets.TcpClient.Connect", "System.Net.Sockets.TcpListener.AcceptTcpClient", "System.Net.Sockets.TcpListener.AcceptSocket",
        "System.Diagnostics.Process.Start", "System.Diagnostics.Process.WaitForExit",
        "System.IO.FileInfo.Open", "System.IO.FileInfo.OpenRead", "System.IO.FileInfo.OpenWrite", "System.IO.FileInfo.OpenText",
        "System.IO.FileInfo.Create", "System.IO.FileInfo.Delete", "System.IO.FileInfo.CopyTo", "System.IO.FileInfo.MoveTo",
    };

    // Methods that wait on these types and on what derives from them.
    private static readonly Dictionary<string, HashSet<string>> MethodsOfTypes = new(StringComparer.Ordinal)
    {
        ["System.IO.FileStream"] = new(StringComparer.Ordinal) { "Read", "ReadByte", "ReadExactly", "ReadAtLeast", "Write", "WriteByte", "Flush", "CopyTo", "SetLength" },
        ["System.Net.Sockets.NetworkStream"] = new(StringComparer.Ordinal) { "Read", "ReadByte", "ReadExactly", "ReadAtLeast", "Write", "WriteByte", "Flush", "CopyTo" },
        ["System.Net.Security.SslStream"] = new(StringComparer.Ordinal) { "Read", "Write", "Flush", "CopyTo", "AuthenticateAsClient" },
        ["System.Net.Sockets.Socket"] = new(StringComparer.Ordinal) { "Connect", "Accept", "Send", "SendTo", "SendFile", "Receive", "ReceiveFrom", "Poll" },
        ["System.IO.StreamReader"] = new(StringComparer.Ordinal) { "Read", "ReadBlock", "ReadLine", "ReadToEnd" },
        ["System.IO.StreamWriter"] = new(StringComparer.Ordinal) { "Write", "WriteLine", "Flush" },
        ["System.Data.Common.DbCommand"] = new(StringComparer.Ordinal) { "ExecuteNonQuery", "ExecuteReader", "ExecuteScalar" },
        ["System.Data.IDbCommand"] = new(StringComparer.Ordinal) { "ExecuteNonQuery", "ExecuteReader", "ExecuteScalar" },
        ["System.Data.Common.DbConnection"] = new(StringComparer.Ordinal) { "Open" },
    };

    /// <summary>The name of the blocking call that an operation is, as people write it; null where it is none.</summary>
    public static string? NameOf(IOperation operation) => operation switch
    {
        IInvocationOperation call when IsBlocking(call) => CalleeName.Display(CalleeName.Of(call.TargetMethod)),
        IPropertyReferenceOperation { Property: { Name: "Result", ContainingType: { Name: "Task", ContainingNamespace.Name: "Tasks" } } } => "Task.Result",
        _ => null,
    };

    /// <summary>How the call shows up in a profile.</summary>
    public static string CalleeOf(IOperation operation) => operation switch
    {
        IInvocationOperation call => CalleeName.Of(call.TargetMethod),
        _ => "System.Threading.Tasks.Task.*",
    };

    private static bool IsBlocking(IInvocationOperation call)
    {
        var method = (call.TargetMethod.ReducedFrom ?? call.TargetMethod).OriginalDefinition;
        if (method.Name.EndsWith("Async", StringComparison.Ordinal))
            return false;
        var type = CalleeName.OfType(method.ContainingType);
        var name = type + "." + method.Name;
        if (Types.Contains(type))
            return !FileMethodsInMemory.Contains(name);
        if (Methods.Contains(name))
            return true;
        for (var current = call.Instance?.Type; current is not null; current = current.BaseType)
        {
            if (MethodsOfTypes.TryGetValue(CalleeName.OfType(current.OriginalDefinition), out var methods))
                return methods.Contains(method.Name);
        }

        return false;
    }
}
