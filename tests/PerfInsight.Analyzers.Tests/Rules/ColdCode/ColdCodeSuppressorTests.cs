using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PerfInsight.Analyzers.Rules.ColdCode;
using PerfInsight.Analyzers.Tests.Testing;

namespace PerfInsight.Analyzers.Tests.Rules.ColdCode;

public class ColdCodeSuppressorTests
{
    private const string Code = """
        using System;
        using System.Linq;
        class C
        {
            private static readonly Func<int[], int> Field = items => items.Count();
            public int Hot(int[] items) => items.Count();
            public int Caller(int[] items) => Hot(items) + items.Count();
            public int Cold(int[] items) => items.Count();
            public int InLambda(int[] items) { int Local(int n) => new[] { n }.Select(m => items.Count()).First(); return Local(1); }
        }
        """;

    private const string Json = """
        {"version":"1.0","files":[FILES],"scenarios":[{"name":"load","duration":1000,"modules":["Shop"],"totals":{"cpu":1000,"alloc_space":1000},
        "methods":[{"id":"M:C.Hot(System.Int32[])","kind":"method",FILE"cpu":{"self":400,"own":400,"total":400}},
        {"id":"M:C.Caller(System.Int32[])","kind":"method","cpu":{"self":1,"own":1,"total":401}},
        {"id":"M:C.Cold(System.Int32[])","kind":"method","cpu":{"self":4,"own":4,"total":4}}]}]}
        """;

    [Fact]
    public async Task Only_what_stands_in_cold_members_is_hidden() => Assert.Equal(["8 Cold", "9 InLambda"], await HiddenAsync(Json));

    [Fact]
    public async Task Nothing_is_hidden_unless_asked() => Assert.Empty(await HiddenAsync(Json, suppress: "false"));

    [Fact]
    public async Task Nothing_is_hidden_without_a_profile() => Assert.Empty(await HiddenAsync(json: null));

    [Fact]
    public async Task Nothing_is_hidden_in_an_assembly_that_was_not_profiled() => Assert.Empty(await HiddenAsync(Json, assemblyName: "Other"));

    [Fact]
    public async Task Nothing_is_hidden_where_the_summary_cannot_be_read() => Assert.Empty(await HiddenAsync("{"));

    [Fact]
    public async Task Other_rules_are_left_alone() => Assert.Empty(await HiddenAsync(Json, reportedAs: "CA2000"));

    [Fact]
    public async Task A_member_that_may_be_younger_than_the_profile_is_not_cold() => Assert.Equal(["8 Cold"], await HiddenAsync(Json
        .Replace("FILES", """{"path":"src/C.cs","algorithm":"SHA256","checksum":"00000000000000000000000000000000000000000000000000000000000000ff"}""", StringComparison.Ordinal)
        .Replace("FILE", "\"file\":0,", StringComparison.Ordinal)));

    [Fact]
    public void No_rule_is_listed_twice() => Assert.Equal(PeerRules.All.Count(), PeerRules.All.Distinct().Count());

    private static async Task<IEnumerable<string>> HiddenAsync(string? json, string suppress = "true", string assemblyName = "Shop", string reportedAs = "CA1829")
    {
        var tree = CSharpSyntaxTree.ParseText(SourceText.From(Code, System.Text.Encoding.UTF8), path: "/repo/src/C.cs");
        var compilation = CSharpCompilation.Create(assemblyName, [tree], References.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        ImmutableArray<AdditionalText> files = json is null
            ? []
            : [new Summary(json.Replace("FILES", "", StringComparison.Ordinal).Replace("FILE", "", StringComparison.Ordinal))];
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions(files, new Options(suppress)), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true);
        var diagnostics = await compilation.WithAnalyzers([new CountPeer(reportedAs), new ColdCodeSuppressor()], options).GetAllDiagnosticsAsync();
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error || diagnostic.Id == "AD0001");
        Assert.Equal(5, diagnostics.Count(diagnostic => diagnostic.Id == reportedAs));
        return diagnostics.Where(diagnostic => diagnostic.IsSuppressed)
            .Select(diagnostic => (diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1) + " " + MemberAt(tree, diagnostic.Location.SourceSpan))
            .Order(StringComparer.Ordinal);
    }

    private static string MemberAt(SyntaxTree tree, TextSpan span) =>
        tree.GetRoot().FindNode(span).Ancestors().OfType<MethodDeclarationSyntax>().FirstOrDefault()?.Identifier.ValueText ?? "";

    /// <summary>A rule of another package, that knows no profile.</summary>
#pragma warning disable RS1036, RS1001, RS1017, RS0030 // a stand-in within a test
    private sealed class CountPeer(string id) : DiagnosticAnalyzer
    {
        private readonly DiagnosticDescriptor _rule = new(id, "Count", "Count", "Performance", DiagnosticSeverity.Warning, isEnabledByDefault: true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [_rule];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterSyntaxNodeAction(
                node =>
                {
                    if (node.Node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Count" } })
                        node.ReportDiagnostic(Diagnostic.Create(_rule, node.Node.GetLocation()));
                },
                SyntaxKind.InvocationExpression);
        }
    }
#pragma warning restore RS1036, RS1001, RS1017, RS0030

    private sealed class Summary(string text) : AdditionalText
    {
        public override string Path => "/repo/app.perfinsight.json";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private sealed class Options(string suppress) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(suppress);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Values(string suppress) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value)
        {
            value = suppress;
            return key == "perfinsight.suppress_cold";
        }
    }
}
