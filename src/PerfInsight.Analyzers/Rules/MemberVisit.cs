using Microsoft.CodeAnalysis;
using PerfInsight.Analyzers.Evidence;

namespace PerfInsight.Analyzers.Rules;

/// <summary>What all rules that look at a hot member are given.</summary>
/// <param name="Measured">The member, and what is measured for it.</param>
/// <param name="Code">Its bound code.</param>
/// <param name="Evidence">What is measured for the whole compilation.</param>
/// <param name="Options">The thresholds of its file.</param>
/// <param name="Report">Takes what a rule has to say.</param>
/// <param name="CancellationToken">Cancels the analysis.</param>
internal sealed record MemberVisit(
    MeasuredMember Measured,
    MemberCode Code,
    CompilationEvidence Evidence,
    EvidenceOptions Options,
    Action<Diagnostic> Report,
    CancellationToken CancellationToken);
