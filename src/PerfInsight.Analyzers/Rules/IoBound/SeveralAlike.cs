using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>
/// The same done to several things that stand alone, by a verb that elsewhere tells of an order: <c>foreach (var p in providers)
/// await p.Start();</c>, <c>foreach (var o in orders) await service.Save(o);</c>, <c>await Create(a); await Create(b);</c>.
/// </summary>
internal static class SeveralAlike
{
    // What begins or ends the work of each element.
    private static readonly string[] OfItself = ["Start", "Stop", "Close", "Shutdown", "Cancel", "Drain"];

    // What is done for each element by somebody else.
    private static readonly string[] ForItem = ["Save", "Delete", "Remove", "Update", "Insert", "Upsert", "Register", "Unregister", "Start", "Stop", "Cancel", "Close", "Add"];

    // What makes things that do not ask for each other.
    private static readonly string[] Makes = ["Create", "Ensure", "Subscribe", "Unsubscribe", "Warm", "Refresh", "Load", "Preload", "Prefetch", "Invalidate", "Download", "Upload", "Ping"];

    // Tables, versions and parts of one thing come in an order.
    private static readonly string[] Together = ["Table", "Schema", "Database", "Column", "Migration", "Version", "Transaction", "Scope", "Session", "Connection", "Batch", "Page", "Next", "Step", "Parent", "Child", "Root"];

    // What puts items away for a unit of work, which takes one call at a time whatever its type is called.
    private static readonly string[] Units = ["Repository", "Manager", "Store", "Context", "Db", "UnitOfWork", "Uow", "Dao", "Transaction", "Session", "Cursor", "Writer", "Appender", "Journal", "Log"];

    /// <summary>True where the elements of a loop are started, stopped, saved … one after the other, and the loop does nothing else.</summary>
    public static bool InLoop(ILoopOperation loop, IInvocationOperation call)
    {
        if (loop is not IForEachLoopOperation { Locals: [var element], Collection: var items } || IsSorted(items) || !IsPlain(call) || IsOfOneConnection(call)
            || loop.Body.DescendantsAndSelf().Count(operation => operation is IAwaitOperation) != 1 || loop.Body.Descendants().Any(operation => operation is ITryOperation attempt && !GoesOn(attempt)))
        {
            return false;
        }

        if (IsFileOf(call, element, loop))
            return true;
        if (IsOf(call.Instance, element, loop))
            return Starts(call.TargetMethod, OfItself) && !FrameworkCalls.IsFramework(call.TargetMethod.ContainingType);
        return Starts(call.TargetMethod, ForItem)
            && call.Instance?.Type is { } receiver && (IsOfGroups(receiver) || !Units.Any(word => receiver.Name.IndexOf(word, StringComparison.Ordinal) >= 0))
            && !Together.Any(word => call.TargetMethod.Name.IndexOf(word, StringComparison.Ordinal) >= 0)
            && !IsOwn(call)
            && call.Arguments.Any(argument => IsOf(argument.Value, element, loop));
    }

    /// <summary>True where the statement before awaits the same method of the same object for something else, and neither has a result that is used.</summary>
    public static bool InRow(IAwaitOperation awaited, IInvocationOperation call)
    {
        if (!Starts(call.TargetMethod, Makes) || Together.Any(word => call.TargetMethod.Name.IndexOf(word, StringComparison.Ordinal) >= 0) || OneAtATime.UsesOneFrom(call, null) || IsOwn(call)
            || awaited.Parent is not IExpressionStatementOperation { Parent: IBlockOperation block } statement
            || block.Operations.IndexOf(statement) is not (> 0 and var index)
            || block.Operations[index - 1] is not IExpressionStatementOperation { Operation: IAwaitOperation before }
            || Tasks.Unwrapped(before.Operation) is not IInvocationOperation earlier)
        {
            return false;
        }

        return earlier.TargetMethod.Name == call.TargetMethod.Name && SymbolEqualityComparer.Default.Equals(earlier.TargetMethod.ContainingType, call.TargetMethod.ContainingType)
            && SameCode.Is(earlier.Instance?.Syntax, call.Instance?.Syntax)
            && earlier.Syntax.ToString() != call.Syntax.ToString();
    }

    // Groups.AddToGroupAsync(connectionId, group) of SignalR: a manager by its name, but of groups that know nothing of each other.
    private static bool IsOfGroups(ITypeSymbol receiver) => receiver is { Name: "IGroupManager" or "IConnectionGroupManager", ContainingNamespace.Name: "SignalR" };

