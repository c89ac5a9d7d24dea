using System.Globalization;
using PerfInsight.Cli.Commands.Arguments;
using PerfInsight.Cli.Text;
using PerfInsight.Profiles;
using PerfInsight.Units;

namespace PerfInsight.Cli.ProfileViews;

/// <summary>The line above a view: what was measured, of what, when, for how long.</summary>
internal static class ProfileHeadline
{
    private const string Separator = " · ";

    /// <summary>Such as <c>app · cpu · 2025-06-15 · 60s · total 51.49s (85.82% of the time)</c>.</summary>
    public static string Of(ProfileData profile, SampleType type, long total)
    {
        var parts = new List<string>();
        if (Name(profile) is { Length: > 0 } name)
            parts.Add(name);
        parts.Add(type.Kind);
        if (profile.Info.Captured is { } captured)
            parts.Add(captured.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (profile.Info.Runtime is { } runtime)
            parts.Add(runtime);
        if (profile.Info.Duration > 0)
            parts.Add(PprofQuantity.Text(profile.Info.Duration, "nanoseconds"));
        var (time, unit) = PprofQuantity.Scale(total, type.Unit, "nanoseconds");
        var share = unit == "ns" && time != 0 && profile.Info.Duration > 0
            ? $" ({PprofQuantity.Percentage((long)time, profile.Info.Duration)} of the time)"
            : "";
        parts.Add($"total {PprofQuantity.Text(total, type.Unit)}{share}");
        return string.Join(Separator, parts);
    }

    /// <summary>Writes it, cut to the terminal, with what was taken off.</summary>
    public static void Write(CommandContext context, ViewRequest request, ProfileData profile, SampleType type, long total)
    {
        var line = Of(profile, type, total) + Base(request.Base);
        if (context.OutWidth is { } width && line.Length > width)
            line = line[..(width - 1)] + "…";
        context.Out.WriteLine(context.HasColor ? Paint.Text(line, Paint.Strong) : line);
        context.Out.WriteLine();
    }

    private static string Base(BaseRequest? off) => off is null ? ""
        : $"{Separator}{(off.Kind == SubtractionKind.Comparison ? "against" : "less")} {string.Join(" + ", off.Files.Select(Path.GetFileName))}{(off.IsNormalized ? ", normalized" : "")}";

    // pprof's first mapping is the program. Assemblies are in no order, and formats that only name them have no paths.
    private static string Name(ProfileData profile) =>
        profile.Modules.Count > 0 && profile.Modules[0] is { Path.Length: > 0 } first && !first.Path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? first.Name : "";
}
