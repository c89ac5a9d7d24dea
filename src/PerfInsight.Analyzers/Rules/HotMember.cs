using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules;

/// <summary>A hot member as a rule sees it: its operations, its evidence, and a way to report.</summary>
internal sealed class HotMember(
    Action<Diagnostic> report,
    CancellationToken cancellationToken,
    CompilationEvidence compilationEvidence,
    MeasuredMember measured,
    MemberCode code,
    EvidenceOptions options,
    DiagnosticDescriptor rule,
    ImmutableArray<SampleKind> hotBy)
{
    /// <summary>The member.</summary>
    public IMethodSymbol Symbol => measured.Symbol;

    /// <summary>Its compilation.</summary>
    public Compilation Compilation => code.Model.Compilation;

    /// <summary>Cancels the analysis.</summary>
    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>The model of its file.</summary>
    public SemanticModel SemanticModel => code.Model;

    /// <summary>What is measured for it.</summary>
    public MemberEvidence Evidence => measured.Evidence;

    /// <summary>What is measured for the whole compilation.</summary>
    public CompilationEvidence CompilationEvidence => compilationEvidence;

    /// <summary>The thresholds.</summary>
    public EvidenceOptions Options => options;

    /// <summary>The kinds by which the rule takes a member for hot.</summary>
    public ImmutableArray<SampleKind> HotBy => hotBy;

    /// <summary>The member's declaration.</summary>
    public SyntaxNode Declaration => measured.Declaration;

    /// <summary>All operations, lambdas and local functions included, that the compiler did not make up.</summary>
    public ImmutableArray<IOperation> Operations() => code.Operations(cancellationToken);

    /// <summary>Of these, those of one type.</summary>
    public ImmutableArray<T> Operations<T>()
        where T : class, IOperation => code.Operations<T>(cancellationToken);

    /// <summary>The locks that the member takes by a statement or a call.</summary>
    public ImmutableArray<HeldLock> Locks() => code.Locks(cancellationToken);

    /// <summary>True where another rule has something to say of the member; nothing is reported.</summary>
    public bool IsReportedBy(HotMemberAnalyzer other)
    {
        var speaks = false;
        other.Look(_ => speaks = true, cancellationToken, compilationEvidence, measured, code, options);
        return speaks;
    }

    /// <summary>
    /// Reports the pattern at <paramref name="place"/> where the profile gives a reason to; the rule's message format gets
    /// the cost as argument 0, then <paramref name="arguments"/>.
    /// </summary>
    /// <param name="place">Where the diagnostic stands.</param>
    /// <param name="proof">What in the profile shows the pattern's own cost.</param>
    /// <param name="arguments">Arguments 1 and following of the message.</param>
    public void Report(SyntaxNode place, Proof proof, params object[] arguments) => Report(place, place, proof, arguments);

    /// <summary>As above, where the cost is meant of other code (<paramref name="costly"/>) than the place of the diagnostic.</summary>
    public void Report(SyntaxNode place, SyntaxNode costly, Proof proof, params object[] arguments)
    {
        if (Assess(costly, proof) is { } assessment)
            Report(place, assessment, arguments);
    }

    /// <summary>What the profile says of the pattern at <paramref name="costly"/>, null where it gives no reason to speak.</summary>
    public Assessment? Assess(SyntaxNode costly, Proof proof) => measured.Evidence.Assess(costly, proof, hotBy, options);

    /// <summary>Reports the pattern at <paramref name="place"/> with what was found out about it.</summary>
    public void Report(SyntaxNode place, Assessment assessment, params object[] arguments) => Report(place.GetLocation(), assessment, arguments);

    /// <summary>As above, where the place is more, or less, than one node.</summary>
    public void Report(Location place, Assessment assessment, params object[] arguments) => Report(place, [], assessment, arguments);

    /// <summary>As above, with the other places that are a part of the pattern.</summary>
    public void Report(Location place, IEnumerable<Location> others, Assessment assessment, params object[] arguments)
    {
        if (assessment.Severity(options) is not { } severity)
            return;
        var properties = ImmutableDictionary<string, string?>.Empty
            .Add(DiagnosticProperties.Share, assessment.Cost.Share.ToString("0.####", CultureInfo.InvariantCulture))
            .Add(DiagnosticProperties.Kind, SampleKinds.Key(assessment.Cost.Kind))
            .Add(DiagnosticProperties.Confidence, assessment.Confidence == Confidence.Confirmed ? "confirmed" : "likely");
        report(Diagnostic.Create(
            rule, place, severity, others, properties, [assessment.Text, .. arguments]));
    }
}
