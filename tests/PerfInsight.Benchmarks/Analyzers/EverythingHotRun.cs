using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Benchmarks.Synthetic;

namespace PerfInsight.Benchmarks.Analyzers;

/// <summary>
/// All rules over the C# below some folders, each as one compilation in which every method is hot: whether a rule throws, how
/// much it says, and what it costs beside binding the same code.
/// </summary>
internal static class EverythingHotRun
{
    /// <summary>Runs and prints.</summary>
    public static async Task<int> RunAsync(IEnumerable<string> folders, TextWriter output)
    {
        var exceptions = 0;
        foreach (var folder in folders)
        {
            var trees = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
                .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(file => CSharpSyntaxTree.ParseText(
                    SourceText.From(File.ReadAllText(file), Encoding.UTF8), new CSharpParseOptions(LanguageVersion.Preview), file))
                .ToList();
            var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true);
            var compilation = CSharpCompilation.Create("All", trees, SyntheticCompilation.References, options);
            var summary = new InMemoryFile("/src/app.perfinsight.json", EverythingHot.SummaryOf(compilation));

            var watch = Stopwatch.StartNew();
            _ = compilation.Clone().GetDiagnostics();
            var binding = watch.Elapsed;
            var analysis = compilation.WithAnalyzers(SyntheticCompilation.Rules, new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([summary]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
            var result = await analysis.GetAnalysisResultAsync(CancellationToken.None);
            var diagnostics = result.GetAllDiagnostics();
            var inRules = TimeSpan.FromTicks(result.AnalyzerTelemetryInfo.Values.Sum(info => info.ExecutionTime.Ticks));

            var lines = trees.Sum(tree => tree.GetText().Lines.Count);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(folder))}: {trees.Count} files, {lines:#,##0} lines; diagnostics without rules {binding.TotalSeconds:0.0} s, inside all rules {inRules.TotalSeconds:0.0} s"));
            foreach (var group in diagnostics.GroupBy(diagnostic => diagnostic.Id).OrderBy(group => group.Key, StringComparer.Ordinal))
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {group.Key} {group.Count(),6}  {group.Count() * 1000.0 / lines:0.00} per 1,000 lines"));
            foreach (var (analyzer, info) in result.AnalyzerTelemetryInfo.OrderByDescending(entry => entry.Value.ExecutionTime).Take(8))
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {analyzer.GetType().Name}: {info.ExecutionTime.TotalMilliseconds:0} ms"));
            foreach (var thrown in diagnostics.Where(diagnostic => diagnostic.Id == "AD0001"))
            {
                exceptions++;
                output.WriteLine("  " + thrown.GetMessage(CultureInfo.InvariantCulture) + "\n  " + thrown.Descriptor.Description.ToString(CultureInfo.InvariantCulture));
            }
        }

        return exceptions == 0 ? 0 : 1;
    }
}
