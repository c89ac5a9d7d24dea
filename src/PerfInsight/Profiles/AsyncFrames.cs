namespace PerfInsight.Profiles;

/// <summary>
/// Recognises where an async method continues: its state machine box runs. Below it on the stack is whatever completed the
/// awaited task, which may be the awaited method itself, inline. Were that kept, the awaiting method would seem to be called
/// by the awaited one, and total time would blame the innermost.
/// </summary>
internal static class AsyncFrames
{
    /// <summary>True where <paramref name="callee"/> begins a continuation, so that <paramref name="caller"/> did not call it.</summary>
    public static bool IsContinuation(Function callee, Function caller) => IsStateMachineBox(callee) && !IsStateMachineBox(caller);

    /// <summary>
    /// True where the compiler's wrapper of an async Main waits for it: that lasts as long as the program, and nobody can
    /// do anything about it.
    /// </summary>
    public static bool IsWaitForMain(Function callee, Function caller) =>
        caller.Name == "<Main>" && callee.Namespace.StartsWith("System.Runtime.CompilerServices.TaskAwaiter", StringComparison.Ordinal);

    // An async method that starts runs its state machine directly; the box comes in with the first await that does not complete at once.
    private static bool IsStateMachineBox(Function function) =>
        function.Namespace.Contains("+AsyncStateMachineBox`1", StringComparison.Ordinal)
        || function.Namespace.Contains("+StateMachineBox`1", StringComparison.Ordinal);
}
