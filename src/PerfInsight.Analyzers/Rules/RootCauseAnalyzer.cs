using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PerfInsight.Analyzers.Evidence;

namespace PerfInsight.Analyzers.Rules;

/// <summary>
/// Takes each hot member through all rules that look for a root cause. To the compiler they are one analyzer: it asks each one that
/// it knows about every type and every file, which cost a build with few hot members about as much as the rules themselves
/// (docs/performance.md).
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RootCauseAnalyzer : EvidenceAnalyzer
{
    private readonly ImmutableArray<HotMemberAnalyzer> _rules;

    /// <summary>All rules.</summary>
    public RootCauseAnalyzer()
        : this(RootCauses.All)
    {
    }

    /// <summary>Some of the rules.</summary>
    internal RootCauseAnalyzer(ImmutableArray<HotMemberAnalyzer> rules)
    {
        _rules = rules;
        SupportedDiagnostics = ImmutableArray.CreateRange(rules, static rule => rule.Rule);
    }

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    private protected override void Register(CompilationStartAnalysisContext context, CompilationEvidence evidence)
    {
        var enabled = ImmutableHashSet.CreateRange(_rules.Where(rule => rule.Rule.GetEffectiveSeverity(context.Compilation.Options) != ReportDiagnostic.Suppress));
        var inFile = new ConcurrentDictionary<SyntaxTree, ImmutableArray<HotMemberAnalyzer>>();
        context.RegisterSymbolAction(
            type =>
            {
                // One delegate for all members: each would copy the context into a box of its own.
                Action<Diagnostic>? report = null;
                foreach (var measured in evidence.MembersOf((INamedTypeSymbol)type.Symbol, type.Compilation, type.CancellationToken))
                {
                    var tree = measured.Declaration.SyntaxTree;
                    if (!inFile.TryGetValue(tree, out var rules))
                        rules = inFile.GetOrAdd(tree, EnabledIn(tree, enabled, type.Compilation.Options.SyntaxTreeOptionsProvider, type.CancellationToken));
                    var options = evidence.OptionsFor(tree, type.Options);
#pragma warning disable RS1030 // The driver gives models to actions that run for all code. This asks for that of a measured file alone, and gets the driver's own.
                    var code = new MemberCode(measured.Declaration, type.Compilation.GetSemanticModel(tree));
#pragma warning restore RS1030
                    foreach (var rule in rules)
                        rule.Look(report ??= type.ReportDiagnostic, type.CancellationToken, evidence, measured, code, options);
                }
            },
            SymbolKind.NamedType);
    }

    // As the compiler does it for a whole analyzer: it drops what a rule that is turned off says, but can't know that this part need not run.
    private ImmutableArray<HotMemberAnalyzer> EnabledIn(
        SyntaxTree tree, ImmutableHashSet<HotMemberAnalyzer> enabled, SyntaxTreeOptionsProvider? files, CancellationToken cancellationToken) =>
        ImmutableArray.CreateRange(_rules.Where(rule =>
            files is not null && files.TryGetDiagnosticValue(tree, rule.Rule.Id, cancellationToken, out var inFile)
                ? inFile != ReportDiagnostic.Suppress
                : enabled.Contains(rule)));
}
