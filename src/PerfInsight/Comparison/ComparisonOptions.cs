namespace PerfInsight.Comparison;

/// <summary>How profiles are compared.</summary>
public sealed record ComparisonOptions
{
    /// <summary>Kind of the sample type to compare; null for the one that the candidate shows by default.</summary>
    public string? SampleType { get; init; }

    /// <summary>What costs are per; null: per second where all profiles say how long they are, else absolute.</summary>
    public ComparisonMode? Mode { get; init; }

    /// <summary>Operations that the baseline did, over all of its profiles; needed per operation.</summary>
    public double BaselineOperations { get; init; }

    /// <summary>Operations that the candidate did, over all of its profiles; needed per operation.</summary>
    public double CandidateOperations { get; init; }

    /// <summary>True to decide by a member's total (with what it calls), false by its self.</summary>
    public bool ByTotal { get; init; }

    /// <summary>A member is called changed where its p value, corrected for the number of members, is below this.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>Smallest change that is of interest, as a share of what the baseline measured in all.</summary>
    public double LeastChange { get; init; } = 0.001;

    /// <summary>Share from which on a member that is new or was small is a new hotspot (the playbook's profile drift: 4 %).</summary>
    public double HotspotShare { get; init; } = 0.04;

    /// <summary>Changes that are taken apart by callee, caller, line and type: the largest ones.</summary>
    public int MostExplained { get; init; } = 50;
}
