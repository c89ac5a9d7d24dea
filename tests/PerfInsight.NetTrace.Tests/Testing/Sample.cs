using PerfInsight.Profiles;

namespace PerfInsight.NetTrace.Tests.Testing;

/// <summary>The recorded traces, each read once.</summary>
internal static class Sample
{

    public static Lazy<Profile> Kinds { get; } = Lazy("kinds");

    public static Lazy<Profile> Waits { get; } = Lazy("waits");

    public static Lazy<Profile> Rich { get; } = Lazy("rich");

    public static Lazy<Profile> NoRundown { get; } = Lazy("norundown");

    public static string PathOf(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Samples", "dotnet", name);

    public static byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name + ".nettrace"));

    public static Profile Read(byte[] bytes, string name = "t.nettrace") => NetTraceReader.Read(new MemoryStream(bytes), name);

    private static Lazy<Profile> Lazy(string name) => new(() => Read(Bytes(name), name + ".nettrace"));
}