    // Files.WriteAllTextAsync(Path.Combine(folder, entry.Name), entry.Text): each writes a file of its own.
    private static bool IsFileOf(IInvocationOperation call, ILocalSymbol element, ILoopOperation loop) =>
        Starts(call.TargetMethod, ["Write", "Copy", "Save", "Download", "Upload"]) && (call.TargetMethod.Name.IndexOf("File", StringComparison.Ordinal) >= 0 || call.TargetMethod.Name.IndexOf("AllText", StringComparison.Ordinal) >= 0 || call.TargetMethod.Name.IndexOf("AllBytes", StringComparison.Ordinal) >= 0)
        && call.Arguments.FirstOrDefault() is { Value: { Type.SpecialType: SpecialType.System_String } path } && path.DescendantsAndSelf().Any(part => IsOf(part, element, loop));

    // What fails is written down, and the next item comes: none needs the one before.
    private static bool GoesOn(ITryOperation attempt) => attempt.Finally is null && attempt.Catches.All(one => !one.Handler.Descendants().Any(operation =>
        operation is IThrowOperation or IReturnOperation or IAwaitOperation or IAssignmentOperation || operation is IBranchOperation { BranchKind: not BranchKind.Continue }));

    // Sorted by somebody, or turned round: then the order is what matters.
    private static bool IsSorted(IOperation items) => items.DescendantsAndSelf().Any(operation =>
        operation is IInvocationOperation { TargetMethod.Name: "Reverse" or "OrderBy" or "OrderByDescending" or "ThenBy" or "Chunk" or "Batch" or "GroupBy" }
        || operation.Type?.Name is "Stack" or "Queue" or "ConcurrentQueue" or "ConcurrentStack" or "SortedDictionary" or "SortedList" or "IOrderedEnumerable" or "PriorityQueue"
        || Collections.SymbolOf(operation)?.Name is { } name && (name.IndexOf("sorted", StringComparison.OrdinalIgnoreCase) >= 0 || name.IndexOf("ordered", StringComparison.OrdinalIgnoreCase) >= 0 || name.IndexOf("step", StringComparison.OrdinalIgnoreCase) >= 0
            || name.IndexOf("stage", StringComparison.OrdinalIgnoreCase) >= 0 || name.IndexOf("phase", StringComparison.OrdinalIgnoreCase) >= 0 || name.IndexOf("reverse", StringComparison.OrdinalIgnoreCase) >= 0));

    // await Delegate.Delete(connection, key): all go over the one connection, whatever its type is called.
    private static bool IsOfOneConnection(IInvocationOperation call) => call.Arguments.Any(argument => Collections.WithoutConversions(argument.Value) is { Type.Name: var type } value
        && (type.IndexOf("Connection", StringComparison.Ordinal) >= 0 || type.IndexOf("Transaction", StringComparison.Ordinal) >= 0 || type.EndsWith("Context", StringComparison.Ordinal)
            || Collections.SymbolOf(value)?.Name is "conn" or "connection" or "transaction" or "tran" or "tx"));

    // Its outcome is not used, and whatever is in a try of its own may end or go on with the next.
    private static bool IsPlain(IInvocationOperation call)
    {
        IOperation operation = call;
        while (operation.Parent is IAwaitOperation or IConversionOperation || operation.Parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" })
            operation = operation.Parent;
        return operation.Parent is IExpressionStatementOperation;
    }

    // The element, a copy of it, or what it has: pair.Value.Stop().
    private static bool IsOf(IOperation? value, ILocalSymbol element, ILoopOperation loop)
    {
        value = Collections.WithoutConversions(value);
        while (value is IPropertyReferenceOperation { Instance: { } owner })
            value = Collections.WithoutConversions(owner);
        if (value is not ILocalReferenceOperation { Local: var local })
            return false;
        return SymbolEqualityComparer.Default.Equals(local, element)
            || Collections.IsDeclaredIn(local, loop) && OwnedLocals.InitializerOf(local, value) is { } taken && !ReferenceEquals(taken, value) && IsOf(taken, element, loop);
    }

    // A method of the object itself may need what the call before has left.
    private static bool IsOwn(IInvocationOperation call) => call.Instance is IInstanceReferenceOperation;

    private static bool Starts(IMethodSymbol method, string[] verbs) => Array.Exists(verbs, verb =>
        method.Name.StartsWith(verb, StringComparison.Ordinal) && (method.Name.Length == verb.Length || !char.IsLower(method.Name[verb.Length])));
}
