using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PerfInsight.Analyzers.Rules;

namespace PerfInsight.Analyzers.Tests.Testing;

/// <summary>Runs all rules, or one, over a small compilation and tells what they say, one line a diagnostic.</summary>
internal sealed class AnalyzerRun
{
    private readonly List<SyntaxTree> _trees = [];
    private readonly List<AdditionalText> _files = [];
    private readonly Dictionary<string, string> _options = [];
    private ImmutableArray<DiagnosticAnalyzer> _analyzers = All;
    private OutputKind _output = OutputKind.DynamicallyLinkedLibrary;

    /// <summary>Every rule that ships.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> All { get; } =
        [.. typeof(EvidenceAnalyzer).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];

    public AnalyzerRun Code(string code, string path = "/repo/src/Test.cs")
    {
        _trees.Add(CSharpSyntaxTree.ParseText(
            SourceText.From(code, new UTF8Encoding(false), SourceHashAlgorithm.Sha256), new CSharpParseOptions(LanguageVersion.Preview), path));
        return this;
    }

    public AnalyzerRun Summary(string json, string path = "/repo/app.perfinsight.json")
    {
        _files.Add(new InMemoryText(path, json));
        return this;
    }

    public AnalyzerRun Option(string key, string value)
    {
        _options[key] = value;
        return this;
    }

    /// <summary>The code is a program, not a library.</summary>
    public AnalyzerRun Executable()
    {
        _output = OutputKind.ConsoleApplication;
        return this;
    }

    public AnalyzerRun Only(HotMemberAnalyzer rule) => Only(new RootCauseAnalyzer([rule]));

    public AnalyzerRun Only(DiagnosticAnalyzer analyzer)
    {
        _analyzers = [analyzer];
        return this;
    }

    public async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(string assemblyName = "Shop")
    {
        var compilation = CSharpCompilation.Create(
            assemblyName,
            _trees,
            References.All,
            new CSharpCompilationOptions(_output, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));
        var options = new AnalyzerOptions([.. _files], new Config(_options));
        var diagnostics = await compilation.WithAnalyzers(_analyzers, options).GetAnalyzerDiagnosticsAsync();
        return [.. diagnostics.OrderBy(d => d.Id, StringComparer.Ordinal).ThenBy(d => d.Location.GetLineSpan().StartLinePosition)];
    }

    /// <summary>Lines such as <c>/repo/src/Test.cs(4,9): warning PI2001: …</c>.</summary>
    public async Task<string> TextAsync(string assemblyName = "Shop") => string.Join(
        "\n",
        (await DiagnosticsAsync(assemblyName)).Select(diagnostic =>
        {
            var place = diagnostic.Location.GetLineSpan();
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{Path.GetFileName(place.Path)}({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1}): {diagnostic.Severity.ToString().ToLowerInvariant()} {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");
        }));

    private sealed class InMemoryText(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text, Encoding.UTF8);
    }

    private sealed class Config(Dictionary<string, string> options) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(options);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Values(Dictionary<string, string> options) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) =>
                options.TryGetValue(key, out value);
        }
    }
}
