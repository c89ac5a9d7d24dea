using System.CommandLine;
using System.Text.Json;
using PerfInsight.Cli.Commands.Arguments;
using PerfInsight.Cli.Files;
using PerfInsight.Cli.ProfileViews;
using PerfInsight.Formats;
using PerfInsight.Profiles;
using PerfInsight.Units;

namespace PerfInsight.Cli.Commands;

/// <summary><c>perfinsight convert</c>: a profile in another format.</summary>
internal static class ConvertCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var command = new Command("convert", "Writes a profile in another format.");
        var arguments = new OutputArguments(command, $"The profile ({ProfileInput.Formats}).", isOne: true);
        command.SetAction(parsed => Run(arguments.Read(parsed), context));
        return command;
    }

    /// <summary>Reads the profiles, writes them as one.</summary>
    public static int Run(OutputRequest request, CommandContext context)
    {
        var writer = WriterOf(request);
        OutputFile.CheckWritable(context.Files, request.Output);
        var profile = ProfileInput.ReadSamples(request.Files, context);
        var bytes = ProfileInput.Guard(request.Files, () => OutputFile.Write(context.Files, request.Output, stream =>
        {
            var counting = new CountingStream(stream);
            writer.Write(profile, counting);
            return counting.Count;
        }));
        Report(request, writer, profile, bytes, context.Out);
        return ExitCode.Ok;
    }

    private static void Report(OutputRequest request, IProfileWriter writer, ProfileData profile, long bytes, TextWriter to)
    {
        if (request.IsJson)
        {
            to.Write(JsonSerializer.Serialize(new { output = request.Output, format = writer.Format, samples = profile.SampleCount, bytes }) + "\n");
            return;
        }

        to.WriteLine($"{request.Output}: {writer.Format}, {QuantityText.Count(profile.SampleCount)} samples");
        to.WriteLine($"Next: perfinsight top {request.Output}");
    }

    private static IProfileWriter WriterOf(OutputRequest request)
    {
        var known = string.Join(", ", ProfileWriters.BuiltIn.Select(static writer => $"{writer.Format}: {string.Join(", ", writer.Extensions)}"));
        return (request.Format is null ? ProfileWriters.Of(request.Output) : ProfileWriters.OfFormat(request.Format))
            ?? throw CommandException.Usage($"{request.Output}: expected a name that says the format ({known}), or the format itself: --to pprof");
    }
}
