using System.Globalization;
using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI1016: numbers parsed with exceptions for an answer, and with a result.</summary>
[MemoryDiagnoser]
public class ExceptionAsControlFlowBenchmarks
{
    private string[] _texts = [];

    /// <summary>Texts, of which one in ten is no number.</summary>
    [Params(10, 100)]
    public int N { get; set; }

    [GlobalSetup]
    public void Setup() => _texts = [.. Enumerable.Range(0, N).Select(i => i % 10 == 0 ? "none" : i.ToString(CultureInfo.InvariantCulture))];

    [Benchmark(Baseline = true)]
    public int Before()
    {
        var sum = 0;
        foreach (var text in _texts)
        {
            try
            {
                sum += int.Parse(text, CultureInfo.InvariantCulture);
            }
            catch (FormatException)
            {
                sum--;
            }
        }

        return sum;
    }

    [Benchmark]
    public int After()
    {
        var sum = 0;
        foreach (var text in _texts)
            sum += int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : -1;
        return sum;
    }
}
