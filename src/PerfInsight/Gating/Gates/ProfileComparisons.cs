using PerfInsight.Comparison;
using PerfInsight.Gating.Policies;
using PerfInsight.Profiles;

namespace PerfInsight.Gating.Gates;

/// <summary>The comparisons of profiles that the gates ask for, each made once; the chance of an error is shared out among them.</summary>
internal sealed class ProfileComparisons
{
    private readonly GateRequest _request;
    private readonly double _alpha;
    private readonly Dictionary<(string Kind, bool IsTotal, string Tag), ProfileComparison?> _made = [];

    /// <summary>Looks at what both sides have, and at what is asked.</summary>
    public ProfileComparisons(GateRequest request)
    {
        _request = request;
        var policy = request.Policy;
        var baseline = Kinds(request.BaselineProfiles);
        var candidate = Kinds(request.CandidateProfiles);
        SampleTypes = [.. candidate.Where(baseline.Contains)];
        OneSided = HasBoth ? [.. baseline.Except(candidate).Select(static kind => (kind, "baseline")), .. candidate.Except(baseline).Select(static kind => (kind, "candidate"))] : [];
        var asked = policy.NewHotspot.Level == GateLevel.Off ? [] : policy.NewHotspot.SampleTypes.Select(static kind => (Kind: kind, IsTotal: false, Tag: "")).ToHashSet();
        if (policy.Member.Level != GateLevel.Off)
            asked.UnionWith(policy.Member.Rules.Where(static rule => rule.Level != GateLevel.Off).Select(static rule => (rule.SampleType, rule.IsTotal, rule.Tag)));
        _alpha = policy.ProfileAlpha / Math.Max(1, asked.Count(question => SampleTypes.Contains(question.Kind)));
    }

    /// <summary>True where both sides have profiles.</summary>
    public bool HasBoth => _request.BaselineProfiles.Count > 0 && _request.CandidateProfiles.Count > 0;

    /// <summary>True where each side has as many profiles as the policy asks for.</summary>
    public bool HasEnough => Math.Min(_request.BaselineProfiles.Count, _request.CandidateProfiles.Count) >= _request.Policy.LeastProfiles;

    /// <summary>Kinds that all profiles have, in the candidate's order.</summary>
    public IReadOnlyList<string> SampleTypes { get; }

    /// <summary>Kinds that all profiles of one side have, and not all of the other.</summary>
    public IReadOnlyList<(string Kind, string Side)> OneSided { get; }

    /// <summary>
    /// A comparison; null where not both sides have the sample type, or the baseline measured nothing of it: then everything is new, and
    /// nothing can be said.
    /// </summary>
    /// <exception cref="ComparisonException">The sides do not fit.</exception>
    public ProfileComparison? Of(string kind, bool isTotal = false, string tag = "")
    {
        if (!_made.TryGetValue((kind, isTotal, tag), out var made))
            _made.Add((kind, isTotal, tag), made = Make(kind, isTotal, tag));
        return made;
    }

    /// <summary>Comparisons by self in all sample types, for causes and for the whole.</summary>
    public IReadOnlyDictionary<string, ProfileComparison> BySelf() =>
        SampleTypes.Select(kind => (kind, Comparison: Of(kind))).Where(static pair => pair.Comparison is not null).ToDictionary(static pair => pair.kind, static pair => pair.Comparison!);

    private ProfileComparison? Make(string kind, bool isTotal, string tag)
    {
        if (!HasBoth || !SampleTypes.Contains(kind))
            return null;
        var (baseline, candidate) = (_request.BaselineProfiles, _request.CandidateProfiles);
        if (tag.Length > 0)
            (baseline, candidate) = ([.. baseline.Select(profile => new TaggedProfile(profile, tag))], [.. candidate.Select(profile => new TaggedProfile(profile, tag))]);
        if (Sums(baseline, kind) == 0)
            return null;
        return ProfileComparison.Compare(baseline, candidate, new ComparisonOptions
        {
            SampleType = kind,
            Mode = _request.Policy.Per,
            BaselineOperations = _request.BaselineOperations,
            CandidateOperations = _request.CandidateOperations,
            ByTotal = isTotal,
            Alpha = _alpha,
            LeastChange = LeastChange(_request.Policy.Member.Rules),
            HotspotShare = _request.Policy.NewHotspot.Flat,
        });
    }

    // A limit below what is of interest by default is the wish to look closer.
    private static double LeastChange(IReadOnlyList<MemberRule> rules) =>
        rules.Any(static rule => rule.Absolute.Kind != AmountKind.Share) ? 0 : rules.Select(static rule => rule.Absolute.Value).Append(0.001).Min();

    private static double Sums(IReadOnlyList<ProfileData> profiles, string kind)
    {
        var sum = new Sum();
        foreach (var profile in profiles)
        {
            sum.Type = profile.SampleTypeIndex(kind);
            profile.VisitSamples(sum);
        }

        return sum.Value;
    }

    private static HashSet<string> Kinds(IReadOnlyList<ProfileData> profiles)
    {
        var kinds = profiles.Count == 0 ? [] : profiles[0].SampleTypes.Select(static type => type.Kind).ToHashSet(StringComparer.Ordinal);
        foreach (var profile in profiles)
            kinds.IntersectWith(profile.SampleTypes.Select(static type => type.Kind));
        return kinds;
    }

    private sealed class Sum : ISampleVisitor
    {
        public int Type { get; set; }

        public double Value { get; private set; }

        public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels) => Value += Math.Max(0, values[Type]);
    }
}
