using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>What a blocking call waits for.</summary>
internal enum BlockingKind
{
    Read,
    Write,
    Request,
    Query,
    Process,
    Wait,
}

/// <summary>A call that waits.</summary>
/// <param name="Name">The call as people write it.</param>
/// <param name="Kind">What it waits for.</param>
/// <param name="Operation">The call.</param>
internal sealed record BlockingCall(string Name, BlockingKind Kind, IOperation Operation);

/// <summary>
/// Calls that wait for a device, a peer, a clock or another thread. A list by hand: neither a name nor an Async twin tells
/// whether a method waits (MemoryStream has both).
/// </summary>
internal static class BlockingCalls
{
    private const string Read = "Read ReadByte ReadExactly ReadAtLeast ReadBlock ReadLine ReadToEnd CopyTo";
    private const string Write = "Write WriteByte WriteLine Flush SetLength";

    // By type (and what derives from it): the methods that wait. A star stands for all methods. Streams and writers of which
    // the code says no more than Stream or TextWriter may be anything; those in memory have types of their own.
    private static readonly Dictionary<string, List<(string Method, BlockingKind Kind)>> Methods = Table(
        ("System.IO.File", BlockingKind.Read, "ReadAllText ReadAllLines ReadAllBytes ReadLines Open OpenRead OpenText OpenHandle Exists GetLastWriteTime GetLastWriteTimeUtc GetCreationTime GetAttributes"),
        ("System.IO.File", BlockingKind.Write, "*"),
        ("System.IO.Directory", BlockingKind.Read, "GetFiles GetDirectories GetFileSystemEntries EnumerateFiles EnumerateDirectories EnumerateFileSystemEntries Exists GetLastWriteTime GetLastWriteTimeUtc"),
        ("System.IO.Directory", BlockingKind.Write, "CreateDirectory Delete Move"),
        ("System.IO.FileInfo", BlockingKind.Read, "Open OpenRead OpenText"),
        ("System.IO.FileInfo", BlockingKind.Write, "OpenWrite Create CreateText AppendText Delete CopyTo MoveTo Replace"),
        ("System.IO.FileSystemInfo", BlockingKind.Write, "Delete"),
        ("System.IO.DirectoryInfo", BlockingKind.Read, "GetFiles GetDirectories GetFileSystemInfos EnumerateFiles EnumerateDirectories"),
        ("System.IO.RandomAccess", BlockingKind.Read, "Read"),
        ("System.IO.RandomAccess", BlockingKind.Write, "Write FlushToDisk"),
        ("System.IO.Stream", BlockingKind.Read, Read),
        ("System.IO.Stream", BlockingKind.Write, Write),
        ("System.IO.TextReader", BlockingKind.Read, Read),
        ("System.IO.TextWriter", BlockingKind.Write, Write),
        ("System.IO.Compression.ZipFile", BlockingKind.Read, "*"),
        ("System.Console", BlockingKind.Read, "Read ReadLine ReadKey"),
        ("System.Console", BlockingKind.Write, "Write WriteLine Clear Beep"),
        ("System.Diagnostics.Process", BlockingKind.Process, "Start WaitForExit GetProcesses GetProcessesByName"),
        ("System.Net.Dns", BlockingKind.Request, "GetHostAddresses GetHostEntry GetHostByName Resolve"),
        ("System.Net.Http.HttpMessageInvoker", BlockingKind.Request, "Send"),
        ("System.Net.WebClient", BlockingKind.Request, "DownloadString DownloadData DownloadFile UploadString UploadData UploadFile UploadValues OpenRead OpenWrite"),
        ("System.Net.WebRequest", BlockingKind.Request, "GetResponse GetRequestStream"),
        ("System.Net.Sockets.TcpClient", BlockingKind.Request, "Connect"),
        ("System.Net.Sockets.TcpListener", BlockingKind.Request, "AcceptTcpClient AcceptSocket"),
        ("System.Net.Sockets.UdpClient", BlockingKind.Request, "Send Receive"),
        ("System.Net.Sockets.Socket", BlockingKind.Request, "Connect Accept Send SendTo SendFile Receive ReceiveFrom Poll"),
        ("System.Net.Security.SslStream", BlockingKind.Request, "AuthenticateAsClient AuthenticateAsServer"),
        ("System.Net.Mail.SmtpClient", BlockingKind.Request, "Send"),
        ("System.Net.NetworkInformation.Ping", BlockingKind.Request, "Send"),
        ("System.Data.IDbCommand", BlockingKind.Query, "ExecuteNonQuery ExecuteReader ExecuteScalar"),
        ("System.Data.IDbConnection", BlockingKind.Query, "Open BeginTransaction"),
        ("System.Data.IDbTransaction", BlockingKind.Query, "Commit Rollback"),
        ("System.Data.IDataReader", BlockingKind.Query, "Read NextResult"),
        ("System.Xml.XmlDocument", BlockingKind.Read, "Load"),
        ("System.Xml.Linq.XDocument", BlockingKind.Read, "Load"),
        ("System.Xml.Linq.XElement", BlockingKind.Read, "Load"),
        ("System.Reflection.Assembly", BlockingKind.Read, "LoadFrom LoadFile"),
        ("System.Threading.Thread", BlockingKind.Wait, "Sleep Join"),
        ("System.Threading.Tasks.Task", BlockingKind.Wait, "Wait WaitAll WaitAny"),
        ("System.Threading.WaitHandle", BlockingKind.Wait, "WaitOne WaitAll WaitAny"),
        ("System.Threading.SemaphoreSlim", BlockingKind.Wait, "Wait"),
        ("System.Threading.ManualResetEventSlim", BlockingKind.Wait, "Wait"),
        ("System.Threading.CountdownEvent", BlockingKind.Wait, "Wait"),
        ("System.Threading.Barrier", BlockingKind.Wait, "SignalAndWait"),
        ("System.Collections.Concurrent.BlockingCollection`1", BlockingKind.Wait, "Take"),
        ("System.Runtime.CompilerServices.TaskAwaiter", BlockingKind.Wait, "GetResult"),
        ("System.Runtime.CompilerServices.TaskAwaiter`1", BlockingKind.Wait, "GetResult"),
        ("System.Runtime.CompilerServices.ConfiguredTaskAwaitable+ConfiguredTaskAwaiter", BlockingKind.Wait, "GetResult"),
        ("System.Runtime.CompilerServices.ConfiguredTaskAwaitable`1+ConfiguredTaskAwaiter", BlockingKind.Wait, "GetResult"));

