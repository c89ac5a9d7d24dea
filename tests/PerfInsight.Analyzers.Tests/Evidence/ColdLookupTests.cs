using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Rules;
using PerfInsight.Analyzers.Tests.Testing;

namespace PerfInsight.Analyzers.Tests.Evidence;

public class ColdLookupTests
{
    private const string Code = """
        namespace Shop;
        class Matcher { void Match() { } void Cold() { } int Value { get { return 1; } } }
        class Cold { Cold() { } void Match() { } void Other<T>(T t) { } }
        """;

    // Every member of a program is asked for by every rule.
    [Theory]
    [InlineData("Shop.Matcher", "Cold")]
    [InlineData("Shop.Matcher", "get_Value")]
    [InlineData("Shop.Cold", ".ctor")]
    [InlineData("Shop.Cold", "Match")]
    [InlineData("Shop.Cold", "Other")]
    public async Task A_member_that_is_not_in_the_profile_costs_no_allocation(string type, string member)
    {
        var compilation = CSharpCompilation.Create("Shop", [CSharpSyntaxTree.ParseText(Code)], References.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var capture = new Capture();
        await compilation.WithAnalyzers([capture], new AnalyzerOptions([new Profile()])).GetAnalyzerDiagnosticsAsync();
        var evidence = capture.Evidence!;
        var symbol = compilation.GetTypeByMetadataName(type)!.GetMembers(member).Single();
        Assert.NotNull(evidence.Find(compilation.GetTypeByMetadataName("Shop.Matcher")!.GetMembers("Match").Single(), default));

        // Symbols make their names when first asked.
        Assert.Null(evidence.Find(symbol, default));
        var before = GC.GetAllocatedBytesForCurrentThread();
        evidence.Find(symbol, default);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private sealed class Profile : AdditionalText
    {
        public override string Path => "/repo/app.perfinsight.json";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(
            """{"version":"1.0","scenarios":[{"name":"load","totals":{"cpu":10},"methods":[{"id":"M:Shop.Matcher.Match","cpu":{"self":5}}]}]}""");
    }

#pragma warning disable RS1001, RS1012, RS1036 // looks on, and reports nothing
    private sealed class Capture : EvidenceAnalyzer
    {
        public CompilationEvidence? Evidence { get; private set; }

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
            [RuleDescriptor.Create("PI0999", "Capture", "Capture", "Capture")];

        private protected override void Register(CompilationStartAnalysisContext context, CompilationEvidence evidence) => Evidence = evidence;
    }
}
