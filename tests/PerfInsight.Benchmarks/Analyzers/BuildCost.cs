using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PerfInsight.Analyzers.Rules;
using PerfInsight.Analyzers.Tests.Testing;

namespace PerfInsight.Benchmarks.Analyzers;

/// <summary>
/// What the rules add to the compilation of a real project: the arguments that the SDK gives the compiler (its own analyzers and
/// generators included), sent to a warm compiler server, emit and PDB included. The variants take turns.
/// </summary>
internal sealed class BuildCost(string project, int rounds, TextWriter output)
{
    private const string AsIs = "as the SDK compiles it";
    private const string Bare = "without the SDK's analyzers, with an empty one";

    /// <summary>Measures and prints.</summary>
    public int Run()
    {
        if (!OperatingSystem.IsLinux())
        {
            output.WriteLine("build-cost reads the CPU time of the compiler server from /proc: it needs Linux.");
            return 2;
        }

        var folder = Directory.CreateTempSubdirectory("perfinsight-build-cost-").FullName;
        try
        {
            var variants = Prepare(folder);
            using var server = new CompilerServer();
            CostTable.Measure(
                variants.ToDictionary(v => v.Name, v => (Func<double>)(() => server.Compile(v.Arguments, Path.GetDirectoryName(project)!))),
                variants.ToDictionary(v => v.Name, v => v.Baseline),
                rounds,
                output);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private List<(string Name, string Arguments, string Baseline)> Prepare(string folder)
    {
        var arguments = CompilerArguments();
        var parsed = CSharpCommandLineParser.Default.Parse(arguments, Path.GetDirectoryName(project), sdkDirectory: null);
        var compilation = CSharpCompilation.Create(
            "Hot",
            parsed.SourceFiles.Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file.Path), parsed.ParseOptions, file.Path)),
            parsed.MetadataReferences.Select(reference => MetadataReference.CreateFromFile(reference.Reference)));
        var lines = compilation.SyntaxTrees.Sum(tree => tree.GetText().Lines.Count);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(project)}: {parsed.SourceFiles.Length} files, {lines:#,##0} lines"));

        var few = Path.Combine(folder, "few.perfinsight.json");
        File.WriteAllText(few, EverythingHot.SummaryOf(compilation, most: 200));
        var all = Path.Combine(folder, "all.perfinsight.json");
        File.WriteAllText(all, EverythingHot.SummaryOf(compilation));
        var empty = Path.Combine(folder, "Empty.dll");
        CompileCost.EmitEmptyAnalyzer(empty);
        var rules = "/analyzer:" + typeof(EvidenceAnalyzer).Assembly.Location;

        var common = arguments
            .Where(argument => !argument.StartsWith("/out:", StringComparison.Ordinal) && !argument.StartsWith("/refout:", StringComparison.Ordinal))
            .Append("/out:" + Path.Combine(folder, "out.dll"))
            .ToList();
        var bare = common.Where(argument => !argument.StartsWith("/analyzer:", StringComparison.Ordinal)).Append("/analyzer:" + empty).ToList();
        return
        [
            (AsIs, Write("as-is", common), AsIs),
            ("… and all rules, no summary", Write("none", [.. common, rules]), AsIs),
            ("… and all rules, 200 members hot", Write("few", [.. common, rules, "/additionalfile:" + few]), AsIs),
            ("… and all rules, everything hot", Write("all", [.. common, rules, "/additionalfile:" + all]), AsIs),
            (Bare, Write("bare", bare), Bare),
            ("… and all rules, 200 members hot, alone", Write("bare-few", [.. bare, rules, "/additionalfile:" + few]), Bare),
            ("… and all rules, everything hot, alone", Write("bare-all", [.. bare, rules, "/additionalfile:" + all]), Bare),
        ];

        string Write(string name, IEnumerable<string> lines)
        {
            var file = Path.Combine(folder, name + ".rsp");
            File.WriteAllLines(file, lines.Select(line => line.Contains(' ', StringComparison.Ordinal) && !line.Contains('"', StringComparison.Ordinal) ? $"\"{line}\"" : line));
            return file;
        }
    }

    // What a design-time build asks for: the compiler's arguments, without compiling.
    private List<string> CompilerArguments()
    {
        var start = new ProcessStartInfo("dotnet", [
            "msbuild", project, "-t:Compile", "-p:ProvideCommandLineArgs=true", "-p:SkipCompilerExecution=true", "-p:DesignTimeBuild=true",
            "-p:NonExistentFile=never-there", // an output that is missing: or the target is skipped as up to date
            "-getItem:CscCommandLineArgs"])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var json = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"'dotnet msbuild {project}' ended with {process.ExitCode}: restore the project first.\n{json}");
        using var document = JsonDocument.Parse(json);
        return
        [
            .. document.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray()
                .Select(item => item.GetProperty("Identity").GetString()!),
        ];
    }
}
