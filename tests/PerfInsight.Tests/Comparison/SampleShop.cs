using PerfInsight.Profiles;

namespace PerfInsight.Tests.Comparison;

/// <summary>
/// The profiles in tests/Samples/profiles: a minute of a shop's server before and after a change that made one thing faster, two
/// slower, and renamed one.
/// </summary>
internal static class SampleShop
{
    private const long Interval = 10_000_000;
    private const long AllocationInterval = 524_288;
    private const string Server = "Shop.Server.Accept > Shop.Router.Route";

    public static Profile Baseline() => Build(seed: 1, isCandidate: false);

    public static Profile Candidate() => Build(seed: 2, isCandidate: true);

    private static Profile Build(int seed, bool isCandidate)
    {
        var random = new Random(seed);
        var builder = new ProfileBuilder(
        [
            new SampleType("samples", "count"), new SampleType("cpu", "nanoseconds"), new SampleType("alloc_samples", "count"), new SampleType("alloc_space", "bytes"),
        ]);
        var module = builder.Add(new Module("Shop", "Shop.dll", Guid.Empty));

        Add($"{Server}", isCandidate ? 620 : 270, 40);
        Add($"{Server} > Shop.Codec.Decode", isCandidate ? 20 : 60, 90);
        Add($"{Server} > Shop.Cache.Find", 380, 10);
        Add($"{Server} > Shop.Cache.Find > System.Collections.Generic.List`1.Contains", 640, 0);
        if (isCandidate)
        {
            Add($"{Server} > Shop.Cache.Find > Shop.Cache.Rehash", 130, 420);
            Add($"{Server} > Shop.Cache.Find > Shop.Cache.Rehash > System.Collections.Generic.Dictionary`2.Resize", 280, 1900);
        }

        var session = isCandidate ? "Shop.Session.LoadState" : "Shop.Session.Load";
        Add($"{Server} > {session}", 170, 160);
        Add($"{Server} > {session} > System.Text.Json.JsonSerializer.Deserialize", 520, 700);
        for (var i = 0; i < 60; i++)
            Add($"{Server} > Shop.Pages.Page{i % 12}.Render > Shop.Parts.Part{i}.Write", 2400.0 / (i + 8), 1200.0 / (i + 5));

        return builder.Build(new ProfileInfo
        {
            SourceFormat = "pprof",
            CapturedNanoseconds = new DateTimeOffset(2026, 11, isCandidate ? 20 : 19, 10, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() * 1_000_000,
            Duration = 60_000_000_000,
            DefaultSampleType = "cpu",
            Period = Interval,
            PeriodType = new SampleType("cpu", "nanoseconds"),
        });

        // Counts vary as those of independent samples do.
        void Add(string stack, double samples, double allocations)
        {
            var frames = stack.Split(" > ").Reverse().Select(name => builder.Add(new Location(
                builder.Add(new Function(module, 0, "", name, "") { File = File(name), StartLine = name.StartsWith("System", StringComparison.Ordinal) ? 0 : 20 }),
                Module: module,
                Line: name.StartsWith("System", StringComparison.Ordinal) ? 0 : 26))).ToArray();
            var (count, ticks) = (Around(samples), Around(allocations));
            if (count + ticks > 0)
                builder.AddSample(builder.AddStack(frames), [count, count * Interval, ticks, ticks * AllocationInterval], []);
        }

        long Around(double mean) => Math.Max(0, (long)Math.Round(mean + Math.Sqrt(mean) * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())));
    }

    private static string File(string name) => name.StartsWith("System", StringComparison.Ordinal) ? "" : $"src/{string.Join('/', name.Split('.')[..^1])}.cs";
}
