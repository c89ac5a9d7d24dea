using PerfInsight.Cli.Collecting;
using PerfInsight.Cli.Commands;
using PerfInsight.Cli.Files;
using PerfInsight.Cli.Hotspots;
using PerfInsight.Cli.Processes;
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
    private static readonly TimeSpan MeasureUntil = TimeSpan.FromSeconds(80);

    private readonly DotnetSdk _sdk = new(context, workspace);
    private readonly IReadOnlySet<string> _fixable = FixableRules.In(workspace[DemoWorkspace.AnalyzersFolder]);
    private readonly DemoText _text = new(context);
    private readonly long _start = context.Clock.GetTimestamp();

    /// <summary>Runs all steps; returns the tool's exit code.</summary>
    public int Run()
    {
        _text.Line($"The sample program Storefront in {workspace.Root} · {Environment.ProcessorCount} cores · .NET {Environment.Version}");
        _text.Line();
        var sources = workspace.ReadSources();
        _text.Step("build", "building the sample", () => _sdk.Build("before", analyzers: false), _ =>
            $"{QuantityText.Count(sources.Values.Sum(text => text.Count(c => c == '\n')))} lines of C# in {sources.Count} files, no analyzers yet");
        Collect("before");
        var before = Summarize("before", workspace.Summary);

        var found = _text.Step("analyze", "building with the analyzers", () => _sdk.Build("analyzed", analyzers: true), Count);
        _text.Warnings(Warnings(found), workspace.Root);
        if (Fixable(found).Count == 0)
            throw new CommandException(ExitCode.Failed, "the analyzers found nothing to fix in the sample.");

        var left = Fix(found, sources);
        var (costsBefore, costsAfter) = Measure();
        Collect("after");
        var after = Summarize("after", workspace.SummaryAfter);
        _text.Line();
        BeforeAfterTable.Write(context.Out, context.OutWidth, costsBefore, costsAfter);
        _text.Line();
        _text.Line($"Costliest by CPU: before {Costliest(before)}; after {Costliest(after)}.");
        _text.Line($"Same output; CPU {Ratio(costsBefore, costsAfter, c => c.Cpu)}, allocated bytes {Ratio(costsBefore, costsAfter, c => c.Bytes)}. "
            + (left == 0 ? "No warning is left." : $"Warnings left for you to judge: {left}."));
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
                    new CollectTarget.Started(SdkHost.Program, [Path.Combine(workspace[build], DemoWorkspace.SampleDll)], run) { IsQuiet = true },
                    trace,
                    CollectionProfile.Everything),
                quiet)),
            _ => $"a live profile of the {(build == "before" ? "sample" : "fixed sample")}, {QuantityText.Bytes(new FileInfo(trace).Length)}");
        Directory.Delete(run, recursive: true);
    }

    private Scenario Summarize(string build, string summary) => _text.Step(
        "summarize",
        "reading the profile",
        () =>
        {
            Quietly(quiet => SummarizeCommand.Run(
                new SummarizeCommand.Options([workspace[build + ".nettrace"]], summary) { Root = workspace.Root, Name = "storefront" },
                quiet));
            return SummaryFile.Read(context.Files, summary).Scenarios[0];
        },
        scenario => $"{scenario.Methods.Count} hotspots in {QuantityText.Bytes(new FileInfo(summary).Length)}: "
            + $"CPU {QuantityText.Duration(scenario.Totals[SampleKind.Cpu])}, {QuantityText.Bytes(scenario.Totals[SampleKind.AllocSpace])} allocated, "
            + $"lock waits {QuantityText.Duration(scenario.Totals[SampleKind.Contention])}");

    /// <summary>Applies fixes until none is left or nothing changes; returns how many warnings remain.</summary>
    private int Fix(IReadOnlyList<BuildWarning> found, IReadOnlyDictionary<string, string> original)
    {
        var rules = Fixable(found);
        var left = found;
        var sources = original;
        _text.Step(
            "fix",
            $"dotnet format analyzers --diagnostics {string.Join(' ', rules)}",
            () =>
            {
                for (var round = 1; round <= MaxFixRounds && Fixable(left) is { Count: > 0 } open; round++)
                {
                    _sdk.Fix(open);
                    var changed = workspace.ReadSources();
                    if (changed.All(file => sources.GetValueOrDefault(file.Key) == file.Value))
                        break;
                    sources = changed;
                    left = _sdk.Build("after", analyzers: true);
                }

                return sources.Where(file => original.GetValueOrDefault(file.Key) != file.Value)
                    .Select(file => ChangeExcerpt.Count(original[file.Key], file.Value)).ToList();
            },
            changes => $"dotnet format analyzers --diagnostics {string.Join(' ', rules)}: "
                + $"{changes.Count} files, -{changes.Sum(change => change.Removed)} +{changes.Sum(change => change.Added)} lines");
        if (ReferenceEquals(sources, original))
            throw new CommandException(ExitCode.Failed, "the fixes changed nothing in the sample.");
        _text.Changes(original, sources, files: 3, linesOfFile: 8);
        return Warnings(left).Count;
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
                var pair = TimeSpan.Zero;
                while (before.Count < MinMeasuredPairs
                    || (before.Count < MaxMeasuredPairs && context.Clock.GetElapsedTime(_start) + pair < MeasureUntil))
                {
                    var started = context.Clock.GetTimestamp();
                    before.Add(Repeat("before", output));
                    after.Add(Repeat("after", output));
                    pair = context.Clock.GetElapsedTime(started);
                }

                return before.Count;
            },
            pairs => $"{pairs} runs before and {pairs} after, in turn, without a profiler; the medians are below");
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

    private static List<BuildWarning> Warnings(IReadOnlyList<BuildWarning> found) => [.. found.Where(static warning => warning.IsWarning)];

    private List<string> Fixable(IReadOnlyList<BuildWarning> found) =>
        [.. Warnings(found).Select(static warning => warning.Rule).Where(_fixable.Contains).Distinct().Order(StringComparer.Ordinal)];

    private static string Count(IReadOnlyList<BuildWarning> found)
    {
        var warnings = Warnings(found).Count;
        return $"{warnings} warnings, the costliest first; {found.Count - warnings} notes on hotspots and likely causes";
    }

    private static string Costliest(Scenario scenario) => HotspotOrder.Cpu.Rank(scenario).First() is var method
        ? $"{MemberName.Of(method).Name}, {QuantityText.Percent((double)method[SampleKind.Cpu].Own / scenario.Totals[SampleKind.Cpu])}"
        : "";

    private static string Ratio(IReadOnlyList<ScenarioCost> before, IReadOnlyList<ScenarioCost> after, Func<ScenarioCost, double> value) =>
        BeforeAfterTable.Ratio(value(ScenarioCost.Total(before)), value(ScenarioCost.Total(after)));
}
