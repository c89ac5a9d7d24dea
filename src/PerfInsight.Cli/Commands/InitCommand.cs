using System.CommandLine;
using System.Text;
using PerfInsight.Cli.Files;
using PerfInsight.Cli.Gating;
using PerfInsight.Gating.Policies;

namespace PerfInsight.Cli.Commands;

/// <summary><c>perfinsight init</c>: writes a policy to start from.</summary>
internal static class InitCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var output = new Option<string>("--output", "-o") { Description = "File to write.", HelpName = "FILE", DefaultValueFactory = _ => CiInputs.PolicyFile };
        var force = new Option<bool>("--force") { Description = "Overwrite a file that is there." };
        var command = new Command("init", "Writes a policy for 'perfinsight ci' with the usual thresholds and what they mean.") { output, force };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(output), parsed.GetValue(force), context));
        return command;
    }

    /// <summary>Writes it.</summary>
    public static int Run(string file, bool isForced, CommandContext context)
    {
        if (context.Files.FileExists(file) && !isForced)
            throw CommandException.Usage($"{file}: there is one already; --force overwrites it.");
        OutputFile.Write(context.Files, file, static stream =>
        {
            stream.Write(Encoding.UTF8.GetBytes(PolicyTemplate.Text.ReplaceLineEndings("\n")));
            return 0;
        });
        context.Out.WriteLine($"{file}: policy with the usual thresholds. Next: perfinsight ci --baseline … --candidate … --prove");
        return ExitCode.Ok;
    }
}
