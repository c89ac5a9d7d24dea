using System.CommandLine;
using PerfInsight.Cli.Collecting;
using PerfInsight.Cli.Commands.Arguments;
using PerfInsight.Cli.Files;
using PerfInsight.Cli.Text;
using PerfInsight.NetTrace.Collection;
using PerfInsight.Units;

namespace PerfInsight.Cli.Commands;

/// <summary><c>perfinsight collect</c>: records a trace of a running or a new process.</summary>
internal static class CollectCommand
{
    private const string DefaultOutput = "trace.nettrace";

    /// <summary>Options of the command.</summary>
    /// <param name="Target">What is profiled.</param>
    /// <param name="Output">The trace to write.</param>
    /// <param name="Profile">What is recorded.</param>
    /// <param name="Duration">When to stop; null for the end of the process or Ctrl-C.</param>
    internal sealed record Options(CollectTarget Target, string Output, CollectionProfile Profile, TimeSpan? Duration = null);

    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var pid = new Option<int?>("--pid", "-p") { Description = "The process to profile.", HelpName = "N" };
        var program = new Argument<string[]>("command")
        {
            Description = "The program to start and profile from its first instruction, after '--'.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var output = new Option<string>("--output", "-o")
        {
            Description = "The trace to write.",
            HelpName = "FILE",
            DefaultValueFactory = _ => DefaultOutput,
        };
        string[] profiles = [.. CollectionProfile.All.Select(static known => known.Name)];
        var profile = new Option<string>("--profile")
        {
            Description = "What to record: "
                + string.Join("; ", CollectionProfile.All.Select(static known => $"{known.Name}, {known.Description}")) + ".",
            HelpName = string.Join('|', profiles),
            DefaultValueFactory = _ => CollectionProfile.Everything.Name,
        };
        profile.AcceptOnlyFromAmong(profiles);
        var duration = new Option<string?>("--duration")
        {
            Description = "When to stop, such as 30s or 2m. Without it: at the end of the process, or at Ctrl-C.",
            HelpName = "TIME",
        };

        var command = new Command("collect", "Records a trace of a .NET process.") { program, pid, output, profile, duration };
        command.SetAction(parsed => Run(
            new Options(
                Target(parsed.GetValue(pid), parsed.GetValue(program) ?? [], context),
                parsed.GetRequiredValue(output),
                CollectionProfile.All.First(known => known.Name == parsed.GetRequiredValue(profile)),
                Duration(parsed.GetValue(duration))),
            context));
        return command;
    }

    /// <summary>Records the trace.</summary>
    public static int Run(Options options, CommandContext context)
    {
        OutputFile.CheckWritable(context.Files, options.Output);
        CollectedTrace collected;
        long bytes = 0;
        TimeSpan elapsed = default;

        using var stop = new CancellationTokenSource(options.Duration ?? Timeout.InfiniteTimeSpan, context.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop.Token, context.Interrupted);
        collected = OutputFile.Write(context.Files, options.Output, stream =>
        {
            using var counting = new CountingStream(stream);
            using var progress = new ProgressLine(context, time => Progress(options, time, counting.Count));
            var result = context.Collector.Collect(options.Target, options.Profile, counting, either.Token);
            elapsed = progress.Elapsed;
            bytes = counting.Count;
            return bytes > 0
                ? result
                : throw CommandException.Unreadable(options.Output, "nothing was recorded: the process ended before it could be profiled.");
        });

        // The program's own output goes to standard output; what is said about it does not mix with that.
        var end = collected.ExitCode is { } code ? $", the program ended with exit code {code}" : "";
        context.Error.WriteLine($"{options.Output}: {QuantityText.Bytes(bytes)} in {QuantityText.Duration(elapsed.TotalMilliseconds * 1e6)}{end}");
        context.Error.WriteLine($"Next: perfinsight summarize {options.Output} -o app.perfinsight.json");
        return ExitCode.Ok;
    }

    private static string Progress(Options options, TimeSpan elapsed, long bytes)
    {
        var limit = options.Duration is { } duration ? $" of {duration.TotalSeconds:0} s" : " s";
        return $"recording {elapsed.TotalSeconds:0}{limit} · {QuantityText.Bytes(bytes)} · Ctrl-C ends it";
    }

    private static CollectTarget Target(int? pid, string[] program, CommandContext context) => (pid, program) switch
    {
        (null, []) => throw CommandException.Usage("Expected --pid N, or a command after '--': perfinsight collect -- dotnet App.dll"),
        (not null, [_, ..]) => throw CommandException.Usage("Expected --pid N or a command after '--', found both."),
        ( <= 0, _) => throw CommandException.Usage($"--pid: expected the id of a process, found {pid}."),
        ({ } id, _) => new CollectTarget.Running(id),
        (_, [var name, .. var arguments]) => new CollectTarget.Started(name, arguments, context.Files.CurrentFolder),
    };

    private static TimeSpan? Duration(string? text)
    {
        if (text is null)
            return null;
        return DurationArgument.TryParse(text, out var duration)
            ? duration
            : throw CommandException.Usage($"--duration: expected a time such as 30s, 2m or 500ms, found '{text}'.");
    }
}
