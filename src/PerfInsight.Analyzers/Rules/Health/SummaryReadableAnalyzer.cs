using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Health;

/// <summary>PI0001 and PI0002: a summary that cannot be read is said, at the line, and never mistaken for "nothing is hot".</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SummaryReadableAnalyzer : EvidenceAnalyzer
{
    private static readonly DiagnosticDescriptor Unreadable = RuleDescriptor.Create(
        RuleIds.UnreadableSummary,
        "Profile summary cannot be read",
        "{0}: regenerate it with 'perfinsight summarize trace.nettrace -o {1}'",
        "The file is not a profile summary of PerfInsight, or it is damaged; none of its evidence is used.");

    private static readonly DiagnosticDescriptor Unsupported = RuleDescriptor.Create(
        RuleIds.UnsupportedSummaryVersion,
        "Profile summary has an unsupported version",
        "{0}: update the PerfInsight.Analyzers package, or regenerate the file with a 'perfinsight' of the package's version",
        "The summary was written by a newer PerfInsight whose format these analyzers do not know; none of its evidence is used.");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Unreadable, Unsupported);

    private protected override void Register(CompilationStartAnalysisContext context, CompilationEvidence evidence) =>
        context.RegisterAdditionalFileAction(file =>
        {
            foreach (var (path, summary) in evidence.Files)
            {
                if (path.Path != file.AdditionalFile.Path || summary.Error is not { } error)
                    continue;
                var descriptor = error.Kind == SummaryErrorKind.UnsupportedVersion ? Unsupported : Unreadable;
                file.ReportDiagnostic(Diagnostic.Create(
                    descriptor, SummaryLocation.At(path, error.Line, error.Column), error.Message, SummaryLocation.FileName(path)));
            }
        });
}
