using PerfInsight.Cli.Collecting;
using PerfInsight.Cli.Commands;
using PerfInsight.Cli.Files;
using PerfInsight.NetTrace.Collection;
using PerfInsight.Summaries;
using PerfInsight.Units;

namespace PerfInsight.Cli.Demo;

/// <summary>
/// The whole loop on the sample: profile, summarise, build with the analyzers, fix, prove that the output is the same,
/// measure again. It runs the commands that a user runs.
/// </summary>
internal sealed class DemoRun(CommandContext context, DemoWorkspace workspace)
{
    // A fix may make room for another, as a hoisted buffer does; more rounds found nothing new.
    private const int MaxFixRounds = 3;

    private const int MinMeasuredPairs = 2;

    private const int MaxMeasuredPairs = 5;

    // The whole demo is to stay below two minutes on two cores; more pairs are measured while there is time.
    private static readonly TimeSpan MeasureUntil = TimeSpan.FromSeconds(85);

    private readonly DotnetSdk _sdk = new(context, workspace);
    private readonly DemoText _text = new(context);
    private readonly long _start = context.Clock.GetTimestamp();

    /// <summary>Runs all steps; returns the tool's exit code.</summary>
    public int Run()
    {
        _text.Line($"The sample program Storefront in {workspace.Root} · {Environment.ProcessorCount} cores · .NET {Environment.Version}");
        _text.Line();
        var sources = workspace.ReadSources();
        _text.Step("build", "building the sample", () => _sdk.Build("before", analyzers: false), _ =>
            $"{QuantityText.Count(sources.Values.Sum(text => text.Count(c => c == '\n')))} lines of C# in {sources.Count} files, no warnings");
        Collect("before");
        Summarize();

        var warnings = _text.Step(
            "analyze", "building with the analyzers", () => _sdk.Build("analyzed", analyzers: true), Count);
        _text.Warnings(warnings, workspace.Root);
        var fixable = Fixable(warnings);
        if (fixable.Count == 0)
            throw new CommandException(ExitCode.Failed, "the analyzers found nothing to fix in the sample.");

        var left = Fix(fixable, sources);
        var (before, after) = Measure();
        BeforeAfterTable.Create(before, after).Write(context.Out);
        _text.Line();
        _text.Line($"CPU {Ratio(before, after, c => c.Cpu)}, allocated bytes {Ratio(before, after, c => c.Bytes)} less; same output. "
            + $"{(left.Count == 0 ? "No warning is left." : $"{left.Count} warnings are left, for you to judge.")}");
        _text.Line();
        _text.Line("Next: the same for a program of yours");
        _text.Line("  perfinsight collect -o trace.nettrace -- dotnet App.dll");
        _text.Line("  perfinsight summarize trace.nettrace -o app.perfinsight.json");
        _text.Line("  dotnet add package PerfInsight.Analyzers && dotnet build");
        return ExitCode.Ok;
    }

    private void Collect(string build)
    {
        var trace = workspace[build + ".nettrace"];
        var run = Directory.CreateDirectory(workspace["run"]).FullName;
        _text.Step(
            "collect",
            "profiling a live run",
            () => Quietly(quiet => CollectCommand.Run(
                new CollectCommand.Options(
                    new CollectTarget.Started(DotnetSdk.Host, [Path.Combine(workspace[build], DemoWorkspace.SampleDll)], run) { IsQuiet = true },
                    trace,
                    CollectionProfile.Everything),
                quiet)),
            _ => $"a live profile of the whole run, {QuantityText.Bytes(new FileInfo(trace).Length)}");
        Directory.Delete(run, recursive: true);
    }

    private void Summarize() => _text.Step(
        "summarize",
        "reading the profile",
        () =>
        {
            Quietly(quiet => SummarizeCommand.Run(
                new SummarizeCommand.Options([workspace["before.nettrace"]], workspace.Summary) { Root = workspace.Root, Name = "storefront" },
                quiet));
            return SummaryFile.Read(context.Files, workspace.Summary).Scenarios;
        },
        scenarios => $"{scenarios.Sum(s => s.Methods.Count)} hotspots, {QuantityText.Bytes(new FileInfo(workspace.Summary).Length)}: "
            + string.Join(", ", scenarios.Select(s => $"CPU {QuantityText.Duration(s.Totals[SampleKind.Cpu])}, "
                + $"{QuantityText.Bytes(s.Totals[SampleKind.AllocSpace])} allocated")));

