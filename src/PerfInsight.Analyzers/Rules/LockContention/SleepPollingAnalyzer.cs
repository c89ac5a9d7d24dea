using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>PI3013: a thread sleeps and looks again, instead of being told.</summary>
public sealed class SleepPollingAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.Contention, SampleKind.Blocked)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.SleepPolling,
        "Thread polls with a sleep",
        "'{1}' sleeps until it is time to look at '{2}' again and {0}: {3}",
        "Who polls sees a change half an interval too late on average, and wakes up for nothing in between. An event or a queue wakes the waiter at once.");

    private static readonly Proof Sleeps = Proof.Callee(
        SampleKind.Blocked, "System.Threading.Thread.Sleep*", "System.Threading.SpinWait.*", "System.Threading.Tasks.Task.Delay*", "System.Threading.Monitor.Wait*");

    private protected override bool IsWorthALook(MemberEvidence measured, EvidenceOptions options) =>
        base.IsWorthALook(measured, options) || HotThreshold.IsHot(measured.Total(SampleKind.Blocked), options);

    private protected override void Analyze(HotMember member)
    {
        if (RarePaths.IsOnce(member.Symbol))
            return;
        foreach (var call in member.Invocations())
        {
            if (Polls.SleepOf(call) is not { } name || RarePaths.IsRare(call))
                continue;
            if (Polls.Of(call, member) is { } asked && !ShutdownWait.Is(member))
                member.Report(call.Syntax, Sleeps, name, asked, RemedyOf(asked, call));
        }
    }

    private static string RemedyOf(string asked, IInvocationOperation call)
    {
        var last = asked.Substring(asked.LastIndexOf('.') + 1);
        if (last is "IsCompleted" or "IsCompletedSuccessfully")
            return "await the task, or wait for it";
        if (last == "HasExited")
            return "use WaitForExit or WaitForExitAsync";
        if (last == "IsAlive")
            return "use Thread.Join";
        if (last is "TryDequeue" or "TryTake" or "TryPop" or "TryPeek" or "Count" or "IsEmpty" or "Any" or "TryRead")
            return "use a Channel or a BlockingCollection";
        return call.TargetMethod.Name == "Delay" ? "await a TaskCompletionSource or a SemaphoreSlim" : "wait for a ManualResetEventSlim, or await a TaskCompletionSource";
    }
}
