namespace PerfInsight.Gating.Reports;

/// <summary>One thing that a gate found.</summary>
public sealed record GateFinding
{
    /// <summary>
    /// Stable id: 16 hex digits of the SHA-256 of gate, kind and name of the subject, and metric. It stays when values, lines or files
    /// change, so it is the fingerprint for code scanning and the key of a waiver.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>The gate, one of <see cref="GateIds"/>.</summary>
    public required string Gate { get; init; }

    /// <summary>What it is about.</summary>
    public required FindingSubject Subject { get; init; }

    /// <summary>
    /// What of it: <c>cpu.self</c>, <c>alloc_space.total</c>, <c>gc.pause</c>, a unit of benchmarks (<c>sec/op</c>), <c>coverage</c>; empty
    /// for waivers.
    /// </summary>
    public required string Metric { get; init; }

    /// <summary>What is decided of it.</summary>
    public required FindingVerdict Verdict { get; init; }

    /// <summary>How loud a writer should be.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>What is wrong in a few words, without figures: <c>new hotspot Cache.Rehash</c>.</summary>
    public required string Title { get; init; }

    /// <summary>What was measured, against the limit: <c>8.1 % flat</c>, <c>+50 %</c>.</summary>
    public required string Measured { get; init; }

    /// <summary>The limit: <c>5 % flat</c>, <c>+15 % and +0.5 % of all</c>.</summary>
    public required string Limit { get; init; }

    /// <summary>How sure it is, in short: <c>412 samples, p &lt; 0.001</c>.</summary>
    public required string Certainty { get; init; }

    /// <summary>All of it as one sentence, for places that show one text only.</summary>
    public required string Message { get; init; }

    /// <summary>The figures; null for waivers and coverage as a whole.</summary>
    public Measure? Measure { get; init; }

    /// <summary>Where it stands in source; null where nothing tells.</summary>
    public SourcePlace? Place { get; init; }

    /// <summary>What causes it, with figures; null where they show nothing.</summary>
    public FindingCause? Cause { get; init; }

    /// <summary>What to do with it; null for what needs no action.</summary>
    public Triage? Triage { get; init; }

    /// <summary>
    /// By how much it got worse, which a waiver's ceiling of growth (<c>+60%</c>) is held against: 0.5 for 50 % worse, whichever direction
    /// is better in the unit. Infinite where there was nothing before, NaN where there is no growth.
    /// </summary>
    public double Growth { get; init; } = double.NaN;

    /// <summary>
    /// The share which a waiver's ceiling of share (<c>8%</c>) is held against: of a member in all, of pauses in time, of critical members
    /// that no benchmark reaches. NaN where there is none.
    /// </summary>
    public double Share { get; init; } = double.NaN;

    /// <summary>The waiver that was held against it.</summary>
    public WaiverUse Waiver { get; init; } = WaiverUse.None;

    /// <summary>Further lines of evidence: callers, callees, lines and types that grew, modes, samples.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>The command that looks further: <c>perfinsight diff … --total</c>; empty where there is none.</summary>
    public string NextCommand { get; init; } = "";

    /// <summary>Code to start from, such as the skeleton of a missing benchmark; empty where there is none.</summary>
    public string SuggestedCode { get; init; } = "";
}

/// <summary>What is decided of a finding.</summary>
public enum FindingVerdict
{
    /// <summary>Over the limit: the gate fails.</summary>
    Fail,

    /// <summary>Cannot be decided.</summary>
    Inconclusive,

    /// <summary>To be looked at; does not fail.</summary>
    Warning,

    /// <summary>Over the limit, and on file as accepted.</summary>
    Waived,

    /// <summary>Good to know.</summary>
    Note,
}

/// <summary>How loud a writer should be; SARIF's levels.</summary>
public enum FindingSeverity
{
    /// <summary>Stops the change.</summary>
    Error,

    /// <summary>Should be looked at.</summary>
    Warning,

    /// <summary>For information.</summary>
    Note,
}

/// <summary>What a finding is about.</summary>
/// <param name="Kind">Which kind of thing.</param>
/// <param name="Name">
/// Its whole name, by which waivers are written: a member as <see cref="PerfInsight.Comparison.MemberName"/> has it, a benchmark with its
/// parameters, the path of a waiver file with its row.
/// </param>
/// <param name="ShortName">Its name for narrow places: <c>Cache.Rehash</c>.</param>
public sealed record FindingSubject(SubjectKind Kind, string Name, string ShortName);

/// <summary>Kinds of things that findings are about.</summary>
public enum SubjectKind
{
    /// <summary>A member of the program.</summary>
    Member,

    /// <summary>A benchmark.</summary>
    Benchmark,

    /// <summary>The program as a whole.</summary>
    Program,

    /// <summary>A waiver.</summary>
    Waiver,
}

/// <summary>Figures of a change. What is not known is NaN; both ends of an interval then too.</summary>
public sealed record Measure
{
    /// <summary>Unit of the values: <c>nanoseconds</c>, <c>bytes</c>, <c>count</c>, <c>sec/op</c>, <c>B/op</c>, or <c>share</c> (0 to 1).</summary>
    public required string Unit { get; init; }

    /// <summary>What profiles' values are per: <c>second</c>, <c>operation</c>, <c>all</c>; empty for others.</summary>
    public string Per { get; init; } = "";

    /// <summary>Value of the baseline; 0 where it has none.</summary>
    public required double Baseline { get; init; }

    /// <summary>Value of the candidate; 0 where it has none.</summary>
    public required double Candidate { get; init; }

    /// <summary>Candidate minus baseline, in the unit.</summary>
    public double Delta => Candidate - Baseline;

    /// <summary>
    /// Change as a share of the baseline, as the statistics estimate it: 0.5 for +50 %. Infinite from zero. Of a unit in which more is
    /// better a loss is negative.
    /// </summary>
    public required double Change { get; init; }

    /// <summary>Lower end of the 95 % confidence interval of <see cref="Change"/>.</summary>
    public double ChangeLower { get; init; } = double.NaN;

    /// <summary>Upper end of it; infinite where the data sets none.</summary>
    public double ChangeUpper { get; init; } = double.NaN;

    /// <summary>Chance of such a difference where nothing changed, corrected for the number of questions; NaN where it is exact.</summary>
    public double P { get; init; } = double.NaN;

    /// <summary>Samples or runs behind the baseline's value.</summary>
    public double BaselineCount { get; init; }

    /// <summary>Samples or runs behind the candidate's value.</summary>
    public double CandidateCount { get; init; }

    /// <summary>The baseline's value in words, such as <c>2.8 s</c>.</summary>
    public string BaselineText { get; init; } = "";

    /// <summary>The candidate's value in words.</summary>
    public string CandidateText { get; init; } = "";
}

/// <summary>A place in source.</summary>
/// <param name="File">Path relative to the repository, with forward slashes; as the profile has it where the repository is not known.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="IsChanged">True where the line is part of the change: code scanning shows it in the pull request only then.</param>
/// <param name="IsDeclaration">True where the line begins the member; false where it is the costly line itself.</param>
public sealed record SourcePlace(string File, int Line, bool IsChanged = false, bool IsDeclaration = true);
