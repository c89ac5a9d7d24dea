using System.Collections.Immutable;
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
/// much it says, and what it costs beside the compiler's own diagnostics of the same code.
/// </summary>
/// <param name="rounds">How often each is compiled; the least CPU time counts. With 0 only the rules run, once.</param>
/// <param name="dump">A file to which all diagnostics go, so that two states of the rules can be compared; null for none.</param>
/// <param name="output">Where the figures go.</param>
internal sealed class EverythingHotRun(int rounds, string? dump, TextWriter output)
{
    private int _exceptions;

    /// <summary>Runs and prints.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        var folders = arguments.ToList();
        var rounds = int.Parse(Option("--rounds") ?? "1", CultureInfo.InvariantCulture);
        var run = new EverythingHotRun(rounds, Option("--dump"), output);
        foreach (var folder in folders)
            await run.RunAsync(folder);
        return run._exceptions == 0 ? 0 : 1;

        string? Option(string name)
        {
            var index = folders.IndexOf(name);
            if (index < 0)
                return null;
            var value = folders[index + 1];
            folders.RemoveRange(index, 2);
            return value;
        }
    }

    private async Task RunAsync(string folder)
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

        // In turns, so that a drift of the machine falls on both.
        var (without, with) = (double.MaxValue, double.MaxValue);
        for (var round = 0; round < rounds; round++)
        {
            without = Math.Min(without, await CompileAsync(compilation, [new EmptyAnalyzer()], summary));
            with = Math.Min(with, await CompileAsync(compilation, SyntheticCompilation.Rules, summary));
        }

        // What is said is the same, and the compiler counts the time of each.
        var result = await Analysis(compilation, SyntheticCompilation.RulesApart, summary).GetAnalysisResultAsync(CancellationToken.None);
        var diagnostics = result.GetAllDiagnostics();
        var lines = trees.Sum(tree => tree.GetText().Lines.Count);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(folder))}: {trees.Count} files, {lines:#,##0} lines"));
        output.WriteLine(rounds == 0
            ? "  CPU not measured"
            : string.Create(CultureInfo.InvariantCulture, $"  CPU with an empty analyzer {without:0.0} s, with all rules {with:0.0} s ({with / without - 1:+0 %})"));
        foreach (var group in diagnostics.GroupBy(diagnostic => diagnostic.Id).OrderBy(group => group.Key, StringComparer.Ordinal))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {group.Key} {group.Count(),6}  {group.Count() * 1000.0 / lines:0.00} per 1,000 lines"));
        foreach (var (analyzer, info) in result.AnalyzerTelemetryInfo.OrderByDescending(entry => entry.Value.ExecutionTime).Take(12))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {SyntheticCompilation.NameOf(analyzer)}: {info.ExecutionTime.TotalMilliseconds:0} ms"));
        foreach (var thrown in diagnostics.Where(diagnostic => diagnostic.Id == "AD0001"))
        {
            _exceptions++;
            output.WriteLine("  " + thrown.GetMessage(CultureInfo.InvariantCulture) + "\n  " + thrown.Descriptor.Description.ToString(CultureInfo.InvariantCulture));
        }

        if (dump is not null)
        {
            var texts = diagnostics
                .Where(diagnostic => diagnostic.Id.StartsWith("PI", StringComparison.Ordinal))
                .Select(diagnostic => diagnostic + " " + string.Join(' ', diagnostic.Properties.OrderBy(property => property.Key, StringComparer.Ordinal)));
            await File.AppendAllLinesAsync(dump, texts.Order(StringComparer.Ordinal));
        }
    }

    private static async Task<double> CompileAsync(CSharpCompilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, AdditionalText summary)
    {
        GC.Collect();
        var before = Environment.CpuUsage.TotalTime;
        _ = await Analysis(compilation, analyzers, summary).GetAllDiagnosticsAsync();
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }

    // A copy: nothing of it is bound yet.
    private static CompilationWithAnalyzers Analysis(CSharpCompilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, AdditionalText summary) =>
        compilation.Clone().WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([summary]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
}
