using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Rules;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Rules;

/// <summary>One analyzer runs all rules; still each is turned off on its own, by the ways that C# knows.</summary>
public sealed class RootCauseAnalyzerTests
{
    private const string Code = "class C { void M() { } }";

    [Fact]
    public async Task A_rule_looks_where_it_is_not_turned_off() => Assert.Equal(1, await LooksAsync());

    [Fact]
    public async Task A_rule_that_is_turned_off_in_a_file_does_not_look_there() =>
        Assert.Equal(0, await LooksAsync(inFile: ReportDiagnostic.Suppress));

    [Fact]
    public async Task A_rule_that_is_turned_off_for_the_project_does_not_look() =>
        Assert.Equal(0, await LooksAsync(ofProject: ReportDiagnostic.Suppress));

    // The compiler leaves out whole analyzers in the same order.
    [Fact]
    public async Task What_the_file_says_goes_before_the_project() =>
        Assert.Equal(0, await LooksAsync(inFile: ReportDiagnostic.Suppress, ofProject: ReportDiagnostic.Error));

    [Fact]
    public async Task A_file_may_turn_on_what_is_off_for_the_project() =>
        Assert.Equal(1, await LooksAsync(inFile: ReportDiagnostic.Warn, ofProject: ReportDiagnostic.Suppress));

    [Fact]
    public async Task A_file_may_only_change_the_severity() => Assert.Equal(1, await LooksAsync(inFile: ReportDiagnostic.Warn));

    private static async Task<int> LooksAsync(ReportDiagnostic? inFile = null, ReportDiagnostic? ofProject = null)
    {
        var rule = new Counting();
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary).WithSyntaxTreeOptionsProvider(new InFile(inFile));
        if (ofProject is { } severity)
            options = options.WithSpecificDiagnosticOptions([new(rule.Rule.Id, severity)]);
        var compilation = CSharpCompilation.Create("Test", [CSharpSyntaxTree.ParseText(Code)], References.All, options);
        var summary = new HotSummary(EverythingHot.SummaryOf(compilation));

        await compilation.WithAnalyzers([new RootCauseAnalyzer([rule])], new AnalyzerOptions([summary])).GetAnalyzerDiagnosticsAsync();

        return rule.Looks;
    }

    private sealed class Counting() : HotMemberAnalyzer(RootCauses.Algorithmic[0].Rule, SampleKind.Cpu)
    {
        public int Looks { get; private set; }

        private protected override bool IsWorthALook(MemberEvidence measured, EvidenceOptions options) => true;

        private protected override void Analyze(HotMember member)
        {
            if (member.Symbol.Name == "M")
                Looks++;
        }
    }

    private sealed class InFile(ReportDiagnostic? severity) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic reported)
        {
            reported = severity ?? ReportDiagnostic.Default;
            return severity is not null;
        }

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic reported)
        {
            reported = ReportDiagnostic.Default;
            return false;
        }
    }
}
