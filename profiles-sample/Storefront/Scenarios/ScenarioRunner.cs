using System.Diagnostics;
using System.Globalization;

namespace Storefront.Scenarios;

/// <summary>A part of the shop's work that can be run on its own.</summary>
public interface IScenario
{
    string Name { get; }

    /// <summary>Makes the files that the scenario needs; not measured.</summary>
    void Prepare(Workload workload);

    /// <summary>Does the work and writes its results, which depend on the workload alone.</summary>
    void Run(Workload workload, TextWriter output);
}

/// <summary>Runs scenarios: results go to one writer, measurements to another.</summary>
public sealed class ScenarioRunner(Workload workload, TextWriter output, TextWriter measurements)
{
    public const string All = "all";

    private static readonly IScenario[] Scenarios =
    [
        new ImportScenario(),
        new PricingScenario(),
        new MatchingScenario(),
        new ReportScenario(),
        new CacheScenario(),
        new NetworkScenario(),
    ];

    public static IEnumerable<string> ScenarioNames => Scenarios.Select(scenario => scenario.Name);

    public static bool IsKnown(string name) => name == All || ScenarioNames.Contains(name);

    public void Run(string name)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"storefront: {workload.Orders.Count} orders, {workload.Catalog.Products.Count} products, {workload.Regions.Describe()}"));
        foreach (var scenario in Scenarios)
        {
            if (name == All || name == scenario.Name)
                Measure(scenario);
        }
    }

    private void Measure(IScenario scenario)
    {
        scenario.Prepare(workload);
        output.WriteLine($"[{scenario.Name}]");

        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var contentions = Monitor.LockContentionCount;
        var watch = Stopwatch.StartNew();
        scenario.Run(workload, output);
        watch.Stop();
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        contentions = Monitor.LockContentionCount - contentions;
        process.Refresh();
        cpu = process.TotalProcessorTime - cpu;
        measurements.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"scenario {scenario.Name} wall_ms={watch.ElapsedMilliseconds} cpu_ms={(long)cpu.TotalMilliseconds}"
            + $" alloc_bytes={bytes} contentions={contentions}"));
    }
}
