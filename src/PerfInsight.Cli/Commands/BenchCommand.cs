using System.CommandLine;

namespace PerfInsight.Cli.Commands;

/// <summary><c>perfinsight bench</c>: what is done with results of benchmarks.</summary>
internal static class BenchCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context) =>
        new("bench", "Compares results of benchmarks: of BenchmarkDotNet (JSON), and Go's text.")
        {
            BenchCompareCommand.Create(context),
            BenchHistoryCommand.Create(context),
            BenchSkeletonCommand.Create(context),
        };
}
