using System.Globalization;
using BenchmarkDotNet.Attributes;
using PerfInsight.Benchmarks.Synthetic;
using PerfInsight.Summaries;

namespace PerfInsight.Benchmarks.Evidence;

/// <summary>Reading a summary of 200 KB, the largest that <c>perfinsight summarize</c> writes.</summary>
[MemoryDiagnoser]
public class SummaryParseBenchmarks
{
    private string _text = "";

    [GlobalSetup]
    public void Setup()
    {
        var hotspots = 100;
        do
        {
            _text = SyntheticProject.Summary(hotspots += 5);
        }
        while (_text.Length < 200_000);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"// {_text.Length} characters, {hotspots} hotspots"));
    }

    [Benchmark]
    public int Read() => SummaryReader.TryRead(_text, out var summary, out _) ? summary!.Scenarios[0].Methods.Count : throw new InvalidOperationException();
}
