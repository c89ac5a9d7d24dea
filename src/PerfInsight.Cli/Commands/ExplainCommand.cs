using System.CommandLine;
using PerfInsight.Cli.Explain;
using PerfInsight.Cli.Processes;
using PerfInsight.Explain;

namespace PerfInsight.Cli.Commands;

/// <summary><c>perfinsight explain</c>: what the members of a project allocate, and why.</summary>
internal static class ExplainCommand
{
    private const int ShownLines = 15;

    /// <summary>Options of the command.</summary>
    /// <param name="Project">The project.</param>
    /// <param name="Member">Part of the members' names; null for those that allocate most in the profile.</param>
    /// <param name="Summaries">Summaries beside those that the project's build finds.</param>
    /// <param name="Top">How many members are shown.</param>
    internal sealed record Options(string Project, string? Member, IReadOnlyList<string> Summaries, int Top = 5);

    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var project = new Argument<string>("PROJECT") { Description = "A C# project, or a folder with one." };
        var member = new Option<string?>("--member") { Description = "Members whose name has this part, such as Matcher.Match.", HelpName = "NAME" };
        var summary = new Option<string[]>("--summary")
        {
            Description = "Summaries (*.perfinsight.json) beside those that the build finds.",
            HelpName = "FILE",
            AllowMultipleArgumentsPerToken = true,
        };
        var top = new Option<int>("--top") { Description = "How many members to show.", HelpName = "N", DefaultValueFactory = _ => 5 };
        var command = new Command("explain", "Says where members allocate, what makes them, and how many bytes were measured.") { project, member, summary, top };
        command.SetAction(parsed => Run(
            new Options(parsed.GetRequiredValue(project), parsed.GetValue(member), parsed.GetValue(summary) ?? [], parsed.GetValue(top)), context));
        return command;
    }

    /// <summary>Writes the explanations.</summary>
    public static int Run(Options options, CommandContext context)
    {
        var project = ProjectFile(options.Project, context);
        var summaries = options.Summaries.Select(file => Path.GetFullPath(file, context.Files.CurrentFolder)).ToList();
        foreach (var file in options.Summaries)
            Files.SummaryFile.Read(context.Files, file);
        var arguments = CompilerArgumentsOf(project, context);
        var members = Explainer.Explain(arguments, Path.GetDirectoryName(project)!, summaries, options.Member, context.Interrupted);
        if (members.Count == 0)
        {
            throw CommandException.Unreadable(options.Project, options.Member is null
                ? "expected a summary in which a member of it allocates, found none. Say which members: --member NAME, or name a summary: --summary FILE"
                : $"expected a member with '{options.Member}' in its name, found none.");
        }

        foreach (var explained in members.Take(options.Top))
            ExplanationText.Write(explained, context.Files.CurrentFolder, context.Out);
        if (members.Count > options.Top)
            context.Out.WriteLine($"… {members.Count - options.Top} more members: --top N");
        return ExitCode.Ok;
    }

    private static string ProjectFile(string path, CommandContext context)
    {
        var full = Path.GetFullPath(path, context.Files.CurrentFolder);
        if (File.Exists(full))
            return full;
        var projects = Directory.Exists(full) ? Directory.GetFiles(full, "*.csproj") : [];
        return projects is [var only]
            ? only
            : throw CommandException.Unreadable(path, $"expected a C# project, found {(projects.Length == 0 ? "none" : projects.Length + " of them")}.");
    }

    private static IReadOnlyList<string> CompilerArgumentsOf(string project, CommandContext context)
    {
        var request = new ProcessRequest(SdkHost.Program, CompilerArguments.BuildArguments(project), Path.GetDirectoryName(project)!) { Environment = SdkHost.Environment };
        if (context.Processes.Run(request, context.Interrupted) is not { } result)
            throw new CommandException(ExitCode.Unreadable, $"{SdkHost.Program}: expected the .NET SDK, found no such program.");
        if (result.ExitCode != 0)
        {
            var last = (result.Out + result.Error).Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(ShownLines).Select(line => "  " + line);
            throw new CommandException(ExitCode.Failed, $"{project}: its build failed with exit code {result.ExitCode}:\n{string.Join('\n', last)}");
        }

        try
        {
            return CompilerArguments.Read(result.Out);
        }
        catch (FormatException exception)
        {
            throw CommandException.Unreadable(project, exception.Message);
        }
    }
}
