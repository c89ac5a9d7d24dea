using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Rules.Health;
using PerfInsight.Summaries;
using PerfInsight.Units;

namespace PerfInsight.Analyzers.Rules.GcPressure;

/// <summary>PI5008: the collector that the project chooses does not fit what was measured. Said at the summary: it is no line's fault.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GcSettingsAnalyzer : EvidenceAnalyzer
{
    // Share of the wall time; what is below is seldom worth another collector, whose heap is larger.
    private const double LongPauses = 0.1;

    // Pauses that a person notices, nanoseconds.
    private const long NoticedPause = 100_000_000;

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.GcSettings,
        "Settings of the garbage collector do not fit the profile",
        "{0} in {1}, and {2}: measure with <{3}>true</{3}>",
        "The workstation collector uses one thread and a small budget for each collection, the server collector one heap for each core. Without "
        + "concurrent collection a full collection stops the program until it is done.",
        DiagnosticSeverity.Info,
        WellKnownDiagnosticTags.CompilationEnd);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptor);

#pragma warning disable RS1013 // The evidence is known from the start action of the base.
    private protected override void Register(CompilationStartAnalysisContext context, CompilationEvidence evidence)
    {
        // A library runs in somebody else's process.
        if (context.Compilation.Options.OutputKind is not (OutputKind.ConsoleApplication or OutputKind.WindowsApplication))
            return;
        context.RegisterCompilationEndAction(end =>
        {
            foreach (var (file, summary) in evidence.Files)
            {
                foreach (var scenario in summary.Summary?.Scenarios ?? [])
                {
                    if (evidence.IsActive(scenario) && IsOf(end.Compilation, scenario) && scenario.Gc is { } gc)
                        Check(end, file, scenario, gc);
                }
            }
        });
    }
#pragma warning restore RS1013

    private static bool IsOf(Compilation compilation, Scenario scenario) =>
        scenario.Modules.Count == 0 || scenario.Modules.Contains(compilation.AssemblyName ?? "");

    private static void Check(CompilationAnalysisContext end, AdditionalText file, Scenario scenario, GcSummary gc)
    {
        var origin = CostText.Origin(scenario);
        var share = scenario.Duration > 0 ? (double)gc.Pause / scenario.Duration : 0;
        if (share >= LongPauses && Setting(end, "ServerGarbageCollector") is false)
        {
            Report(
                $"collections paused the program for {QuantityText.Percent(share)} of the time ({QuantityText.Duration(gc.Pause)} of "
                + $"{QuantityText.Duration(scenario.Duration)}; {QuantityText.Count(gc.Gen0)} of generation 0, {QuantityText.Count(gc.Gen1)} of 1, {QuantityText.Count(gc.Gen2)} of 2)",
                "the project has the workstation collector",
                "ServerGarbageCollector");
        }

        if (gc.Gen2 > 0 && gc.LongestPause >= NoticedPause && Setting(end, "ConcurrentGarbageCollection", unset: true) is false)
        {
            Report(
                $"a collection paused the program for {QuantityText.Duration(gc.LongestPause)}",
                "the project has concurrent collection switched off",
                "ConcurrentGarbageCollection");
        }

        void Report(string measured, string found, string setting) =>
            end.ReportDiagnostic(Diagnostic.Create(Descriptor, SummaryLocation.At(file, 1, 1), measured, origin, found, setting));
    }

    // The package's props make these properties visible. Where they are not, nothing is known; where they are empty, the SDK's default holds.
    private static bool? Setting(CompilationAnalysisContext end, string property, bool unset = false) =>
        !end.Options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property." + property, out var text) ? null
        : text.Trim().Length == 0 ? unset
        : bool.TryParse(text.Trim(), out var value) ? value
        : null;
}
