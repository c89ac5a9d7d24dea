using System.ComponentModel;
using System.Globalization;
using ModelContextProtocol;

namespace PerfInsight.Cli.Assistants;

/// <summary>What assistants may ask: the commands of the tool, over files below a root, with bounded answers.</summary>
internal sealed class AssistantTools(RootedFileSystem files, CommandContext context)
{
    // About ten thousand tokens: more than an assistant reads with profit.
    private const int MostCharacters = 40_000;

    private const int MostRows = 100;

    [Description("Where the time and the bytes of a profile summary go: the costliest members with file, line and share.")]
    public string Hotspots(
        [Description("The summary, *.perfinsight.json, relative to the root.")] string summary,
        [Description("What to rank by: cpu, bytes or waits.")] string sort = "cpu",
        [Description("Rows at most, 1 to 100.")] int top = 20,
        CancellationToken cancellation = default) =>
        Answer(cancellation, "hotspots", File(summary), "--sort", Value(sort), "--top", Rows(top));

    [Description("What costs or changed, why, what to do, how sure that is and what to measure next, each figure with its source. Give a summary, or two profiles.")]
    public string Diagnose(
        [Description("A summary (*.perfinsight.json), or the profile of the baseline.")] string file,
        [Description("The profile of the candidate, where two profiles are compared.")] string? candidate = null,
        [Description("Findings at most, 1 to 100.")] int top = 10,
        CancellationToken cancellation = default) =>
        candidate is null ? Answer(cancellation, "analyze", File(file), "--top", Rows(top)) : Answer(cancellation, "analyze", File(file), File(candidate), "--top", Rows(top));

    [Description("Which members surely cost more or less between two profiles (pprof, nettrace, speedscope and others), with intervals and causes.")]
    public string Diff(
        [Description("Profile to compare with.")] string baseline,
        [Description("Profile to judge.")] string candidate,
        [Description("What to compare, such as cpu or alloc_space; the profile's default where left out.")] string? sampleType = null,
        [Description("Rows at most, 1 to 100.")] int top = 20,
        CancellationToken cancellation = default)
    {
        List<string> args = ["diff", File(baseline), File(candidate), "--top", Rows(top)];
        if (sampleType is not null)
            args.AddRange(["--sample-type", Value(sampleType)]);
        return Answer(cancellation, [.. args]);
    }

    [Description("What the performance gate says of a change: findings with limit, evidence, cause and triage. Uses perfinsight.yml and the waivers in the root where there are any.")]
    public string Findings(
        [Description("Profiles and benchmark results before the change.")] string[] baseline,
        [Description("The same after the change.")] string[] candidate,
        CancellationToken cancellation = default)
    {
        if (baseline.Length == 0 || candidate.Length == 0)
            throw new McpException("baseline, candidate: expected at least one file each.");
        return Answer(cancellation, ["ci", .. baseline.SelectMany(file => new[] { "--baseline", File(file) }), .. candidate.SelectMany(file => new[] { "--candidate", File(file) }), "--all"]);
    }

    [Description("Where members of a C# project allocate, what makes them, and the measured bytes. Builds the project with the .NET SDK: its build runs on this machine.")]
    public string Explain(
        [Description("A C# project (*.csproj) or its folder, relative to the root.")] string project,
        [Description("Part of the members' names, such as Matcher.Match.")] string member,
        [Description("Members at most, 1 to 100.")] int top = 5,
        CancellationToken cancellation = default) =>
        Answer(cancellation, "explain", File(project), "--member", Value(member), "--top", Rows(top));

    [Description("The page of an analyzer rule: cause, evidence, why it is slow, the fix, when to ignore it, measured gain.")]
    public string Rule([Description("The rule's id, such as PI2001.")] string id) =>
        RulePages.Find(id) ?? throw new McpException($"id: expected a rule ({string.Join(", ", RulePages.Ids)}).");

    private string Answer(CancellationToken cancellation, params string[] args)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, context.Interrupted);
        using var output = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using var error = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var exitCode = CommandLine.Run(args, context with { Out = output, Error = error, OutWidth = null, ErrorWidth = null, HasColor = false, Files = files, Interrupted = linked.Token });
        cancellation.ThrowIfCancellationRequested();

        // A gate that fails or cannot decide is an answer.
        var isAnswer = exitCode == ExitCode.Ok || (args[0] == "ci" && exitCode is ExitCode.Failed or ExitCode.Inconclusive);
        if (!isAnswer)
            throw new McpException(Bounded(error.ToString().Trim()));
        return Bounded(error.ToString() + output);
    }

    private static string Bounded(string text) =>
        text.Length <= MostCharacters ? text : text[..MostCharacters] + $"\n… cut after {MostCharacters} of {text.Length} characters: ask for less with 'top'.";

    // The whole path, so that it is no option.
    private string File(string path)
    {
        try
        {
            var real = files.Inside(path);
            var relative = Path.GetRelativePath(files.CurrentFolder, real);
            return relative.StartsWith('-') ? "./" + relative : relative;
        }
        catch (CommandException exception)
        {
            throw new McpException(exception.Message);
        }
    }

    private static string Value(string text) =>
        text.StartsWith('-') ? throw new McpException($"expected a value, found the option '{text}'.") : text;

    private static string Rows(int top) =>
        top is >= 1 and <= MostRows ? top.ToString(CultureInfo.InvariantCulture) : throw new McpException($"top: expected a number from 1 to {MostRows}, found {top}.");
}
