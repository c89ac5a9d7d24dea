using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PerfInsight.Analyzers.Evidence;

namespace PerfInsight.Analyzers.Rules.ColdCode;

/// <summary>
/// PI0100: hides what other packages say about speed where the profile says that the code is cold. Only where
/// <c>perfinsight.suppress_cold</c> asks for it.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ColdCodeSuppressor : DiagnosticSuppressor
{
    private const string Id = "PI0100";

    private static readonly ImmutableDictionary<string, SuppressionDescriptor> Descriptors = PeerRules.All.ToImmutableDictionary(
        id => id,
        id => new SuppressionDescriptor(Id, id, "The profile says that this code is cold"));

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = Descriptors.Values.ToImmutableArray();

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        CompilationEvidence? evidence = null;
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is not { } tree || !Descriptors.TryGetValue(diagnostic.Id, out var descriptor))
                continue;
            evidence ??= CompilationEvidence.Of(context.Compilation, context.Options, SummaryFile.Read, context.CancellationToken);
            if (evidence is null)
                return;
            var options = evidence.OptionsFor(tree, context.Options);
            if (options.SuppressCold && MemberAt(diagnostic, tree, context) is { } member
                && ColdCode.IsCold(member, tree, evidence, options, context.Compilation, context.CancellationToken))
            {
                context.ReportSuppression(Suppression.Create(descriptor, diagnostic));
            }
        }
    }

    // Lambdas and local functions are their member's. What stands in no member (a field's initialiser) is not known by a profile.
    private static IMethodSymbol? MemberAt(Diagnostic diagnostic, SyntaxTree tree, SuppressionAnalysisContext context)
    {
        var symbol = context.GetSemanticModel(tree).GetEnclosingSymbol(diagnostic.Location.SourceSpan.Start, context.CancellationToken);
        while (symbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction })
            symbol = symbol.ContainingSymbol;
        return symbol as IMethodSymbol;
    }
}
