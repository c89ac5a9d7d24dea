namespace PerfInsight.Comparison;

/// <summary>A member on both sides. Costs are in the sample type's unit, per what <see cref="ProfileComparison.Mode"/> says.</summary>
public sealed record MemberDelta
{
    /// <summary>The member, as the candidate has it; as the baseline has it where it is gone.</summary>
    public required Member Member { get; init; }

    /// <summary>What the baseline calls it, where it was renamed or moved; null for others.</summary>
    public Member? RenamedFrom { get; init; }

    /// <summary>Cost in the baseline.</summary>
    public required MemberCost Baseline { get; init; }

    /// <summary>Cost in the candidate.</summary>
    public required MemberCost Candidate { get; init; }

    /// <summary>The difference: of self, or of total where the comparison is by total.</summary>
    public required RateTest Test { get; init; }

    /// <summary>P value corrected for the number of members (Benjamini–Hochberg).</summary>
    public required double AdjustedP { get; init; }

    /// <summary>What is said of it.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>True where the candidate's self is a hotspot and the baseline's was none, surely.</summary>
    public bool IsNewHotspot { get; init; }

    /// <summary>True where the baseline's self was a hotspot and the candidate's is none, surely.</summary>
    public bool IsVanishedHotspot { get; init; }

    /// <summary>True where only the candidate has it.</summary>
    public bool IsNew => Baseline.Total == 0 && Candidate.Total != 0;

    /// <summary>True where only the baseline has it.</summary>
    public bool IsGone => Candidate.Total == 0 && Baseline.Total != 0;

    /// <summary>
    /// The member's growth against that of the whole: 1 where it grew as all did, 3 where it took three times its part of the
    /// growth; NaN where the whole did not change surely or the member is new. Source: PerfView's overweight report.
    /// </summary>
    public required double Overweight { get; init; }

    /// <summary>What the change consists of; null for members that did not surely change.</summary>
    public ChangeParts? Parts { get; init; }
}

/// <summary>Cost of a member on one side.</summary>
/// <param name="Self">Without what it calls.</param>
/// <param name="Total">With what it calls.</param>
/// <param name="SelfShare">Self, as a share of all that the side measured.</param>
/// <param name="TotalShare">Total, as a share of all that the side measured.</param>
/// <param name="Samples">Samples behind the compared cost, as their uncertainty counts them.</param>
public readonly record struct MemberCost(double Self, double Total, double SelfShare, double TotalShare, double Samples);
