using System.CommandLine;
using System.Text;
using PerfInsight.Cli.Files;
using PerfInsight.Cli.Gating;

namespace PerfInsight.Cli.Commands;

/// <summary><c>perfinsight bench skeleton</c>: a benchmark to start from, for a hot member that none reaches.</summary>
internal static class BenchSkeletonCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var report = new Argument<string>("REPORT") { Description = "Report, as 'perfinsight ci --json' wrote it." };
        var finding = new Argument<string>("FINDING") { Description = "Id of a member without a benchmark in it, or the beginning of it." };
        var output = new Option<string?>("--output", "-o") { Description = "File to write, such as benchmarks/CacheBenchmarks.cs; one that is there stays. [default: standard output]", HelpName = "FILE" };
        var command = new Command("skeleton", "Writes a benchmark to start from, for a hot member that none reaches.") { report, finding, output };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(report), parsed.GetRequiredValue(finding), parsed.GetValue(output), context));
        return command;
    }

    /// <summary>Writes it.</summary>
    public static int Run(string report, string id, string? file, CommandContext context)
    {
        var finding = ReportedFinding.Find(report, id, static finding => finding.SuggestedCode.Length > 0, context.Files);
        if (finding.SuggestedCode.Length == 0)
            throw CommandException.Usage($"{finding.Id}: '{finding.Title}' lacks no benchmark. Those that do are findings of the gate 'coverage'.");
        if (file is null)
        {
            context.Out.Write(finding.SuggestedCode);
            return ExitCode.Ok;
        }

        if (context.Files.FileExists(file))
            throw CommandException.Usage($"{file}: there is one already. Add to it what 'perfinsight bench skeleton' prints without --output.");
        OutputFile.Write(context.Files, file, stream =>
        {
            stream.Write(Encoding.UTF8.GetBytes(finding.SuggestedCode));
            return 0;
        });
        context.Out.WriteLine($"{file}: benchmark of {finding.Subject.ShortName} to fill in.");
        return ExitCode.Ok;
    }
}
