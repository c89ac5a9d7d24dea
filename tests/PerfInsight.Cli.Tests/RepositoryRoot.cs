namespace PerfInsight.Cli.Tests;

/// <summary>The folder of the solution, found upwards from the test's dll.</summary>
internal static class RepositoryRoot
{
    public static string Folder { get; } = Find(AppContext.BaseDirectory);

    public static string Samples { get; } = Path.Combine(Folder, "tests", "Samples", "dotnet");

    /// <summary>Profiles of the sample shop before and after a change.</summary>
    public static string Profiles { get; } = Path.Combine(Folder, "tests", "Samples", "profiles");

    /// <summary>Profiles with what pprof prints of them.</summary>
    public static string PprofSamples { get; } = Path.Combine(Folder, "tests", "Samples", "pprof");

    /// <summary>Results of benchmarks, with what benchstat prints of them.</summary>
    public static string Benchmarks { get; } = Path.Combine(Folder, "tests", "Samples", "benchmarks");

    /// <summary>Benchmarks of the sample shop, its change, and what a build said of it.</summary>
    public static string Gate { get; } = Path.Combine(Folder, "tests", "Samples", "gate");

    /// <summary>Traces of a program with inputs of three sizes.</summary>
    public static string Growth { get; } = Path.Combine(Folder, "tests", "Samples", "growth");

    private static string Find(string folder)
    {
        for (var candidate = new DirectoryInfo(folder); candidate is not null; candidate = candidate.Parent)
        {
            if (File.Exists(Path.Combine(candidate.FullName, "PerfInsight.Analyzers.sln")))
                return candidate.FullName;
        }

        throw new InvalidOperationException($"no PerfInsight.Analyzers.sln above {folder}");
    }
}
