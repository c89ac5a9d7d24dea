namespace PerfInsight.Cli.Gating;

/// <summary>What <c>perfinsight ci</c> was asked.</summary>
/// <param name="Baseline">Profiles and benchmark results of the baseline, or folders of them.</param>
/// <param name="Candidate">The same of the candidate.</param>
internal sealed record CiOptions(IReadOnlyList<string> Baseline, IReadOnlyList<string> Candidate)
{
    /// <summary>The policy; null for the file of the usual name, where there is one.</summary>
    public string? Config { get; init; }

    /// <summary>The waivers; null for the file of the usual name, where there is one.</summary>
    public string? Waivers { get; init; }

    /// <summary>A diff, or a commit to compare with; null where the change is not known.</summary>
    public string? Changes { get; init; }

    /// <summary>Benchmark results of earlier runs.</summary>
    public IReadOnlyList<string> History { get; init; } = [];

    /// <summary>Summaries, for places in source.</summary>
    public IReadOnlyList<string> Summaries { get; init; } = [];

    /// <summary>SARIF logs of builds.</summary>
    public IReadOnlyList<string> Diagnostics { get; init; } = [];

    /// <summary>Operations of each side; 0 where they were not counted.</summary>
    public (double Baseline, double Candidate) Operations { get; init; }

    /// <summary>The day for waivers; null for that of the clock, in UTC.</summary>
    public DateOnly? Today { get; init; }

    /// <summary>Folder that inputs are archived in.</summary>
    public string? Archive { get; init; }

    /// <summary>What was updated on the dashboard.</summary>
    public string? Dashboard { get; init; }

    /// <summary>Whether to inject regressions.</summary>
    public bool Prove { get; init; }

    /// <summary>File to write the report to as JSON.</summary>
    public string? Json { get; init; }

    /// <summary>File to write the report to as Markdown.</summary>
    public string? Markdown { get; init; }

    /// <summary>File to write the report to as SARIF.</summary>
    public string? Sarif { get; init; }

    /// <summary>File to write the report to as JUnit XML.</summary>
    public string? JUnit { get; init; }

    /// <summary>File to write the report to as an HTML page.</summary>
    public string? Html { get; init; }

    /// <summary>Whether to write the job summary and annotations of GitHub Actions.</summary>
    public bool Github { get; init; }

    /// <summary>Whether all findings are shown.</summary>
    public bool All { get; init; }
}