    /// <summary>Applies fixes until none is left or nothing changes; returns the warnings that remain.</summary>
    private IReadOnlyList<BuildWarning> Fix(IReadOnlyList<string> rules, IReadOnlyDictionary<string, string> original)
    {
        var rounds = 0;
        IReadOnlyDictionary<string, string> fixedSources = original;
        IReadOnlyList<BuildWarning> left = [];
        _text.Step(
            "fix",
            "applying the fixes",
            () =>
            {
                for (var isChanged = true; isChanged && rules.Count > 0 && rounds < MaxFixRounds; rounds++)
                {
                    _sdk.Fix(rules);
                    var sources = workspace.ReadSources();
                    isChanged = sources.Any(file => fixedSources.GetValueOrDefault(file.Key) != file.Value);
                    fixedSources = sources;
                    if (isChanged)
                        left = _sdk.Build("after", analyzers: true);
                    rules = Fixable(left);
                }

                return fixedSources;
            },
            sources =>
            {
                var changed = sources.Where(file => original.GetValueOrDefault(file.Key) != file.Value).ToList();
                var lines = changed.Select(file => ChangeExcerpt.Count(original[file.Key], file.Value)).ToList();
                return $"dotnet format analyzers --diagnostics {string.Join(' ', rules)}".TrimEnd()
                    + $": {changed.Count} files, -{lines.Sum(l => l.Removed)} +{lines.Sum(l => l.Added)} lines";
            });
        _text.Changes(original, fixedSources, files: 3, linesOfFile: 8);
        return left;
    }

    private (IReadOnlyList<ScenarioCost> Before, IReadOnlyList<ScenarioCost> After) Measure()
    {
        var before = new List<IReadOnlyList<ScenarioCost>>();
        var after = new List<IReadOnlyList<ScenarioCost>>();
        var output = _text.Step(
            "check",
            "comparing the outputs",
            () =>
            {
                var expected = SampleRun.Run(context, workspace, "before");
                var actual = SampleRun.Run(context, workspace, "after");
                if (expected.Output != actual.Output)
                {
                    throw new CommandException(
                        ExitCode.Failed,
                        "the fixes changed what the sample prints:\n" + string.Join('\n', ChangeExcerpt.Of(expected.Output, actual.Output, 12)));
                }

                before.Add(expected.Costs);
                after.Add(actual.Costs);
                return expected;
            },
            run => $"the output is the same before and after: {QuantityText.Count(run.Lines)} lines, SHA-256 {run.Hash}…");

        _text.Step(
            "measure",
            "running before and after in turn, without a profiler",
            () =>
            {
                while (before.Count < MinMeasuredPairs
                    || (before.Count < MaxMeasuredPairs && context.Clock.GetElapsedTime(_start) < MeasureUntil))
                {
                    before.Add(Repeat("before", output));
                    after.Add(Repeat("after", output));
                }

                return before.Count;
            },
            pairs => $"{pairs} runs before and {pairs} after, in turn, without a profiler; medians, before → after:");
        _text.Line();
        return (ScenarioCost.Median(before), ScenarioCost.Median(after));
    }

    private IReadOnlyList<ScenarioCost> Repeat(string build, SampleRun expected)
    {
        var run = SampleRun.Run(context, workspace, build);
        return run.Output == expected.Output
            ? run.Costs
            : throw new CommandException(ExitCode.Failed, $"the sample ({build}) prints something else in each run; it is not deterministic.");
    }

    /// <summary>Runs a command and keeps its words back, unless it fails.</summary>
    private bool Quietly(Func<CommandContext, int> command)
    {
        using var words = new StringWriter();
        var exitCode = command(context with { Out = words, Error = words, OutWidth = null, ErrorWidth = null });
        return exitCode == ExitCode.Ok ? true : throw new CommandException(exitCode, words.ToString().TrimEnd());
    }

    private static IReadOnlyList<string> Fixable(IReadOnlyList<BuildWarning> warnings) =>
        [.. warnings.Where(w => w.Level == "warning" && !w.Rule.StartsWith("PI0", StringComparison.Ordinal)).Select(w => w.Rule).Distinct().Order()];

    private static string Count(IReadOnlyList<BuildWarning> warnings)
    {
        var confirmed = warnings.Count(w => w.Level == "warning");
        return $"{confirmed} warnings, {warnings.Count - confirmed} notes, by measured cost:";
    }

    private static string Ratio(IReadOnlyList<ScenarioCost> before, IReadOnlyList<ScenarioCost> after, Func<ScenarioCost, double> value) =>
        BeforeAfterTable.Ratio(value(ScenarioCost.Total(before)), value(ScenarioCost.Total(after)));
}