    // Most calls are told by their name alone.
    private static readonly HashSet<string> Names = new(Methods.Values.SelectMany(static methods => methods).Select(static method => method.Method), StringComparer.Ordinal);

    private static readonly HashSet<string> TypesOfAllMethods = new(
        Methods.Where(static row => row.Value.Any(static method => method.Method == "*")).Select(static row => row.Key.Substring(row.Key.LastIndexOf('.') + 1)), StringComparer.Ordinal);

    // Of the types above, those whose data is in memory.
    private static readonly HashSet<string> InMemory = new(StringComparer.Ordinal)
    {
        "System.IO.MemoryStream", "System.IO.UnmanagedMemoryStream", "System.IO.StringReader", "System.IO.StringWriter",
    };

    private static readonly HashSet<string> FileOpeners = new(StringComparer.Ordinal)
    {
        "System.IO.FileStream", "System.IO.StreamReader", "System.IO.StreamWriter",
    };

    /// <summary>The blocking call that an operation is; null where it is none.</summary>
    public static BlockingCall? Of(IOperation operation) => operation switch
    {
        IInvocationOperation call when KindOf(call) is { } kind => new BlockingCall(NameOf(call.TargetMethod), kind, call),
        IPropertyReferenceOperation { Property: { Name: "Result", ContainingType: { Name: "Task", ContainingNamespace.Name: "Tasks" } }, Instance: { } task }
            when !IsKnownToBeDone(task) => new BlockingCall("Task.Result", BlockingKind.Wait, operation),
        IObjectCreationOperation { Type: { } type, Arguments: [{ Value.Type.SpecialType: SpecialType.System_String }, ..] } when FileOpeners.Contains(CalleeName.OfType(type)) =>
            new BlockingCall("new " + type.Name, type.Name == "StreamWriter" ? BlockingKind.Write : BlockingKind.Read, operation),
        _ => null,
    };

