using PerfInsight.Cli.Demo;
using PerfInsight.Cli.Files;
using PerfInsight.Cli.Repositories;
using PerfInsight.Gating;
using PerfInsight.Gating.Changes;
using PerfInsight.Gating.Policies;
using PerfInsight.Gating.Reports;
using PerfInsight.Gating.Waivers;
using PerfInsight.Summaries;

namespace PerfInsight.Cli.Gating;

/// <summary>Reads all that the gate looks at.</summary>
internal static class CiInputs
{
    /// <summary>The policy's usual name.</summary>
    public const string PolicyFile = "perfinsight.yml";

    /// <summary>The waivers' usual name.</summary>
    public const string WaiverFile = "perfinsight-waivers.yml";

    // A file that people write is smaller; a diff or a build log may be large.
    private const long MaxYaml = 1024 * 1024;
    private const long MaxText = 256 * 1024 * 1024;

    /// <summary>Reads it.</summary>
    /// <exception cref="CommandException">A file cannot be read, or makes no sense.</exception>
    public static GateRequest Read(CiOptions options, CommandContext context)
    {
        var files = new GateFiles(context);
        var policy = Optional(options.Config, PolicyFile, context) is { } config
            ? Guard(() => PolicyReader.Read(files.Text(config, "a policy", InputRole.Policy, MaxYaml), config), "'perfinsight init' writes one that is right")
            : new GatePolicy();
        IReadOnlyList<WaiverRow> waivers = Optional(options.Waivers, WaiverFile, context) is { } book
            ? Guard(() => WaiverReader.Read(files.Text(book, "waivers", InputRole.Waivers, MaxYaml), book), "'perfinsight waive' writes rows")
            : [];
        var root = GitRepository.Root(context.Processes, context.Files.CurrentFolder, context.Interrupted);
        var git = root is null ? null : new GitChanges(context, root);
        var changes = options.Changes is { } text ? Changes(text, files, git, context) : (null, null);
        var baseline = files.Side(options.Baseline, isBaseline: true);
        var candidate = files.Side(options.Candidate, isBaseline: false);
        var history = options.History.SelectMany(files.History).ToList();
        return new GateRequest
        {
            Policy = policy,
            Waivers = waivers,
            Today = options.Today ?? DateOnly.FromDateTime(context.Clock.GetUtcNow().UtcDateTime),
            BaselineProfiles = baseline.Profiles,
            CandidateProfiles = candidate.Profiles,
            BaselineOperations = options.Operations.Baseline,
            CandidateOperations = options.Operations.Candidate,
            BaselineBenchmarks = baseline.Benchmarks,
            CandidateBenchmarks = candidate.Benchmarks,
            History = history,
            Changes = changes.Item1,
            RepositoryFiles = git?.Sources() ?? [],
            SourceMembers = [.. options.Summaries.SelectMany(path => Members(path, files, context))],
            Diagnostics = [.. options.Diagnostics.SelectMany(path => Diagnostics(path, files, root ?? context.Files.CurrentFolder))],
            BaselineCommit = changes.Item2,
            CandidateCommit = GitRepository.Commit(context.Processes, context.Files.CurrentFolder, context.Interrupted),
            Files = files.Read,
            Archive = options.Archive ?? "",
            DashboardUpdate = options.Dashboard ?? "",
            Prove = options.Prove,
        };
    }

    /// <summary>Runs what reads a policy or waivers: what is wrong with them is an error of the input.</summary>
    public static T Guard<T>(Func<T> read, string remedy)
    {
        try
        {
            return read();
        }
        catch (PolicyException exception)
        {
            throw new CommandException(ExitCode.Unreadable, $"{exception.Message}\n{char.ToUpperInvariant(remedy[0])}{remedy[1..]}.");
        }
    }

    // What was named must be there; the usual name need not.
    private static string? Optional(string? given, string usual, CommandContext context) => given ?? (context.Files.FileExists(usual) ? usual : null);

    private static (SourceChanges?, string?) Changes(string given, GateFiles files, GitChanges? git, CommandContext context)
    {
        var isFile = context.Files.FileExists(given);
        if (!isFile && git is null)
            throw CommandException.Unreadable(given, "expected a diff, or a commit of a git repository to compare with; found no such file, and no repository here.");
        var diff = isFile ? files.Text(given, "a diff", InputRole.Changes, MaxText) : git!.Since(given);
        try
        {
            return (SourceChanges.Parse(diff), isFile ? null : git!.Base(given));
        }
        catch (FormatException exception)
        {
            throw CommandException.Unreadable(given, exception.Message + ".");
        }
    }

    private static IEnumerable<SourceMember> Members(string path, GateFiles files, CommandContext context)
    {
        var summary = SummaryFile.Read(context.Files, path);
        files.Note(path, InputRole.Summary);
        return summary.Scenarios.SelectMany(static scenario => scenario.Methods).Where(static method => method is { File: not null, Span: not null, Kind: FunctionKind.Method })
            .Select(static method => new SourceMember(Name(method), method.File!.Path, method.Span!.Value.StartLine, method.Span.Value.EndLine)).Distinct();
    }

    // "M:Shop.Cache.Find``1(System.Int32)" is Shop.Cache.Find to a profile.
    private static string Name(HotMethod method)
    {
        var name = method.Id is { } id ? id[2..] : method.Name ?? "";
        name = name.IndexOf('(', StringComparison.Ordinal) is > 0 and var end ? name[..end] : name;
        name = name.IndexOf("``", StringComparison.Ordinal) is > 0 and var arity ? name[..arity] : name;
        return name.Replace(".#ctor", "..ctor", StringComparison.Ordinal).Replace(".#cctor", "..cctor", StringComparison.Ordinal);
    }

    private static IEnumerable<RuleHint> Diagnostics(string path, GateFiles files, string root)
    {
        var text = files.Text(path, "diagnostics of a build (SARIF)", InputRole.Diagnostics, MaxText);
        IReadOnlyList<BuildWarning> warnings;
        try
        {
            warnings = BuildWarning.ReadSarif(text);
        }
        catch (System.Text.Json.JsonException exception)
        {
            throw CommandException.Unreadable(path, $"expected a SARIF log, as 'dotnet build -p:ErrorLog=build.sarif,version=2.1' writes it: {exception.Message}");
        }

        var fixable = FixableRules.In(DemoAssets.Find(AppContext.BaseDirectory).Analyzers);
        return warnings.Where(static warning => !warning.Rule.StartsWith("PI0", StringComparison.Ordinal))
            .Select(warning => new RuleHint(warning.Rule, warning.Message, new SourcePlace(Relative(warning.File, root), warning.Line, IsDeclaration: false), fixable.Contains(warning.Rule)));
    }

    private static string Relative(string file, string root) =>
        (Path.IsPathRooted(file) && Path.GetRelativePath(root, file) is var relative && !relative.StartsWith("..", StringComparison.Ordinal) ? relative : file).Replace('\\', '/');
}
