using PerfInsight.Benchmarks;

namespace PerfInsight.Comparison.Selection;

/// <summary>A benchmark and the label of the file that it comes from: what filters and projections look at.</summary>
/// <param name="Benchmark">The benchmark.</param>
/// <param name="File">The label of its file, as the user gave it.</param>
internal readonly record struct LabelledBenchmark(Benchmark Benchmark, string File);

/// <summary>The keys of golang.org/x/perf/benchproc that name a text of a benchmark (extract.go).</summary>
internal static class BenchmarkKey
{
    /// <summary>The base of the name.</summary>
    public const string Name = ".name";

    /// <summary>The whole name.</summary>
    public const string FullName = ".fullname";

    /// <summary>All keys of the file's configuration.</summary>
    public const string Configuration = ".config";

    /// <summary>The unit of a measurement.</summary>
    public const string Unit = ".unit";

    /// <summary>The label of the file.</summary>
    public const string File = ".file";

    /// <summary>What a key says of a benchmark; empty where it says nothing.</summary>
    public static string Value(string key, LabelledBenchmark labelled) => key switch
    {
        Name => labelled.Benchmark.Name.Base,
        FullName => labelled.Benchmark.Name.Full,
        File => labelled.File,
        _ when key.StartsWith('/') => labelled.Benchmark.Name.Part(key),
        _ => labelled.Benchmark.Configuration[key],
    };

    /// <summary>The name without some of its parts.</summary>
    /// <param name="name">The name.</param>
    /// <param name="excluded">Keys such as <c>/size</c>, <c>/gomaxprocs</c> or <c>.name</c>.</param>
    public static string Without(BenchmarkName name, IReadOnlyList<string> excluded)
    {
        if (excluded.Count == 0)
            return name.Full;
        var parts = name.Parts().Where(part => !excluded.Any(key =>
            part[0] == '-' ? key == "/gomaxprocs" : key.StartsWith('/') && part.StartsWith(key + "=", StringComparison.Ordinal)));
        return (excluded.Contains(Name) ? "*" : name.Base) + string.Concat(parts);
    }
}
