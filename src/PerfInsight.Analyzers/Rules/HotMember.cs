using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules;

/// <summary>A hot member as a rule sees it: its operations, its evidence, and a way to report.</summary>
/// <param name="visit">What is the same for all rules.</param>
/// <param name="rule">The rule that looks.</param>
internal readonly struct HotMember(MemberVisit visit, HotMemberAnalyzer rule)
{
    /// <summary>The member.</summary>
    public IMethodSymbol Symbol => visit.Measured.Symbol;

    /// <summary>Its compilation.</summary>
    public Compilation Compilation => visit.Code.Model.Compilation;

    /// <summary>Cancels the analysis.</summary>
    public CancellationToken CancellationToken => visit.CancellationToken;

    /// <summary>The model of its file.</summary>
    public SemanticModel SemanticModel => visit.Code.Model;

    /// <summary>What is measured for it.</summary>
    public MemberEvidence Evidence => visit.Measured.Evidence;

    /// <summary>What is measured for the whole compilation.</summary>
    public CompilationEvidence CompilationEvidence => visit.Evidence;

    /// <summary>The thresholds.</summary>
    public EvidenceOptions Options => visit.Options;

    /// <summary>The kinds by which the rule takes a member for hot.</summary>
    public ImmutableArray<SampleKind> HotBy => rule.HotBy;

    /// <summary>The member's declaration.</summary>
    public SyntaxNode Declaration => visit.Measured.Declaration;

    /// <summary>All operations, lambdas and local functions included, that the compiler did not make up.</summary>
    public ImmutableArray<IOperation> Operations() => visit.Code.Operations(visit.CancellationToken);

    /// <summary>Of these, those of some kinds, for a rule that looks at more than one type of operation.</summary>
    public OperationsOfKinds Operations(OperationKinds kinds) => visit.Code.Operations(kinds, visit.CancellationToken);

    /// <summary>Of these, the calls.</summary>
    public ImmutableArray<IInvocationOperation> Invocations() => visit.Code.Invocations(visit.CancellationToken);

    /// <summary>Of these, those of one type.</summary>
    public ImmutableArray<T> Operations<T>()
        where T : class, IOperation => visit.Code.Operations<T>(visit.CancellationToken);

    /// <summary>The locks that the member takes by a statement or a call.</summary>
    public ImmutableArray<HeldLock> Locks() => visit.Code.Locks(visit.CancellationToken);

    /// <summary>True where another rule has something to say of the member; nothing is reported.</summary>
    public bool IsReportedBy(HotMemberAnalyzer other)
    {
        var speaks = false;
        other.Look(visit with { Report = _ => speaks = true });
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
    public Assessment? Assess(SyntaxNode costly, Proof proof) => visit.Measured.Evidence.Assess(costly, proof, rule.HotBy, visit.Options);

    /// <summary>Reports the pattern at <paramref name="place"/> with what was found out about it.</summary>
    public void Report(SyntaxNode place, Assessment assessment, params object[] arguments) => Report(place.GetLocation(), assessment, arguments);

    /// <summary>As above, where the place is more, or less, than one node.</summary>
    public void Report(Location place, Assessment assessment, params object[] arguments) => Report(place, [], assessment, arguments);

    /// <summary>As above, with the other places that are a part of the pattern.</summary>
    public void Report(Location place, IEnumerable<Location> others, Assessment assessment, params object[] arguments)
    {
        if (assessment.Severity(visit.Options) is not { } severity)
            return;
        var properties = ImmutableDictionary<string, string?>.Empty
            .Add(DiagnosticProperties.Share, assessment.Cost.Share.ToString("0.####", CultureInfo.InvariantCulture))
            .Add(DiagnosticProperties.Kind, SampleKinds.Key(assessment.Cost.Kind))
            .Add(DiagnosticProperties.Confidence, assessment.Confidence == Confidence.Confirmed ? "confirmed" : "likely");
        visit.Report(Diagnostic.Create(
            rule.Rule, place, severity, others, properties, [assessment.Text, .. arguments]));
    }
}
