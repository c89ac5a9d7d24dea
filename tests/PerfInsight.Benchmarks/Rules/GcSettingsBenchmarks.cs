using System.Diagnostics;
using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI5008: a program that allocates on all cores, with the workstation and with the server collector. Each is a process of its own.</summary>
public class GcSettingsBenchmarks
{
    private const int Calls = 400_000;

    /// <summary>What the process does: <c>PerfInsight.Benchmarks allocate</c>.</summary>
    public static int Allocate()
    {
        Parallel.For(0, Environment.ProcessorCount, _ =>
        {
            // Half of what is made stays for a while, so that collections have something to do.
            var kept = new byte[4_096][];
            for (var i = 0; i < Calls; i++)
                kept[(i * 7) % kept.Length] = new byte[256 + (i % 512)];
        });
        return 0;
    }

    [Benchmark(Baseline = true)]
    public void Before() => Run("0");

    [Benchmark]
    public void After() => Run("1");

    private static void Run(string server)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(GcSettingsBenchmarks).Assembly.Location, "allocate"]);
        start.Environment["DOTNET_gcServer"] = server;
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"the process ended with exit code {process.ExitCode}");
    }
}
