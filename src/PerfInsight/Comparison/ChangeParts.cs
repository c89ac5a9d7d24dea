using PerfInsight.Profiles;

namespace PerfInsight.Comparison;

/// <summary>What the change of a member consists of, the largest part first.</summary>
/// <param name="Callees">By what it calls; its own code is named by <see cref="OwnCode"/>.</param>
/// <param name="Callers">By what calls it.</param>
/// <param name="Lines">By its lines, where the profiles know them.</param>
/// <param name="AllocatedTypes">By allocated type, in samples of allocations.</param>
public sealed record ChangeParts(
    IReadOnlyList<ChangePart> Callees, IReadOnlyList<ChangePart> Callers, IReadOnlyList<ChangePart> Lines, IReadOnlyList<ChangePart> AllocatedTypes)
{
    /// <summary>Names the member's own code among its callees.</summary>
    public const string OwnCode = "(own code)";

    // What calls a root.
    private const string Root = "(root)";

    /// <summary>Takes the changes of some members apart. It looks at the samples once more.</summary>
    internal static IReadOnlyDictionary<int, ChangeParts> Of(
        IReadOnlyList<ProfileData> baseline, double baselineExposure, IReadOnlyList<ProfileData> candidate, double candidateExposure, string sampleType,
        IReadOnlyList<(int Before, int After)> members, MemberIndex index, IReadOnlyDictionary<int, int> renames)
    {
        var was = Neighbours.Of(baseline, sampleType, members.Select(member => member.Before), index);
        var now = Neighbours.Of(candidate, sampleType, members.Select(member => member.After), index);
        return members.ToDictionary(member => member.After, member => new ChangeParts(
            Parts(was.Of(member.Before).Callees, now.Of(member.After).Callees, OwnCode),
            Parts(was.Of(member.Before).Callers, now.Of(member.After).Callers, Root),
            Changes(was.Of(member.Before).Lines, now.Of(member.After).Lines, line => $"line {line}"),
            Changes(was.Of(member.Before).Types, now.Of(member.After).Types, type => type)));

        // A renamed neighbour is the same one.
        IReadOnlyList<ChangePart> Parts(Dictionary<int, double> before, Dictionary<int, double> after, string none) => Changes(
            before.GroupBy(pair => renames.GetValueOrDefault(pair.Key, pair.Key)).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value)),
            after,
            member => member == Neighbours.None ? none : index.Members[member].Name);

        IReadOnlyList<ChangePart> Changes<TKey>(Dictionary<TKey, double> before, Dictionary<TKey, double> after, Func<TKey, string> name)
            where TKey : notnull =>
        [
            .. before.Keys.Union(after.Keys)
                .Select(key => new ChangePart(name(key), before.GetValueOrDefault(key) / baselineExposure, after.GetValueOrDefault(key) / candidateExposure))
                .OrderByDescending(part => Math.Abs(part.Delta)).ThenBy(part => part.Name, StringComparer.Ordinal),
        ];
    }
}

/// <summary>A part of a member's total on both sides.</summary>
/// <param name="Name">Callee, caller, line or type.</param>
/// <param name="Baseline">Cost in the baseline.</param>
/// <param name="Candidate">Cost in the candidate.</param>
public readonly record struct ChangePart(string Name, double Baseline, double Candidate)
{
    /// <summary>Candidate's cost minus baseline's.</summary>
    public double Delta => Candidate - Baseline;
}
