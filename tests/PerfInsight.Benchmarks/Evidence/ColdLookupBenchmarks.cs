using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Benchmarks.Synthetic;

namespace PerfInsight.Benchmarks.Evidence;

/// <summary>What a cold member costs each rule: it is asked for and not found. Time is per look-up.</summary>
[MemoryDiagnoser]
public class ColdLookupBenchmarks
{
    private const int Members = 1000;

    private CompilationEvidence _evidence = null!;
    private ISymbol[] _cold = [];

    [GlobalSetup]
    public async Task Setup()
    {
        const int files = 250;
        var capture = new EvidenceCapture();
        var compilation = SyntheticCompilation.Create(files);
        var summary = new InMemoryFile("/src/app.perfinsight.json", SyntheticProject.Summary(hotspots: 200, files));
        await compilation.WithAnalyzers([capture], new AnalyzerOptions([summary])).GetAnalyzerDiagnosticsAsync();
        _evidence = capture.Evidence!;
        _cold = [.. Enumerable.Range(0, files)
            .Select(file => compilation.GetTypeByMetadataName(FormattableString.Invariant($"Synthetic.Area{file % 20}.Service{file}"))!)
            .SelectMany(type => type.GetMembers().OfType<IMethodSymbol>())
            .Where(method => _evidence.Find(method, default) is null)
            .Take(Members)];
        if (_cold.Length != Members)
            throw new InvalidOperationException("not enough cold members");
    }

    [Benchmark(OperationsPerInvoke = Members)]
    public int Find()
    {
        var found = 0;
        foreach (var member in _cold)
        {
            if (_evidence.Find(member, default) is not null)
                found++;
        }

        return found;
    }
}
