using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>
/// A member that returns no task, and whose thread waits for a file, a peer or a database: what it could await instead, and
/// whether it could be made to await at all.
/// </summary>
internal static class SyncMember
{
    // Sets up or ends: it runs once, or its caller wants it done when it returns.
    private static readonly string[] Once =
    [
        "Init", "Start", "Stop", "Configure", "Setup", "SetUp", "Install", "Uninstall", "Migrate", "Register", "Shutdown", "Close", "Dispose", "Finish", "Bootstrap", "Main", "Cleanup", "CleanUp", "Reset", "End", "Abort", "TearDown",
    ];

    private static readonly ConditionalWeakTable<INamedTypeSymbol, StrongBox<bool>> OfOneTransaction = new();

    /// <summary>True where a member could be made async: nothing but its own code says that it returns no task.</summary>
    public static bool MayAwait(IMethodSymbol member)
    {
        if (member.IsAsync || member.MethodKind is not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation) || RarePaths.IsOnce(member)
            || Tasks.IsTask(member.ReturnType) || member.ReturnsByRef || member.ReturnType.IsRefLikeType || member.ReturnType.Name is "IAsyncResult" or "IAsyncEnumerable"
            || member.Parameters.Any(parameter => parameter.RefKind != RefKind.None || parameter.Type.IsRefLikeType || parameter.Type.TypeKind == TypeKind.Pointer || IsMode(parameter) || IsOfCaller(parameter.Type)))
        {
            return false;
        }

        return !Once.Any(start => Starts(member.Name, start)) && !IsOfOneTransaction(member.ContainingType) && !IsStreamOrText(member.ContainingType) && !HasTwin(member) && !IsGiven(member);
    }

    /// <summary>True where a call waits in the member itself, and an await could stand in its place.</summary>
    public static bool IsOwn(IOperation call)
    {
        for (var parent = call.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation or ILockOperation or ICatchClauseOperation)
                return false;
            if (parent is IReturnOperation { Kind: OperationKind.YieldReturn })
                return false;
        }

        return true;
    }

    /// <summary>What could be awaited in place of a call that surely leaves the process; null for all other calls.</summary>
    public static string? RemedyOf(IInvocationOperation call, BlockingCall blocking)
    {
        var method = call.TargetMethod;
        switch (method.ContainingType?.Name)
        {
            case "File" when method.Name.StartsWith("ReadAll", StringComparison.Ordinal) || method.Name.StartsWith("WriteAll", StringComparison.Ordinal):
                return method.ContainingType.GetMembers(method.Name + "Async").IsEmpty ? "use a FileStream with FileOptions.Asynchronous and await it" : "await " + method.Name + "Async";
            case "HttpClient" or "HttpMessageInvoker" or "WebRequest" or "HttpWebRequest" or "Dns":
                return "await its Async twin";
            case "WebClient":
                return "await its TaskAsync twin";
            case "SmtpClient":
                return "await SendMailAsync";
        }

        return blocking.Kind switch
        {
            BlockingKind.Query => method.Name.StartsWith("Execute", StringComparison.Ordinal) ? "await " + method.Name + "Async" : null,
            BlockingKind.Read or BlockingKind.Write when IsTransfer(call) => "await " + method.Name + "Async",
            _ => null,
        };
    }

    // from.CopyTo(to), and one whole file or response read or written: streams of which nothing shows that they are in memory.
    private static bool IsTransfer(IInvocationOperation call)
    {
        if (call.Instance is not { } from)
            return false;
        switch (call.TargetMethod.Name)
        {
            case "CopyTo" when call.Arguments is [{ Value: var to }, ..]:
                return IsOrDerives(from.Type, "Stream") && !Streams.MayBeInMemory(from) && !Streams.MayBeInMemory(to);
            case "ReadToEnd":
                return Collections.WithoutConversions(from)?.Type?.Name == "StreamReader" && Streams.IsOutside(from);
            case "Read" or "Write":
                return IsOrDerives(from.Type, "Stream") && Streams.IsOutside(from) && call.Arguments.Length > 1 && (Collections.WithoutConversions(from)?.Type?.Name != "FileStream" || IsInCopyLoop(call));
            default:
                return false;
        }
    }

    // Part of a transaction that somebody else has begun, and whose calls must come one by one.
    private static bool IsOfCaller(ITypeSymbol type) => IsTransaction(type) || type.Name is "IDbConnection" or "DbConnection" or "IDbCommand" or "DbCommand" or "MigrationBuilder";

    // Asked for each member of a type, and answered by all its fields.
    private static bool IsOfOneTransaction(INamedTypeSymbol type) => OfOneTransaction.GetValue(type, static type => new StrongBox<bool>(
        type.BaseType is { Name: var name } && name.IndexOf("Migration", StringComparison.Ordinal) >= 0
        || type.GetMembers().Any(member => member is IFieldSymbol field && IsTransaction(field.Type)))).Value;

    // Each parameter and field is asked, and all interfaces of a type are dear: what is one says so.
    private static bool IsTransaction(ITypeSymbol type) => type.Name.EndsWith("Transaction", StringComparison.Ordinal)
        && (type.Name is "IDbTransaction" or "DbTransaction" or "IDbContextTransaction" || type.AllInterfaces.Any(face => face.Name == "IDbTransaction"));

    // while ((n = from.Read(buffer, 0, size)) > 0) to.Write(buffer, 0, n): all of it; a file has a buffer for small pieces.
    private static bool IsInCopyLoop(IOperation call) => Loops.Around(call).FirstOrDefault() is IWhileLoopOperation { Condition: { } condition }
        && condition.DescendantsAndSelf().Any(operation => operation is IInvocationOperation { TargetMethod.Name: "Read", Arguments.Length: > 0 });

    // One body for both ways: Copy(bool async).
    private static bool IsMode(IParameterSymbol parameter) =>
        parameter.Type.SpecialType == SpecialType.System_Boolean && parameter.Name.IndexOf("async", StringComparison.OrdinalIgnoreCase) >= 0;

    // Whoever can await has the twin already.
    private static bool HasTwin(IMethodSymbol member)
    {
        for (ITypeSymbol? type = member.ContainingType; type is not null; type = type.BaseType)
        {
            if (!type.GetMembers(member.Name + "Async").IsEmpty)
                return true;
        }

        return false;
    }

    // The framework calls it and waits for no task: an override, or what an interface of its asks for.
    private static bool IsGiven(IMethodSymbol member)
    {
        var first = member;
        while (first.OverriddenMethod is { } overridden)
            first = overridden;
        if (!ReferenceEquals(first, member) && FrameworkCalls.IsFramework(first.ContainingType))
            return true;
        foreach (var face in member.ContainingType.AllInterfaces)
        {
            if (FrameworkCalls.IsFramework(face) && face.GetMembers().Any(asked => SymbolEqualityComparer.Default.Equals(member.ContainingType.FindImplementationForInterfaceMember(asked), member)))
                return true;
        }

        return false;
    }

    private static bool IsStreamOrText(ITypeSymbol type) => IsOrDerives(type, "Stream") || IsOrDerives(type, "TextWriter") || IsOrDerives(type, "TextReader");

    private static bool IsOrDerives(ITypeSymbol? type, string name)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.Name == name)
                return true;
        }

        return false;
    }

    private static bool Starts(string name, string start) => name.StartsWith(start, StringComparison.OrdinalIgnoreCase) && (name.Length == start.Length || start.Length == 4 || !char.IsLower(name[start.Length]));
}
