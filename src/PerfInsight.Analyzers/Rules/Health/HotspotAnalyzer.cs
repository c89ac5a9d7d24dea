using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Summaries;
using PerfInsight.Units;

namespace PerfInsight.Analyzers.Rules.Health;

/// <summary>PI0010: names a hotspot at its member, with what was measured.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HotspotAnalyzer : EvidenceAnalyzer
{
    private static readonly SampleKind[] Kinds = [SampleKind.Cpu, SampleKind.AllocSpace, SampleKind.Contention, SampleKind.Blocked];

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.Hotspot,
        "Hotspot",
        "hotspot #{0}: {1} ({2})",
        "The profile says that much of a program's cost passes through this member.",
        DiagnosticSeverity.Info);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptor);

    private protected override void Register(CompilationStartAnalysisContext context, CompilationEvidence evidence) =>
        context.RegisterSymbolAction(
            type =>
            {
                foreach (var member in evidence.MembersOf((INamedTypeSymbol)type.Symbol, type.Compilation, type.CancellationToken))
                    Report(type, member, evidence.OptionsFor(member.Declaration.SyntaxTree, type.Options));
            },
            SymbolKind.NamedType);

    private static void Report(SymbolAnalysisContext type, MeasuredMember member, EvidenceOptions options)
    {
        foreach (var scenario in member.Evidence.Scenarios.OrderBy(scenario => scenario.Main.Rank))
        {
            if (!Kinds.Any(kind => HotThreshold.IsHot(scenario.Total(kind), options)))
                continue;
            var place = member.Symbol.Locations.FirstOrDefault(location => location.SourceTree == member.Declaration.SyntaxTree)
                ?? member.Declaration.GetLocation();
            type.ReportDiagnostic(Diagnostic.Create(
                Descriptor,
                place,
                ImmutableDictionary<string, string?>.Empty.Add(
                    DiagnosticProperties.Share, Share(scenario).ToString("0.####", CultureInfo.InvariantCulture)),
                scenario.Main.Rank,
                Describe(scenario),
                CostText.Origin(scenario.Scenario)));
            return;
        }
    }

    private static double Share(ScenarioEvidence scenario) => Kinds.Max(kind => scenario.Total(kind).Share);

    private static string Describe(ScenarioEvidence scenario)
    {
        var parts = new List<string>();
        var cpu = scenario.Total(SampleKind.Cpu);
        if (cpu.Value > 0)
        {
            var self = new MeasuredCost(SampleKind.Cpu, scenario.Main.Method[SampleKind.Cpu].Self, scenario.Scenario);
            parts.Add(CostText.Share(cpu) + " (self " + QuantityText.Percent(self.Share) + ")");
        }

        var bytes = scenario.Total(SampleKind.AllocSpace);
        if (bytes.Value > 0)
            parts.Add(QuantityText.Percent(bytes.Share) + " of bytes");
        var contention = scenario.Total(SampleKind.Contention);
        var waits = contention.Value > 0 ? contention : scenario.Total(SampleKind.Blocked);
        if (waits.Value > 0)
            parts.Add("waits " + CostText.Amount(waits.Kind, waits.Value) + (contention.Value > 0 ? " for locks" : ""));
        if (Dominant(scenario) is { } callee)
            parts.Add("mostly in '" + callee + "'");
        if (scenario.Freshness == Freshness.Changed)
            parts.Add("changed since the profile");
        return string.Join(", ", parts);
    }

    // A callee with at least half of the member's dearest cost explains the member.
    private static string? Dominant(ScenarioEvidence scenario)
    {
        var method = scenario.Main.Method;
        var kind = Kinds.OrderByDescending(kind => scenario.Total(kind).Share).First();
        var callee = method.Callees.OrderByDescending(callee => callee.Values[kind]).FirstOrDefault();
        return callee is not null && callee.Values[kind] * 2 >= method[kind].Total && callee.Values[kind] > 0
            ? CalleeName.Display(callee.Name)
            : null;
    }
}
