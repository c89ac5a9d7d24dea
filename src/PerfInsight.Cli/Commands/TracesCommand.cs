using System.CommandLine;
using PerfInsight.Cli.Commands.Arguments;
using PerfInsight.Cli.ProfileViews;
using PerfInsight.Views;

namespace PerfInsight.Cli.Commands;

/// <summary><c>perfinsight traces</c>: samples with their labels and stacks.</summary>
internal static class TracesCommand
{
    private const int ValueWidth = 10;

    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var command = new Command("traces", "Shows samples one by one, in the order of the profile: value, labels, stack.");
        var arguments = new ViewArguments().AddFilters(command).AddBase(command).AddGranularity(command).AddTop(command);
        command.SetAction(parsed => Run(arguments.Read(parsed), context));
        return command;
    }

    /// <summary>Writes the samples.</summary>
    public static int Run(ViewRequest request, CommandContext context)
    {
        var profile = ProfileInput.ReadSamples(request, context);
        return ProfileInput.Guard(request.Files, () =>
        {
            var traces = new TraceList(profile, request.View);
            if (request.IsJson)
                ViewJson.Write(traces, request.Top, context.Out);
            else
                Write(traces, request.Top, context);
            return ExitCode.Ok;
        });
    }

    private static void Write(TraceList traces, int top, CommandContext context)
    {
        var shown = 0;
        traces.Visit(trace =>
        {
            if (shown > 0)
                context.Out.WriteLine();
            foreach (var label in trace.Labels)
                WriteLine(label.Key + ":", string.Join(", ", label.Values), context);
            for (var i = 0; i < trace.Frames.Count; i++)
                WriteLine(i == 0 ? traces.Text(trace.Value) : "", trace.Frames[i].Name + (trace.Frames[i].IsInlined ? " (inline)" : ""), context);
            return ++shown < top;
        });
        if (shown == 0)
            context.Out.WriteLine("  nothing: no sample is left");
    }

    private static void WriteLine(string left, string right, CommandContext context)
    {
        if (context.OutWidth is { } width)
            right = FittedNames.Fit(right, width - Math.Max(left.Length, ValueWidth) - 2);
        context.Out.WriteLine($"{left,ValueWidth}  {right}");
    }
}
