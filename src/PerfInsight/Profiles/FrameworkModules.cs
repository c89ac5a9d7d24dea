namespace PerfInsight.Profiles;

/// <summary>Modules that belong to the runtime: their cost is that of the user code which calls them.</summary>
internal static class FrameworkModules
{
    private static readonly string[] Prefixes = ["System.", "Microsoft.", "runtime."];

    /// <summary>True for a module of the runtime or its frameworks.</summary>
    public static bool Contains(Module module) =>
        module.Name is "" or "System" or "mscorlib" or "netstandard" or "WindowsBase"
        || Array.Exists(Prefixes, prefix => module.Name.StartsWith(prefix, StringComparison.Ordinal))
        || module.Path.Replace('\\', '/').Contains("/shared/Microsoft.", StringComparison.Ordinal);
}
