using Microsoft.CodeAnalysis;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.ColdCode;

/// <summary>Tells whether the profile says of a member that it costs little.</summary>
internal static class ColdCode
{
    private static readonly SampleKind[] Kinds = (SampleKind[])Enum.GetValues(typeof(SampleKind));

    /// <summary>
    /// True where a profile of this assembly is there, the file is not known to have changed since, and the member with all
    /// that it calls stays below the hot threshold in every kind of every scenario.
    /// </summary>
    public static bool IsCold(
        IMethodSymbol member, SyntaxTree tree, CompilationEvidence evidence, EvidenceOptions options, Compilation compilation, CancellationToken cancellationToken)
    {
        if (!evidence.Scenarios.Any(scenario => scenario.Modules.Contains(compilation.AssemblyName ?? "")))
            return false;
        if (evidence.Find(member, cancellationToken) is { } measured)
            return !Kinds.Any(kind => HotThreshold.IsHot(measured.Own(kind), options) || HotThreshold.IsHot(measured.Total(kind), options));

        // Not among the hotspots: cold, unless the member may be younger than the profile.
        return !evidence.IsKnownToDiffer(tree, cancellationToken);
    }
}
