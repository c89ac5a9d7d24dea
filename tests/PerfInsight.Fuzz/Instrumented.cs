using System.Reflection;
using System.Runtime.Loader;
using SharpFuzz;

namespace PerfInsight.Fuzz;

/// <summary>
/// Runs this program once more in the same process, with the assemblies that read files instrumented by SharpFuzz: each branch then
/// counts in <see cref="Coverage"/>. No fuzzer outside is needed, and the same seed takes the same way.
/// </summary>
internal static class Instrumented
{
    private const string ContextName = "instrumented";

    // This program too, so that it sees the instrumented types.
    private static readonly string[] Names =
        ["PerfInsight", "PerfInsight.NetTrace", "Microsoft.Diagnostics.Tracing.TraceEvent", "YamlDotNet", "PerfInsight.Fuzz"];

    // TraceEvent and YamlDotNet have much that no reader comes to.
    private static readonly string[] Namespaces =
        ["PerfInsight.Formats", "PerfInsight.Profiles", "PerfInsight.Benchmarks", "PerfInsight.Json", "PerfInsight.Summaries", "PerfInsight.Gating.Policies",
        "PerfInsight.Gating.Waivers", "PerfInsight.Gating.Yaml", "PerfInsight.Comparison.Selection", "PerfInsight.NetTrace", "Microsoft.Diagnostics.Tracing.EventPipe",
        "FastSerialization", "YamlDotNet.Core"];

    /// <summary>The exit code of the run with instrumented assemblies; null where this is that run already.</summary>
    public static int? RunThere(string[] args)
    {
        // By name: the type Context is another there.
        if (AssemblyLoadContext.GetLoadContext(typeof(Instrumented).Assembly)?.Name == ContextName)
            return null;
        var folder = Directory.CreateTempSubdirectory("perfinsight-fuzz-").FullName;
        try
        {
            foreach (var name in Names)
            {
                var path = Path.Combine(folder, name + ".dll");
                File.Copy(Path.Combine(AppContext.BaseDirectory, name + ".dll"), path);
                if (name != "PerfInsight.Fuzz")
                    _ = Fuzzer.Instrument(path, static type => Array.Exists(Namespaces, space => type.StartsWith(space, StringComparison.Ordinal)), Options.Value).Count();
            }

            Coverage.Attach();
            var program = new Context(folder).LoadFromAssemblyName(new AssemblyName("PerfInsight.Fuzz"));
            return (int)program.EntryPoint!.Invoke(null, [args])!;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class Context(string folder) : AssemblyLoadContext(ContextName)
    {
        protected override Assembly? Load(AssemblyName assemblyName) =>
            Names.Contains(assemblyName.Name) ? LoadFromAssemblyPath(Path.Combine(folder, assemblyName.Name + ".dll")) : null;
    }
}
