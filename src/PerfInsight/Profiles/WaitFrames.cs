namespace PerfInsight.Profiles;

/// <summary>
/// Frames in which a thread does not run. The sample profiler samples every managed thread whether it runs or not, and
/// its Managed/External flag is the GC mode only, so the leaf decides. Names are those of .NET 8 to 10
/// (System.Private.CoreLib, src/libraries/Common/src/Interop in dotnet/runtime).
/// </summary>
internal static class WaitFrames
{
    private static readonly HashSet<string> Methods = new(StringComparer.Ordinal)
    {
        "System.Threading.WaitHandle.WaitOneNoCheck", "System.Threading.WaitHandle.WaitOneCore",
        "System.Threading.WaitHandle.WaitMultipleIgnoringSyncContext", "System.Threading.WaitHandle.SignalAndWait",
        "System.Threading.LowLevelLifoSemaphore.WaitNative", "System.Threading.LowLevelLifoSemaphore.WaitForSignal",
        "System.Threading.LowLevelMonitor.Wait", "System.Threading.LowLevelMonitor.WaitCore",
        "System.Threading.Monitor.Wait", "System.Threading.Monitor.ObjWait", "System.Threading.Monitor.Enter",
        "System.Threading.Monitor.ReliableEnter", "System.Threading.Monitor.ReliableEnterTimeout",
        "System.Threading.Monitor.Enter_Slowpath", "System.Threading.Monitor.TryEnter_Slowpath",
        "System.Threading.Thread.Sleep", "System.Threading.Thread.SleepInternal", "System.Threading.Thread.Join",
        "System.Threading.Thread.JoinInternal", "System.Threading.Thread.UninterruptibleSleep0", "System.Threading.Thread.YieldInternal",
        "System.Threading.WaitSubsystem.Wait", "System.GC.WaitForPendingFinalizers", "System.GC._WaitForPendingFinalizers",
        "System.Diagnostics.Process.WaitForExitCore", "System.Net.Sockets.SocketAsyncEngine.EventLoop",
        "System.Threading.LowLevelSpinWaiter.Wait",

        // Where Monitor.Wait is inlined into its callers, these are the leaves. They spin in SpinWait, which has frames of its own.
        "System.Threading.ManualResetEventSlim.Wait", "System.Threading.SemaphoreSlim.WaitUntilCountOrTimeout",
    };

    // System calls that wait for a device, a peer or a process. Interop+Sys is the portable native shim of the framework.
    private static readonly HashSet<string> SystemCalls = new(StringComparer.Ordinal)
    {
        "Accept", "Connect", "Shutdown", "Connectx", "Receive", "ReceiveMessage", "ReceiveSocketError", "Send", "SendMessage", "SendFile",
        "Poll", "Select", "WaitForSocketEvents", "FSync", "FLock", "Read", "PRead", "PReadV", "Write", "PWrite", "PWriteV",
        "WaitPidExitedNoHang", "WaitIdAnyExitedNoHangNoWait", "LowLevelMonitor_Wait", "LowLevelMonitor_TimedWait",
        "ReadStdin", "ReadEvents", "GetAddrInfo", "GetHostEntryForName", "CopyFile",
    };

    // Threads of the runtime that sleep until there is work: nobody waits for them.
    private static readonly string[] IdleRoots =
    [
        "System.Threading.PortableThreadPool+WorkerThread.", "System.Threading.PortableThreadPool+GateThread.",
        "System.Threading.PortableThreadPool+WaitThread.", "System.Net.Sockets.SocketAsyncEngine.", "System.Threading.TimerQueue.",
        "System.GC.RunFinalizers", "System.Diagnostics.Tracing.", "System.IO.FileSystemWatcher", "System.Threading.FinalizerThread.",
        "System.Runtime.CompilerServices.TieredCompilation", "System.Threading.TieredCompilation", "System.Threading.Thread.StartCallback",
        "System.Threading.Thread+StartHelper.",
    ];

    /// <summary>True where a thread whose leaf is this method waits.</summary>
    public static bool IsWait(string type, string method) =>
        type is "Interop+Sys" or "Interop/Sys" or "Interop+Kernel32"
            ? SystemCalls.Contains(StripLocal(method))
            : Methods.Contains(type + "." + StripLocal(method));

    /// <summary>True for a frame that a pool worker, timer or finalizer thread of the runtime has when it has nothing to do.</summary>
    public static bool IsIdleRuntime(string type, string method)
    {
        var name = type + "." + method;
        return Array.Exists(IdleRoots, root => name.StartsWith(root, StringComparison.Ordinal))
            || type.StartsWith("System.Threading.LowLevel", StringComparison.Ordinal)
            || type == "Interop+Sys"
            || Methods.Contains(name);
    }

    // The compiler wraps a P/Invoke that marshals in "<Read>g____PInvoke|0_0".
    private static string StripLocal(string method)
    {
        if (method.Length == 0 || method[0] != '<')
            return method;
        var end = method.IndexOf('>', StringComparison.Ordinal);
        return end > 1 ? method[1..end] : method;
    }
}
