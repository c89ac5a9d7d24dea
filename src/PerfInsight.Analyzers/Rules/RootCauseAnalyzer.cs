using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using PerfInsight.Analyzers.Evidence;

namespace PerfInsight.Analyzers.Rules;

/// <summary>
/// Takes each hot member through all rules that look for a root cause. To the compiler they are one analyzer: it asks each one that
/// it knows about every type and every file, which cost a build with few hot members about as much as the rules themselves. It asks
/// this one about each member, too, and hands it the code that it has bound to emit it (docs/performance.md has what either way costs).
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

        // The model of a code block has the nodes that the compiler bound to emit the member, and the operations that other analyzers asked for.
        context.RegisterCodeBlockAction(block =>
        {
            if (block.OwningSymbol is not IMethodSymbol || block.CodeBlock is TypeDeclarationSyntax)
                return;
            if (evidence.MemberAt(block.CodeBlock, block.OwningSymbol.ContainingType, block.SemanticModel.Compilation, block.CancellationToken) is { } measured)
                Look(measured, block.SemanticModel, block.Options, block.ReportDiagnostic, block.CancellationToken);
        });

        // A constructor that is the declaration of its type may have no code block.
        context.RegisterSymbolAction(
            type =>
            {
                foreach (var measured in evidence.MembersOf((INamedTypeSymbol)type.Symbol, type.Compilation, type.CancellationToken))
                {
#pragma warning disable RS1030 // The driver gives models to actions that run for all code. This asks for that of a measured file alone, and gets the driver's own.
                    if (measured.Declaration is TypeDeclarationSyntax declaration)
                        Look(measured, type.Compilation.GetSemanticModel(declaration.SyntaxTree), type.Options, type.ReportDiagnostic, type.CancellationToken);
#pragma warning restore RS1030
                }
            },
            SymbolKind.NamedType);

        void Look(MeasuredMember measured, SemanticModel model, AnalyzerOptions options, Action<Diagnostic> report, CancellationToken cancellationToken)
        {
            var tree = measured.Declaration.SyntaxTree;
            if (!inFile.TryGetValue(tree, out var rules))
                rules = inFile.GetOrAdd(tree, EnabledIn(tree, enabled, model.Compilation.Options.SyntaxTreeOptionsProvider, cancellationToken));
            var visit = new MemberVisit(measured, new MemberCode(measured.Declaration, model), evidence, evidence.OptionsFor(tree, options), report, cancellationToken);
            foreach (var rule in rules)
                rule.Look(visit);
        }
    }

    // As the compiler does it for a whole analyzer: it drops what a rule that is turned off says, but can't know that this part need not run.
    private ImmutableArray<HotMemberAnalyzer> EnabledIn(
        SyntaxTree tree, ImmutableHashSet<HotMemberAnalyzer> enabled, SyntaxTreeOptionsProvider? files, CancellationToken cancellationToken) =>
        ImmutableArray.CreateRange(_rules.Where(rule =>
            files is not null && files.TryGetDiagnosticValue(tree, rule.Rule.Id, cancellationToken, out var inFile)
                ? inFile != ReportDiagnostic.Suppress
                : enabled.Contains(rule)));
}
