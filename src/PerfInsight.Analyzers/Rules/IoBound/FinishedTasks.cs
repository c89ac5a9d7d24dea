using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>Members that promise a task, and do all their work before they return one that has ended.</summary>
internal static class FinishedTasks
{
    /// <summary>True where a member that is not async returns <c>Task.FromResult(…)</c>, <c>Task.CompletedTask</c> or the like at each end.</summary>
    public static bool AreAllReturned(HotMember member)
    {
        if (member.Symbol is { IsAsync: true } or { ReturnsVoid: true } || !Tasks.IsTask(member.Symbol.ReturnType))
            return false;
        var returns = member.Operations().OfType<IReturnOperation>()
            .Where(returned => returned.ReturnedValue is not null && Functions.Around(returned) is not (IAnonymousFunctionOperation or ILocalFunctionOperation)).ToList();
        return returns.Count > 0 && returns.All(returned => IsFinished(Collections.WithoutConversions(returned.ReturnedValue)));
    }

    private static bool IsFinished(IOperation? value) => value switch
    {
        IInvocationOperation call => Tasks.IsStatic(call, "FromResult") || Tasks.IsStatic(call, "FromException"),
        IPropertyReferenceOperation { Property: { Name: "CompletedTask", IsStatic: true } } => true,
        IDefaultValueOperation => true,
        _ => false,
    };
}
