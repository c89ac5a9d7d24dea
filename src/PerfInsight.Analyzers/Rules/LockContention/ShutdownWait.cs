using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>
/// Members that wait, once, for what still runs when all ends: <c>void StopAndDrain()</c>, or one with a limit that is named
/// <c>shutdownTimeout</c>. A worker's loop that looks at a flag to end is none.
/// </summary>
internal static class ShutdownWait
{
    private static readonly string[] Ends = ["Stop", "Shutdown", "ShutDown", "Terminate", "Quit", "OnStop", "OnShutdown"];

    private static readonly string[] Limits = ["timeout", "limit", "grace", "period", "deadline", "wait"];

    /// <summary>True for such a member, by its name and those that it reads.</summary>
    public static bool Is(HotMember member) => IsEnd(member.Symbol.Name) || member.Declaration.DescendantNodes().Any(node => node is IdentifierNameSyntax { Identifier.ValueText: var name } && IsLimit(name));

    private static bool IsEnd(string name) => Array.Exists(Ends, start => name.StartsWith(start, StringComparison.Ordinal) && (name.Length == start.Length || !char.IsLower(name[start.Length])));

    private static bool IsLimit(string name) => name.Length > "shutdown".Length && name.IndexOf("shutdown", StringComparison.OrdinalIgnoreCase) >= 0
        && Array.Exists(Limits, limit => name.IndexOf(limit, StringComparison.OrdinalIgnoreCase) >= 0);
}