    private static string NameOf(IMethodSymbol method) => CalleeName.Display(CalleeName.Of(method));

    private static BlockingKind? KindOf(IInvocationOperation call)
    {
        var method = (call.TargetMethod.ReducedFrom ?? call.TargetMethod).OriginalDefinition;
        if (method.Name.EndsWith("Async", StringComparison.Ordinal) || IsPoll(call))
            return null;
        if (!Names.Contains(method.Name) && (method.ContainingType is not { } owner || !TypesOfAllMethods.Contains(owner.Name)))
            return null;
        var type = call.Instance is { } instance ? Collections.WithoutConversions(instance)!.Type : method.ContainingType;
        for (var current = type; current is not null; current = current.BaseType)
        {
            var name = CalleeName.OfType(current.OriginalDefinition);
            if (InMemory.Contains(name))
                return null;
            if (In(name, method.Name) is { } kind)
                return IsDone(call, kind) ? null : kind;
        }

        foreach (var face in type?.AllInterfaces ?? ImmutableArray<INamedTypeSymbol>.Empty)
        {
            if (In(CalleeName.OfType(face.OriginalDefinition), method.Name) is { } kind)
                return kind;
        }

        return null;
    }

    private static BlockingKind? In(string type, string method)
    {
        if (!Methods.TryGetValue(type, out var methods))
            return null;
        foreach (var (name, kind) in methods)
        {
            if (name == method || name == "*")
                return kind;
        }

        return null;
    }

    // Asks and goes on: a time-out of zero.
    private static bool IsPoll(IInvocationOperation call) => call.Arguments.Any(argument => argument.Parameter?.Type.SpecialType == SpecialType.System_Int32
        && argument.Parameter.Name.IndexOf("imeout", StringComparison.Ordinal) >= 0 && argument.Value.ConstantValue is { HasValue: true, Value: 0 });

    private static bool IsDone(IInvocationOperation call, BlockingKind kind) =>
        kind == BlockingKind.Wait && (call.Instance is IInvocationOperation { TargetMethod.Name: "GetAwaiter", Instance: { } task } ? IsKnownToBeDone(task)
            : call.TargetMethod is { Name: "Wait", ContainingType.Name: "Task" } && call.Instance is { } waited && IsKnownToBeDone(waited));

    // `if (task.IsCompleted) … task.Result`
    private static bool IsKnownToBeDone(IOperation task)
    {
        if (Collections.SymbolOf(task) is not { } symbol)
            return task is IInvocationOperation { TargetMethod: { Name: "FromResult", ContainingType.Name: "Task" } };
        for (var (child, parent) = (task, task.Parent); parent is not null; (child, parent) = (parent, parent.Parent))
        {
            if (parent is IConditionalOperation choice && !ReferenceEquals(child, choice.Condition) && choice.Condition.DescendantsAndSelf().Any(condition =>
                condition is IPropertyReferenceOperation { Property.Name: "IsCompleted" or "IsCompletedSuccessfully" or "Status", Instance: { } asked }
                && SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(asked), symbol)))
            {
                return true;
            }
        }

        return false;
    }

    private static Dictionary<string, List<(string Method, BlockingKind Kind)>> Table(params (string Type, BlockingKind Kind, string Methods)[] rows)
    {
        var table = new Dictionary<string, List<(string, BlockingKind)>>(StringComparer.Ordinal);
        foreach (var (type, kind, methods) in rows)
        {
            if (!table.TryGetValue(type, out var known))
                table.Add(type, known = []);
            known.AddRange(methods.Split(' ').Select(method => (method, kind)));
        }

        return table;
    }
}
