using System.Text;
using System.Text.RegularExpressions;
using PerfInsight.Gating;
using PerfInsight.Gating.Policies;

namespace PerfInsight.Fuzz.Targets;

/// <summary>The reader of <c>perfinsight.yml</c>.</summary>
internal static partial class PolicyTarget
{
    public static FuzzTarget Create() => new("policy", [Encoding.UTF8.GetBytes(PolicyTemplate.Text), .. SeedFiles.Named("policy")], Read);

    /// <summary>All that is wrong with a file, each with its place.</summary>
    public static string OfError(PolicyException exception)
    {
        if (exception.Problems.Count == 0)
            throw new BrokenPromiseException("the error says no problem");
        foreach (var problem in exception.Problems)
        {
            if (!Place().IsMatch(problem))
                throw new BrokenPromiseException($"a problem says no position: {problem}");
        }

        return $"error {Outcome.OfCount(exception.Problems.Count)} {string.Join('|', exception.Problems.Take(2).Select(Outcome.OfMessage))}";
    }

    private static string Read(byte[] file)
    {
        try
        {
            var policy = PolicyReader.Read(Encoding.UTF8.GetString(file), "fuzz.yml");
            return $"read {policy.Member.Rules.Count} {policy.Benchmark.Rules.Count} {policy.Reach.Count} {policy.NewHotspot.Justified.Count}";
        }
        catch (PolicyException exception)
        {
            return OfError(exception);
        }
    }

    [GeneratedRegex(@"^fuzz\.yml:[1-9]\d*:[1-9]\d*: .{5}", RegexOptions.Singleline)]
    private static partial Regex Place();
}
