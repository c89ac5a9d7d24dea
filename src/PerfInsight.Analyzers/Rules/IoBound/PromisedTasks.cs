using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>Members that promise a task without being async: what they wait for, they wait for before they return it.</summary>
internal static class PromisedTasks
{
    /// <summary>True where a member that is not async promises a task.</summary>
    public static bool AreMade(HotMember member) => member.Symbol is { IsAsync: false, ReturnsVoid: false } && Tasks.IsTask(member.Symbol.ReturnType);

    /// <summary>True where the member starts the asynchronous twin of a call in another case: then only that case waits.</summary>
    public static bool IsBesideTwin(IInvocationOperation call, HotMember member) =>
        member.Invocations().Any(other => other.TargetMethod.Name == call.TargetMethod.Name + "Async");
}
