using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using PerfInsight.Analyzers.Rules;
using PerfInsight.Benchmarks.Synthetic;

namespace PerfInsight.Benchmarks.Analyzers;

/// <summary>
/// What the analyzers cost a build: the SDK's own compiler on 50,000 lines, in processes of its own, start-up and JIT included.
/// </summary>
internal static class CompileCost
{
    private const string Baseline = "empty analyzer";

    /// <summary>Measures and prints.</summary>
    /// <param name="rounds">How often each variant is compiled.</param>
    /// <param name="isWarm">
    /// Compiles in this process, as a compiler server that has compiled before: parsing and diagnostics, without emit.
    /// </param>
    /// <param name="output">Where the table goes.</param>
    public static int Run(int rounds, bool isWarm, TextWriter output)
    {
        if (isWarm)
        {
            var benchmarks = new CompilationBenchmarks();
            benchmarks.Setup();
            Measure(WarmVariants(benchmarks), rounds, output);
            PrintRuleTimes(benchmarks, rounds, output);
            return 0;
        }

        if (!OperatingSystem.IsLinux())
        {
            output.WriteLine("compile-cost reads the CPU time of child processes by getrusage(2): it needs Linux.");
            return 2;
        }

        var folder = Directory.CreateTempSubdirectory("perfinsight-compile-cost-").FullName;
        try
        {
            Measure(Prepare(folder).ToDictionary(v => v.Key, v => (Func<double>)(() => Compile(v.Value))), rounds, output);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Measure(Dictionary<string, Func<double>> variants, int rounds, TextWriter output) =>
        CostTable.Measure(variants, variants.Keys.ToDictionary(name => name, _ => Baseline), rounds, output);

    private static Dictionary<string, Func<double>> WarmVariants(CompilationBenchmarks benchmarks)
    {
        return new Dictionary<string, Func<double>>
        {
            ["no analyzer"] = () => Warm(() => Task.FromResult(benchmarks.NoAnalyzer())),
            [Baseline] = () => Warm(benchmarks.OneEmptyAnalyzer),
            ["all rules, no summary"] = () => Warm(benchmarks.AllRulesWithoutSummary),
            ["all rules, 200 hotspots"] = () => Warm(benchmarks.AllRulesWith200Hotspots),
        };

        double Warm(Func<Task<int>> compile)
        {
            GC.Collect();
            var before = Environment.CpuUsage.TotalTime;
            benchmarks.Parse();
            compile().GetAwaiter().GetResult();
            return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        }
    }

    // Differences of whole compilations drown in the noise of a shared machine; what runs inside the rules does not.
    private static void PrintRuleTimes(CompilationBenchmarks benchmarks, int rounds, TextWriter output)
    {
        var least = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        for (var round = 0; round < rounds; round++)
        {
            benchmarks.Parse();
            foreach (var (rule, time) in benchmarks.RuleTimesAsync().GetAwaiter().GetResult())
                least[rule] = least.TryGetValue(rule, out var known) && known < time ? known : time;
        }

        output.WriteLine();
        output.WriteLine("| rule, with 200 hotspots | time inside it, least |");
        output.WriteLine("|-|-|");
        foreach (var (rule, time) in least.OrderByDescending(entry => entry.Value))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {rule} | {time.TotalMilliseconds:0.0} ms |"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| all | {least.Values.Sum(time => time.TotalMilliseconds):0.0} ms |"));
    }

    private static Dictionary<string, string[]> Prepare(string folder)
    {
        for (var file = 0; file < SyntheticProject.DefaultFiles; file++)
        {
            var path = Path.Combine(folder, SyntheticProject.PathOf(file));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, SyntheticProject.File(file));
        }

        File.WriteAllText(Path.Combine(folder, "app.perfinsight.json"), SyntheticProject.Summary(hotspots: 200));
        var empty = Path.Combine(folder, "Empty.dll");
        EmitEmptyAnalyzer(empty);
        var rules = typeof(EvidenceAnalyzer).Assembly.Location;
        var common = Path.Combine(folder, "common.rsp");
        File.WriteAllLines(common, CommonArguments(folder));
        return new Dictionary<string, string[]>
        {
            ["no analyzer"] = ["@" + common],
            [Baseline] = ["@" + common, "/analyzer:" + empty],
            ["all rules, no summary"] = ["@" + common, "/analyzer:" + rules],
            ["all rules, 200 hotspots"] = ["@" + common, "/analyzer:" + rules, "/additionalfile:" + Path.Combine(folder, "app.perfinsight.json")],
        };
    }

    private static IEnumerable<string> CommonArguments(string folder)
    {
        yield return "/noconfig /nostdlib+ /target:library /optimize+ /debug:portable /deterministic+ /nullable:enable /langversion:latest /checksumalgorithm:SHA256";
        yield return $"/out:\"{Path.Combine(folder, "Synthetic.dll")}\"";
        foreach (var reference in Directory.GetFiles(ReferencePack(), "*.dll"))
            yield return $"/reference:\"{reference}\"";
        yield return $"/recurse:\"{Path.Combine(folder, "src", "*.cs")}\"";
    }

    /// <summary>Writes an analyzer that does nothing, for a compiler that loads analyzers from a file.</summary>
    public static void EmitEmptyAnalyzer(string path)
    {
        MetadataReference[] references =
        [
            .. SyntheticCompilation.References,
            MetadataReference.CreateFromFile(typeof(DiagnosticAnalyzer).Assembly.Location),
        ];
        var result = CSharpCompilation.Create(
            "Empty",
            [CSharpSyntaxTree.ParseText(EmptyAnalyzer.Source)],
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(path);
        if (!result.Success)
            throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }

    /// <returns>CPU time in seconds.</returns>
    private static double Compile(string[] arguments)
    {
        var before = ChildrenCpu();
        var start = new ProcessStartInfo("dotnet", ["exec", CompilerServer.PathOf("csc.dll"), .. arguments]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? ChildrenCpu() - before
            : throw new InvalidOperationException("the compiler ended with " + process.ExitCode + ":\n" + text[..Math.Min(text.Length, 2000)]);
    }

    // …/dotnet/shared/Microsoft.NETCore.App/10.0.x/ is where this process runs from.
    private static string DotnetRoot => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    private static string ReferencePack() => Directory.GetDirectories(Path.Combine(DotnetRoot, "packs", "Microsoft.NETCore.App.Ref"))
        .Select(pack => Path.Combine(pack, "ref", "net10.0")).Last(Directory.Exists);

    private static double ChildrenCpu()
    {
        var usage = new long[18]; // struct rusage: user and system time first, seconds and microseconds each
        if (GetResourceUsage(ResourceUsageOfChildren, usage) != 0)
            throw new InvalidOperationException("getrusage failed");
        return usage[0] + usage[2] + ((usage[1] + usage[3]) / 1e6);
    }

    private const int ResourceUsageOfChildren = -1;

    [DllImport("libc", EntryPoint = "getrusage")]
    private static extern int GetResourceUsage(int who, [In, Out] long[] usage);
}
