using PerfInsight.Formats.Timelines;
using PerfInsight.Profiles;

namespace PerfInsight.Formats.PerfScript;

/// <summary>A frame of <c>perf script</c>: a symbol, and the file that its code is in.</summary>
/// <param name="Name">The symbol; empty where perf has none.</param>
/// <param name="Dso">The file; empty for inlined frames, where <paramref name="IsInlined"/>.</param>
/// <param name="IsInlined">True where the function was inlined into that of the next frame.</param>
internal sealed record PerfFrame(string Name, string Dso, bool IsInlined) : NamedFrame(Name)
{
    public override int AddTo(ProfileBuilder builder, bool isTraceEvent)
    {
        if (PerfMapName.Parse(Name) is { } managed)
        {
            var assembly = builder.Add(new Module(managed.Module, "", Guid.Empty));
            return builder.Add(new Location(
                builder.Add(new Function(assembly, 0, managed.Type, managed.Method, managed.Signature)), Module: assembly, IsInlined: IsInlined));
        }

        var module = Dso.Length == 0 || IsJitted(Dso) ? -1 : builder.Add(new Module(NameOf(Dso), Dso, Guid.Empty));
        return builder.Add(new Location(builder.Add(new Function(-1, 0, "", Name, "")), Module: module, IsInlined: IsInlined));
    }

    // The map of a process is no binary, and neither is the memory that code was compiled into.
    private static bool IsJitted(string dso) => dso is "[unknown]" or "//anon" or "[heap]" or "[stack]"
        || dso.StartsWith("/memfd:", StringComparison.Ordinal)
        || (dso.EndsWith(".map", StringComparison.Ordinal) && dso.Contains("perf-", StringComparison.Ordinal));

    private static string NameOf(string dso)
    {
        var name = dso[(dso.LastIndexOf('/') + 1)..];
        return name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
    }
}
