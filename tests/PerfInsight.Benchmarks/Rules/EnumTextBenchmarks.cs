using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI1012: names of enum values from the runtime, and from a switch.</summary>
[MemoryDiagnoser]
public class EnumTextBenchmarks
{
    private DayOfWeek[] _days = [];

    /// <summary>Values.</summary>
    [Params(1, 100)]
    public int N { get; set; }

    [GlobalSetup]
    public void Setup() => _days = [.. Enumerable.Range(0, N).Select(i => (DayOfWeek)(i % 7))];

    [Benchmark(Baseline = true)]
    public int Before()
    {
        var length = 0;
        foreach (var day in _days)
            length += day.ToString().Length;
        return length;
    }

    [Benchmark]
    public int After()
    {
        var length = 0;
        foreach (var day in _days)
            length += NameOf(day).Length;
        return length;
    }

    private static string NameOf(DayOfWeek day) => day switch
    {
        DayOfWeek.Sunday => nameof(DayOfWeek.Sunday),
        DayOfWeek.Monday => nameof(DayOfWeek.Monday),
        DayOfWeek.Tuesday => nameof(DayOfWeek.Tuesday),
        DayOfWeek.Wednesday => nameof(DayOfWeek.Wednesday),
        DayOfWeek.Thursday => nameof(DayOfWeek.Thursday),
        DayOfWeek.Friday => nameof(DayOfWeek.Friday),
        DayOfWeek.Saturday => nameof(DayOfWeek.Saturday),
        _ => day.ToString(),
    };
}
