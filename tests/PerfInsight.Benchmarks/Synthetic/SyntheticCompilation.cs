using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PerfInsight.Analyzers.Rules;

namespace PerfInsight.Benchmarks.Synthetic;

/// <summary>The synthetic project, parsed.</summary>
internal static class SyntheticCompilation
{
    /// <summary>The framework that this process runs on.</summary>
    public static ImmutableArray<MetadataReference> References { get; } =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "netstandard.dll")
            .Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>Every analyzer that ships.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Rules { get; } =
        [.. typeof(EvidenceAnalyzer).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];

    /// <summary>The same rules, but each root cause in an analyzer of its own: so the compiler counts the time of each.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> RulesApart { get; } =
        [.. Rules.Where(analyzer => analyzer is not RootCauseAnalyzer), .. RootCauses.All.Select(rule => new RootCauseAnalyzer([rule]))];

    /// <summary>What a rule is called in a table.</summary>
    public static string NameOf(DiagnosticAnalyzer analyzer) => analyzer is RootCauseAnalyzer { SupportedDiagnostics: [var rule] }
        ? $"{rule.Id} {rule.Title.ToString(CultureInfo.InvariantCulture)}"
        : analyzer.GetType().Name;

    /// <summary>A new compilation: nothing of it is bound yet.</summary>
    public static CSharpCompilation Create(int files = SyntheticProject.DefaultFiles) => CSharpCompilation.Create(
        "Synthetic",
        Enumerable.Range(0, files).Select(file => CSharpSyntaxTree.ParseText(
            SourceText.From(SyntheticProject.File(file), new UTF8Encoding(false), SourceHashAlgorithm.Sha256),
            new CSharpParseOptions(LanguageVersion.Latest),
            "/src/" + SyntheticProject.PathOf(file))),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
}
