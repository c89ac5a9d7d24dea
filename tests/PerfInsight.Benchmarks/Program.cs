using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using PerfInsight.Benchmarks.Analyzers;
using PerfInsight.Benchmarks.Profiles;
using PerfInsight.Benchmarks.Statistics;

// dotnet run -c Release --project tests/PerfInsight.Benchmarks -- --filter '*ListScanInLoop*'
// dotnet run -c Release --project tests/PerfInsight.Benchmarks -- compile-cost 10 [--warm]
// dotnet run -c Release --project tests/PerfInsight.Benchmarks -- build-cost PROJECT.csproj ROUNDS
// dotnet run -c Release --project tests/PerfInsight.Benchmarks -- everything-hot [--rounds N] [--dump FILE] FOLDER…
// dotnet run -c Release --project tests/PerfInsight.Benchmarks -- fix-all FOLDER…
// dotnet run -c Release --project tests/PerfInsight.Benchmarks -- corpus FOLDER
// dotnet run -c Release --project tests/PerfInsight.Benchmarks -- make-pprof FILE [STACKS [FUNCTIONS [RUN]]]
// dotnet run -c Release --project tests/PerfInsight.Benchmarks -- compare-pprof PerfInsight.Cli.dll FOLDER [MOST-STACKS [PLOT.svg]]
// dotnet run -c Release --project tests/PerfInsight.Benchmarks -- equal-runs PerfInsight.Cli.dll FOLDER SAMPLE-TYPE
// dotnet run -c Release --project tests/PerfInsight.Benchmarks -- load | load-files FOLDER | simulate RUNS
if (args is ["load"])
    return BenchmarkLoad.Run(Console.Out);

if (args is ["allocate"])
    return PerfInsight.Benchmarks.Rules.GcSettingsBenchmarks.Allocate();

if (args is ["load-files", var folder])
    return BenchmarkLoad.Write(folder, benchmarks: 2000, runs: 20);

if (args is ["simulate", var runs])
    return DecisionSimulation.Run(int.Parse(runs, System.Globalization.CultureInfo.InvariantCulture), Console.Out);

if (args is ["compile-cost", var rounds, ..])
    return CompileCost.Run(int.Parse(rounds, System.Globalization.CultureInfo.InvariantCulture), args.Contains("--warm"), Console.Out);

if (args is ["build-cost", var project, var compilations])
    return new BuildCost(Path.GetFullPath(project), int.Parse(compilations, System.Globalization.CultureInfo.InvariantCulture), Console.Out).Run();

if (args is ["everything-hot", .. var arguments])
    return await EverythingHotRun.RunAsync(arguments, Console.Out);

if (args is ["fix-all", .. var codeBases])
    return await FixAllRun.RunAsync(codeBases, Console.Out);

if (args is ["corpus", var heldOut])
    return new CorpusRun(Path.GetFullPath(heldOut), Console.Out).Run();

if (args is ["compare-pprof", var tool, var profiles, .. var limits])
{
    var most = limits.Length > 0 ? int.Parse(limits[0], System.Globalization.CultureInfo.InvariantCulture) : 10_000_000;
    return new PprofComparison(tool, profiles, Console.Out).Run(most, limits.Length > 1 ? limits[1] : null);
}

if (args is ["equal-runs", var judge, var recordings, var kind])
    return new EqualRuns(judge, kind, Console.Out).Run(recordings);

if (args is ["make-pprof", var file, .. var sizes])
{
    using var stream = new BufferedStream(File.Create(file), 1 << 20);
    new PprofGenerator(Size(0, 1_000_000), Size(1, 20_000), Size(2, 0)).Write(stream);
    return 0;

    int Size(int index, int otherwise) => sizes.Length > index ? int.Parse(sizes[index], System.Globalization.CultureInfo.InvariantCulture) : otherwise;
}

// In this process: a benchmark project that is built anew for each class costs more than the runs, and no class needs it.
var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
return 0;
