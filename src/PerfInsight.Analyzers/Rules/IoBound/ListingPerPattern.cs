using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>One directory that is listed anew for each of several patterns: <c>foreach (var p in patterns) found.AddRange(Directory.GetFiles(folder, p));</c>.</summary>
internal static class ListingPerPattern
{
    private const string Remedy = "list the directory once, and match the names";

    /// <summary>What serves instead; null where each listing is of another directory.</summary>
    public static string? RemedyOf(IInvocationOperation call, IForEachLoopOperation? loop)
    {
        if (call.TargetMethod is not { Name: "GetFiles" or "GetDirectories" or "EnumerateFiles" or "EnumerateDirectories" or "GetFileSystemEntries" or "EnumerateFileSystemEntries", ContainingType: { Name: "Directory" or "DirectoryInfo", ContainingNamespace.Name: "IO" } }
            || call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "searchPattern") is not { Value: var pattern })
        {
            return null;
        }

        var folder = call.Instance ?? call.Arguments[0].Value;
        if (loop is not null)
            return LoopSteps.IsOfItem(pattern, loop) && !LoopSteps.IsOfItem(folder, loop) && !LoopSteps.EndsEarly(loop) ? Remedy : null;
        return Loops.PerElementCall(call) is { TargetMethod.Name: "SelectMany" or "ForEach" } && Functions.Around(call) is IAnonymousFunctionOperation lambda && LoopSteps.IsOfItem(pattern, lambda) && !LoopSteps.IsOfItem(folder, lambda) ? Remedy : null;
    }
}
