using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>
/// A lock that a disposable lets go: <c>using (await _mutex.LockAsync())</c>, <c>using (_gate.DisposableWait(token))</c>. Libraries
/// and projects write it for a semaphore or a readers' lock; it is known by the names of the method and of what is locked.
/// </summary>
internal static class LockScope
{
    private static readonly HashSet<string> Takes = new(StringComparer.Ordinal)
    {
        "Lock", "LockAsync", "EnterAsync", "DisposableWait", "DisposableWaitAsync", "UseWait", "UseWaitAsync", "WriteLock", "WriterLock", "WriterLockAsync", "GetWriteLock", "TakeWriteLock", "AcquireWriteLock",
    };

    private static readonly string[] Gates = ["Lock", "Mutex", "Semaphore"];

    /// <summary>True for the name of a method that takes a lock and returns what lets it go.</summary>
    public static bool IsName(string method) => Takes.Contains(method);

    /// <summary>The call by which the resources of a using take a lock; null where they do not.</summary>
    public static IInvocationOperation? Of(IOperation resources)
    {
        var value = resources is IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [var declared] }] } ? declared.GetVariableInitializer()?.Value : resources;
        value = Collections.WithoutConversions(value);
        if (value is IAwaitOperation awaited)
            value = Tasks.Unwrapped(awaited.Operation);

        // Whoever hands in a key takes the lock of that key.
        return value is IInvocationOperation call && Takes.Contains(call.TargetMethod.Name) && GateOf(call) is { Type: { } type } && Gates.Any(word => type.Name.IndexOf(word, StringComparison.Ordinal) >= 0)
            && call.Arguments.Skip(call.Instance is null ? 1 : 0).All(argument => argument.IsImplicit || argument.Value.Type?.Name is "CancellationToken" or "TimeSpan" or "Int32" or "Boolean")
                ? call
                : null;
    }

    /// <summary>What is locked: the receiver, or the first argument of an extension.</summary>
    public static IOperation? GateOf(IInvocationOperation call) => call.Instance ?? (call.TargetMethod.IsExtensionMethod ? call.Arguments.FirstOrDefault()?.Value : null);
}
