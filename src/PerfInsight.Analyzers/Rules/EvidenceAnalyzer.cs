using Microsoft.CodeAnalysis.Diagnostics;
using PerfInsight.Analyzers.Evidence;

namespace PerfInsight.Analyzers.Rules;

/// <summary>
/// Base of all rules: reads the evidence once per compilation and registers nothing where there is no summary.
/// </summary>
public abstract class EvidenceAnalyzer : DiagnosticAnalyzer
{
    private protected EvidenceAnalyzer()
    {
    }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // Not that anything is said of generated code: CompilationEvidence leaves it out, for less than the compiler's check takes.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start =>
        {
            var evidence = CompilationEvidence.Of(
                start.Compilation,
                start.Options,
                text => start.TryGetValue(text, SummaryFile.Provider, out var summary) ? summary : null,
                start.CancellationToken);
            if (evidence is not null)
                Register(start, evidence);
        });
    }

    /// <summary>Registers what the rule needs; called only where there is a summary.</summary>
    private protected abstract void Register(CompilationStartAnalysisContext context, CompilationEvidence evidence);
}
