using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PerfInsight.Benchmarks.Synthetic;

namespace PerfInsight.Benchmarks.Analyzers;

/// <summary>
/// Diagnostics of a compilation of 50,000 lines in a warm process, as an editor or a compiler server sees it. Wall time; for
/// the CPU time of a build see <see cref="CompileCost"/>.
/// </summary>
[MemoryDiagnoser]
public class CompilationBenchmarks
{
    private AdditionalText _summary = null!;
    private Compilation _compilation = null!;

    [GlobalSetup]
    public void Setup() => _summary = new InMemoryFile("/src/app.perfinsight.json", SyntheticProject.Summary(hotspots: 200));

    [IterationSetup]
    public void Parse() => _compilation = SyntheticCompilation.Create();

    [Benchmark]
    public int NoAnalyzer() => _compilation.GetDiagnostics().Length;

    [Benchmark(Baseline = true)]
    public Task<int> OneEmptyAnalyzer() => AnalyzeAsync([new EmptyAnalyzer()], []);

    [Benchmark]
    public Task<int> AllRulesWithoutSummary() => AnalyzeAsync(SyntheticCompilation.Rules, []);

    [Benchmark]
    public Task<int> AllRulesWith200Hotspots() => AnalyzeAsync(SyntheticCompilation.Rules, [_summary]);

    private async Task<int> AnalyzeAsync(ImmutableArray<DiagnosticAnalyzer> analyzers, ImmutableArray<AdditionalText> files)
    {
        var diagnostics = await _compilation.WithAnalyzers(analyzers, new AnalyzerOptions(files)).GetAllDiagnosticsAsync();
        return diagnostics.Length;
    }

    /// <summary>The time that the compiler counts within each rule, its binding of hot members included, with 200 hotspots.</summary>
    public async Task<IReadOnlyDictionary<string, TimeSpan>> RuleTimesAsync()
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([_summary]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true);
        var compilation = _compilation.WithAnalyzers(SyntheticCompilation.RulesApart, options);
        var result = await compilation.GetAnalysisResultAsync(CancellationToken.None);
        return result.AnalyzerTelemetryInfo.ToDictionary(entry => SyntheticCompilation.NameOf(entry.Key), entry => entry.Value.ExecutionTime);
    }
}
