using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Rules;

namespace PerfInsight.Benchmarks.Evidence;

/// <summary>Keeps the evidence that rules are given.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class EvidenceCapture : EvidenceAnalyzer
{
    public CompilationEvidence? Evidence { get; private set; }

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [new DiagnosticDescriptor("CAPTURE", "Capture", "Capture", "Capture", DiagnosticSeverity.Warning, true)];

    private protected override void Register(CompilationStartAnalysisContext context, CompilationEvidence evidence) => Evidence = evidence;
}
