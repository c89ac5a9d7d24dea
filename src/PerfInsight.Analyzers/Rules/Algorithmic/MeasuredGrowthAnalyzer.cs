using System.Globalization;
using Microsoft.CodeAnalysis;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>PI2014: the time of a member was measured to grow much faster than its input.</summary>
public sealed class MeasuredGrowthAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.Cpu)
{
    // Between n log n, which looks like n^1.1 to n^1.3 at the sizes of profiles, and n².
    private const double MinGrowth = 1.5;

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.MeasuredGrowth,
        "Time grows faster than the input",
        "Time of '{1}' grows as n^{2}, measured, and {0}: {3}",
        "Profiles of several input sizes show that the member's time grows much faster than the input; at larger inputs it will take all the time there is.");

    private protected override void Analyze(HotMember member)
    {
        ScenarioEvidence? steepest = null;
        foreach (var scenario in member.Evidence.Scenarios)
        {
            // What was measured of other code says nothing of this.
            if (scenario.CanConfirm && scenario.Main.Method.Growth is >= MinGrowth and < double.PositiveInfinity && HotThreshold.IsHot(scenario.Own(SampleKind.Cpu), member.Options)
                && (steepest is null || scenario.Main.Method.Growth > steepest.Main.Method.Growth))
            {
                steepest = scenario;
            }
        }

        if (steepest is null)
            return;

        // Where another rule of the family knows the cause, that is the finding, and the exponent is its evidence.
        var known = RootCauses.Algorithmic.FirstOrDefault(rule => rule.Rule.Id != Rule.Id && member.IsReportedBy(rule))?.Rule.Id;
        var cost = steepest.Own(SampleKind.Cpu);
        var assessment = new Assessment(known is null ? Confidence.Confirmed : Confidence.Likely, cost, CostText.Confirmed(cost));
        member.Report(
            NameOf(member),
            assessment,
            member.Symbol.Name,
            steepest.Main.Method.Growth!.Value.ToString("0.##", CultureInfo.InvariantCulture),
            known is null ? "no known pattern found; look for work that is done again for each item" : "see " + known + " in it");
    }

    private static Location NameOf(HotMember member) =>
        (member.Symbol.AssociatedSymbol ?? member.Symbol).Locations.FirstOrDefault(location => location.SourceTree == member.Declaration.SyntaxTree) ?? member.Declaration.GetLocation();
}
