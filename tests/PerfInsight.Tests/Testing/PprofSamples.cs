using PerfInsight.Formats;
using PerfInsight.Profiles;

namespace PerfInsight.Tests.Testing;

/// <summary>Profiles that pprof has reported on, with its reports: pprof of 2026 (b9395ee), always with -symbolize=none -nodecount=0.</summary>
internal static class PprofSamples
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Samples", "pprof");

    public static byte[] Base => File.ReadAllBytes(Path.Combine(Folder, "small-base.pb.gz"));

    public static ProfileData Read(string name = "small-base.pb.gz")
    {
        using var stream = File.OpenRead(Path.Combine(Folder, name));
        return new ProfileReaders(ProfileReaders.BuiltIn).Read(stream, new ReadOptions { Name = name });
    }

    /// <summary>The lines of a report.</summary>
    public static string[] Report(string name) => File.ReadAllLines(Path.Combine(Folder, name));
}
