using Microsoft.CodeAnalysis;

namespace Conventions.Tests;

/// <summary>Only the tool and the collector touch files, network, processes, clock and console; all else takes streams and values.</summary>
public sealed class OutsideWorldTests
{
    private static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "System.Console", "System.Environment", "System.IO.File", "System.IO.FileInfo", "System.IO.FileStream", "System.IO.Directory",
        "System.IO.DirectoryInfo", "System.IO.FileSystemWatcher", "System.IO.DriveInfo", "System.Diagnostics.Process", "System.Diagnostics.Stopwatch",
        "System.Threading.Timer", "System.Timers.Timer", "System.Random",
    };

    private static readonly HashSet<string> Members = new(StringComparer.Ordinal)
    {
        "System.DateTime.Now", "System.DateTime.UtcNow", "System.DateTime.Today", "System.DateTimeOffset.Now", "System.DateTimeOffset.UtcNow",
        "System.TimeProvider.System", "System.Threading.Thread.Sleep(int)", "System.IO.Path.GetFullPath(string)", "System.IO.Path.GetTempPath()",
        "System.IO.Path.GetTempFileName()", "System.IO.Path.Exists(string?)",
    };

    [Fact]
    public void The_library_takes_streams_and_values() => Wrong.None(Uses("src/PerfInsight", "src/Shared"));

    [Fact]
    public void The_trace_reader_does_too_and_the_collector_stands_apart() => Wrong.None(
        Uses("src/PerfInsight.NetTrace").Where(use => !use.StartsWith("src/PerfInsight.NetTrace/Collection/", StringComparison.Ordinal)));

    [Fact]
    public void The_rules_and_fixes_see_what_the_compiler_gives_them() => Wrong.None(
        Uses("src/PerfInsight.Analyzers", "src/PerfInsight.Analyzers.CodeFixes"));

    // The check finds what it looks for where that is allowed; else an empty answer above would mean nothing.
    [Fact]
    public void The_tool_is_where_the_world_is_touched() => Assert.Contains(Uses("src/PerfInsight.Cli"), use => use.EndsWith("System.Console", StringComparison.Ordinal));

    private static string[] Uses(params string[] folders) =>
        [.. SourceUses.Of(folders).Select(use => (use.File, Name: Forbidden(use.Symbol)))
            .Where(use => use.Name is not null)
            .Select(use => $"{use.File}: {use.Name}")
            .Distinct()
            .Order(StringComparer.Ordinal)];

    private static string? Forbidden(ISymbol symbol)
    {
        var member = symbol.OriginalDefinition.ToDisplayString();
        if (Members.Contains(member))
            return member;
        var type = SourceUses.TypeOf(symbol)?.ToDisplayString();
        return type is not null && (Types.Contains(type) || type.StartsWith("System.Net.", StringComparison.Ordinal)) && symbol is not INamespaceSymbol ? type : null;
    }
}
