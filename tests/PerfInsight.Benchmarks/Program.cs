using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using PerfInsight.Benchmarks.Analyzers;

// dotnet run -c Release --project tests/PerfInsight.Benchmarks -- --filter '*ListScanInLoop*'
// dotnet run -c Release --project tests/PerfInsight.Benchmarks -- compile-cost 10 [--warm]
// dotnet run -c Release --project tests/PerfInsight.Benchmarks -- everything-hot FOLDER…
if (args is ["compile-cost", var rounds, ..])
    return CompileCost.Run(int.Parse(rounds, System.Globalization.CultureInfo.InvariantCulture), args.Contains("--warm"), Console.Out);

if (args is ["everything-hot", .. var folders])
    return await EverythingHotRun.RunAsync(folders, Console.Out);

// In this process: a benchmark project that is built anew for each class costs more than the runs, and no class needs it.
var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
return 0;
