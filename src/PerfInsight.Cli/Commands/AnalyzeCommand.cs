using System.CommandLine;
using PerfInsight.Cli.Analyze;
using PerfInsight.Cli.Analyze.Models;
using PerfInsight.Cli.Diff;
using PerfInsight.Cli.Files;
using PerfInsight.Cli.ProfileViews;
using PerfInsight.Comparison;
using PerfInsight.Diagnoses;
using PerfInsight.Profiles;
using PerfInsight.Summaries;

namespace PerfInsight.Cli.Commands;

/// <summary><c>perfinsight analyze</c>: a diagnosis by rules, each figure with where it comes from.</summary>
internal static class AnalyzeCommand
{
    private const int DefaultTop = 5;

    /// <summary>Options of the command.</summary>
    /// <param name="Files">A summary, or the profiles of baseline and candidate.</param>
    internal sealed record Options(IReadOnlyList<string> Files)
    {
        /// <summary>Further profiles of the baseline.</summary>
        public IReadOnlyList<string> Baseline { get; init; } = [];

        /// <summary>Further profiles of the candidate.</summary>
        public IReadOnlyList<string> Candidate { get; init; } = [];

        /// <summary>What is compared; null for the profiles' default.</summary>
        public string? SampleType { get; init; }

        /// <summary><c>text</c>, <c>markdown</c> or <c>json</c>.</summary>
        public string Format { get; init; } = "text";

        /// <summary>Statements at most.</summary>
        public int Top { get; init; } = DefaultTop;

        /// <summary>A model that tells the findings; null for none.</summary>
        public ModelEndpoint? Model { get; init; }

        /// <summary>True to show what the model would be sent.</summary>
        public bool IsDryRun { get; init; }
    }

    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "A summary (*.perfinsight.json), or the profile of the baseline and that of the candidate.",
            Arity = new ArgumentArity(1, 2),
        };
        var baseline = new Option<string[]>("--baseline") { Description = "Further profiles of the baseline.", HelpName = "FILE", AllowMultipleArgumentsPerToken = true };
        var candidate = new Option<string[]>("--candidate") { Description = "Further profiles of the candidate.", HelpName = "FILE", AllowMultipleArgumentsPerToken = true };
        var sampleType = new Option<string?>("--sample-type", "-t") { Description = "What to compare, such as cpu or alloc_space. [default: the profile's]", HelpName = "KIND" };
        var top = new Option<int>("--top") { Description = "Findings at most; JSON has all.", HelpName = "N", DefaultValueFactory = _ => DefaultTop };
        var markdown = new Option<bool>("--markdown") { Description = "Write Markdown." };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var model = new Option<string?>("--model") { Description = "Have a language model tell the findings; sends them to the endpoint.", HelpName = "NAME" };
        var endpoint = new Option<string?>("--endpoint") { Description = $"The model's endpoint, OpenAI-compatible; its key is in {ModelEndpoint.KeyVariable}. [default: {ModelEndpoint.DefaultAddress}]", HelpName = "URL" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Show what the model would be sent, and send nothing." };
        var command = new Command("analyze", "Says what costs or changed, why, what to do, how sure that is and what to measure next.")
        {
            files, baseline, candidate, sampleType, top, markdown, json, model, endpoint, dryRun,
        };
        command.SetAction(parsed => Run(
            new Options(parsed.GetRequiredValue(files))
            {
                Baseline = parsed.GetValue(baseline) ?? [],
                Candidate = parsed.GetValue(candidate) ?? [],
                SampleType = parsed.GetValue(sampleType),
                Format = parsed.GetValue(json) ? "json" : parsed.GetValue(markdown) ? "markdown" : "text",
                Top = parsed.GetValue(top) is >= 1 and var most ? most : throw CommandException.Usage("--top: expected a number from 1."),
                Model = Endpoint(parsed.GetValue(model), parsed.GetValue(endpoint), parsed.GetValue(dryRun), context),
                IsDryRun = parsed.GetValue(dryRun),
            },
            context));
        return command;
    }

    /// <summary>Diagnoses and writes.</summary>
    public static int Run(Options options, CommandContext context)
    {
        IReadOnlyList<Diagnosis> diagnoses = options.Files is [var one] ? OfSummary(one, options, context) : [OfProfiles(options, context)];
        if (options.Model is { } model)
        {
            if (options.IsDryRun)
            {
                ModelWords.DryRun(model, ModelRequest.Of(ModelWords.Shown(diagnoses, options.Top)), context.Out);
                return ExitCode.Ok;
            }

            diagnoses = ModelWords.Add(model, diagnoses, options.Top, context);
        }

        if (options.Format == "json")
        {
            DiagnosisText.WriteJson(diagnoses, context.Out);
            return ExitCode.Ok;
        }

        for (var i = 0; i < diagnoses.Count; i++)
        {
            if (i > 0)
                context.Out.WriteLine();
            if (options.Format == "markdown")
                DiagnosisText.WriteMarkdown(diagnoses[i], options.Top, options.Model?.Model, context.Out);
            else
                DiagnosisText.Write(diagnoses[i], options.Top, options.Model?.Model, context.Out);
        }

        return ExitCode.Ok;
    }

    private static ModelEndpoint? Endpoint(string? model, string? endpoint, bool isDryRun, CommandContext context) =>
        model is not null ? ModelEndpoint.Of(model, endpoint, context.Variable)
        : endpoint is null && !isDryRun ? null
        : throw CommandException.Usage($"{(isDryRun ? "--dry-run" : "--endpoint")}: expected --model NAME with it.");

    private static List<Diagnosis> OfSummary(string file, Options options, CommandContext context)
    {
        if (!file.EndsWith(SummaryFormat.FileSuffix, StringComparison.OrdinalIgnoreCase))
            throw CommandException.Usage($"{file}: expected a summary (*{SummaryFormat.FileSuffix}), or two profiles: perfinsight analyze BASELINE CANDIDATE. To write a summary: perfinsight summarize {file}");
        if (options.Baseline.Count + options.Candidate.Count > 0 || options.SampleType is not null)
            throw CommandException.Usage("--baseline, --candidate, --sample-type: expected two profiles to compare, found a summary.");
        return [.. SummaryFile.Read(context.Files, file).Scenarios.Select(scenario => SummaryDiagnosis.Of(scenario, file, Name))];

        static string Name(HotMethod method)
        {
            var name = Hotspots.MemberName.Of(method);
            return name.Name + name.Parameters + name.Suffix;
        }
    }

    private static Diagnosis OfProfiles(Options options, CommandContext context)
    {
        string[] before = [options.Files[0], .. options.Baseline];
        string[] after = [options.Files[1], .. options.Candidate];
        ProfileData[] baseline = [.. before.Select(file => ProfileInput.Read(file, context))];
        ProfileData[] candidate = [.. after.Select(file => ProfileInput.Read(file, context))];
        try
        {
            var report = ProfileInput.Guard([.. before, .. after], () => DiffReport.Of(baseline, candidate, new ComparisonOptions { SampleType = options.SampleType }));
            return ComparisonDiagnosis.Of(report.Comparison, report.Causes, before, after);
        }
        catch (ComparisonException exception)
        {
            throw CommandException.Usage($"{before[0]} and {after[0]} cannot be compared: {exception.Message}.");
        }
    }
}
