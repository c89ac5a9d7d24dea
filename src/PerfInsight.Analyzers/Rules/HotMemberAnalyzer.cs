using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules;

/// <summary>
/// Base of the rules that look for a root cause: <see cref="Analyze"/> runs only inside members that the profile says
/// are hot.
/// </summary>
public abstract class HotMemberAnalyzer : EvidenceAnalyzer
{
    private protected HotMemberAnalyzer(DiagnosticDescriptor rule, params SampleKind[] hotBy)
    {
        Rule = rule;
        HotBy = ImmutableArray.Create(hotBy);
        SupportedDiagnostics = ImmutableArray.Create(rule);
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <summary>The rule's descriptor.</summary>
    private protected DiagnosticDescriptor Rule { get; }

    /// <summary>A member is hot for this rule where its own cost in one of these kinds reaches the threshold.</summary>
    private protected ImmutableArray<SampleKind> HotBy { get; }

    /// <summary>True where the profile gives a reason to look into a member: its own cost is high.</summary>
    private protected virtual bool IsWorthALook(MemberEvidence measured, EvidenceOptions options)
    {
        foreach (var kind in HotBy)
        {
            if (HotThreshold.IsHot(measured.Own(kind), options))
                return true;
        }

        return false;
    }

    /// <summary>Looks for the pattern in a hot member.</summary>
    private protected abstract void Analyze(HotMember member);

    /// <summary>True where the rule has something to say of a member; nothing is reported.</summary>
    internal bool Reports(MeasuredMember measured, CompilationEvidence evidence, EvidenceOptions options, CancellationToken cancellationToken)
    {
        var speaks = false;
        if (IsWorthALook(measured.Evidence, options))
            Analyze(new HotMember(_ => speaks = true, cancellationToken, evidence, measured, options, Rule, HotBy));
        return speaks;
    }

    private protected sealed override void Register(CompilationStartAnalysisContext context, CompilationEvidence evidence) =>
        context.RegisterSymbolAction(
            type =>
            {
                // One delegate for all members: each would copy the context into a box of its own.
                Action<Diagnostic>? report = null;
                foreach (var measured in evidence.MembersOf((INamedTypeSymbol)type.Symbol, type.Compilation, type.CancellationToken))
                {
                    var options = evidence.OptionsFor(measured.Declaration.SyntaxTree, type.Options);
                    if (IsWorthALook(measured.Evidence, options))
                        Analyze(new HotMember(report ??= type.ReportDiagnostic, type.CancellationToken, evidence, measured, options, Rule, HotBy));
                }
            },
            SymbolKind.NamedType);
}
