using System.Text.RegularExpressions;
using PerfInsight.Benchmarks;
using PerfInsight.Gating.Policies;

namespace PerfInsight.Gating.Reach;

/// <summary>
/// Which members of the program a benchmark reaches: what the profiles show to be called by it (where they were taken of benchmarks), by
/// what the policy says that it is about, or by the type that its own type is named after (<c>CacheBenchmarks</c>: <c>Cache</c>).
/// </summary>
internal sealed partial class BenchmarkReach(CallReach calls, IReadOnlyList<ReachRule> rules)
{
    private readonly Dictionary<string, Reached?> _known = new(StringComparer.Ordinal);
    private ILookup<string, string>? _byType;
    private ILookup<string, string>? _byName;

    /// <summary>What a benchmark reaches; null where nothing tells.</summary>
    /// <param name="benchmark">The benchmark.</param>
    public Reached? Of(Benchmark benchmark)
    {
        var space = benchmark.Configuration["namespace"];
        var name = space.Length == 0 ? benchmark.Name.Base : $"{space}.{benchmark.Name.Base}";
        if (!_known.TryGetValue(name, out var reached))
            _known.Add(name, reached = Find(name, benchmark.Name.Base));
        return reached;
    }

    private Reached? Find(string name, string bare)
    {
        _byName ??= calls.Members.ToLookup(WithoutParameters, StringComparer.Ordinal);
        var own = _byName[name].Concat(_byName["Benchmark" + bare]).ToList();
        if (own.Count > 0)
            return new Reached(calls.From(own), "seen in the profile");

        // Patterns are matched with the base of the name, with its namespace and without.
        var patterns = rules.Where(rule => rule.Benchmarks.Match(name) || rule.Benchmarks.Match(bare)).ToList();
        if (patterns.Count > 0)
            return new Reached(calls.From(calls.Members.Where(member => patterns.Exists(rule => rule.Members.Match(member)))), "by the policy");

        _byType ??= calls.Members.Where(static member => TypeOf(member).Length > 0).ToLookup(TypeOf, StringComparer.Ordinal);
        if (BenchmarkType().Match(bare) is not { Success: true } match)
            return null;
        var named = _byType[match.Groups["type"].Value].ToList();
        return named.Count == 0 ? null : new Reached(calls.From(named), $"by its name, as of {match.Groups["type"].Value}");
    }

    private static string WithoutParameters(string member) => member.IndexOf('(', StringComparison.Ordinal) is > 0 and var end ? member[..end] : member;

    private static string TypeOf(string member)
    {
        var bare = WithoutParameters(member);
        var end = bare.LastIndexOf('.');
        if (end <= 0)
            return "";
        var type = bare[..end];
        type = type[(type.LastIndexOfAny(['.', '+', '/']) + 1)..];
        return type.IndexOf('`', StringComparison.Ordinal) is > 0 and var arity ? type[..arity] : type;
    }

    [GeneratedRegex(@"^(?:.*[.+])?(?<type>\w+?)_?Bench(?:mark|marks)?\.")]
    private static partial Regex BenchmarkType();
}

/// <summary>What a benchmark reaches.</summary>
/// <param name="Members">The members.</param>
/// <param name="Source">How that is known.</param>
internal sealed record Reached(IReadOnlySet<string> Members, string Source);
