using PerfInsight.Profiles;

namespace PerfInsight.NetTrace;

/// <summary>
/// Recognises where an async method continues inline on top of the one that it awaited: then the awaiting method would
/// seem to be called by the awaited one, and total time would blame the innermost.
/// </summary>
internal static class AsyncFrames
{
    /// <summary>True where <paramref name="callee"/> starts the continuation that <paramref name="caller"/> ran inline.</summary>
    public static bool IsContinuation(Function callee, Function caller) =>
        (callee.Namespace.StartsWith("System.Runtime.CompilerServices.AsyncTaskMethodBuilder", StringComparison.Ordinal)
            || callee.Namespace.StartsWith("System.Runtime.CompilerServices.PoolingAsyncValueTaskMethodBuilder", StringComparison.Ordinal))
        && callee.Name is "MoveNext" or "ExecuteFromThreadPool" or "ExecutionContextCallback"
        && caller is
        {
            Namespace: "System.Threading.Tasks.AwaitTaskContinuation" or "System.Threading.Tasks.Task"
                or "System.Threading.Tasks.TaskSchedulerAwaitTaskContinuation"
                or "System.Threading.Tasks.SynchronizationContextAwaitTaskContinuation"
                or "System.Runtime.CompilerServices.TaskAwaiter+<>c"
                or "System.Threading.Tasks.Sources.ManualResetValueTaskSourceCore`1[System.__Canon]",
            Name: "RunOrScheduleAction" or "RunContinuations" or "RunCallback" or "SignalCompletion" or "SetResult",
        };
}
