using System.Diagnostics;
using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI5008: a program that allocates on all cores, with the workstation and with the server collector. Each is a process of its own.</summary>
public class GcSettingsBenchmarks
{
    private const int Calls = 6_000_000;
    private const int Kept = 400_000;

    /// <summary>What the process does: <c>PerfInsight.Benchmarks allocate</c>.</summary>
    public static int Allocate()
    {
        Parallel.For(0, Environment.ProcessorCount, _ =>
        {
            // Much of what is made stays for a while, so that collections have something to do: pauses are what the rule goes by.
            var kept = new object[Kept];
            for (var i = 0; i < Calls; i++)
                kept[(int)((uint)i * 2_654_435_761u % Kept)] = new object[] { new byte[16], new byte[32 + (i % 64)] };
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
