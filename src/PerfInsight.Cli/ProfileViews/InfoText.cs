using System.Globalization;
using PerfInsight.Cli.Text;
using PerfInsight.Profiles;
using PerfInsight.Units;
using PerfInsight.Views;

namespace PerfInsight.Cli.ProfileViews;

/// <summary>Writes what a profile is and holds.</summary>
internal static class InfoText
{
    private const int ModulesShown = 10;

    /// <summary>Writes a line for each fact that the profile states.</summary>
    public static void Write(ProfileFacts facts, CommandContext context)
    {
        var (profile, info) = (facts.Profile, facts.Profile.Info);
        Line("format", info.SourceFormat);
        if (info.CapturedNanoseconds != 0 && info.Captured is { } captured)
            Line("captured", captured.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC");
        if (info.Duration != 0)
            Line("duration", PprofQuantity.Text(info.Duration, "nanoseconds"));
        Line("runtime", info.Runtime);
        Line("system", info.Os);
        if (info.PeriodType is { } period)
            Line("period", $"{PprofQuantity.Text(info.Period, period.Unit)} of {period.Kind}");
        Line("samples", $"{QuantityText.Count(profile.SampleCount)} with {QuantityText.Count(facts.Frames)} frames, the deepest with {QuantityText.Count(facts.DeepestStack)}");
        Line("tables", $"{QuantityText.Count(profile.Functions.Count)} functions, {QuantityText.Count(profile.Locations.Count)} locations, "
            + $"{QuantityText.Count(profile.Locations.Count(static location => location.IsInlined))} of them inlined");
        if (facts.LabelKeys.Count > 0)
            Line("labels", string.Join(", ", facts.LabelKeys));
        Line("drops", info.DropFrames);
        Line("keeps", info.KeepFrames);
        Line("explained at", info.DocUrl);
        foreach (var comment in info.Comments)
            Line("comment", comment);
        WriteModules(profile, Line);
        context.Out.WriteLine();
        Types(facts).Write(context.Out);

        void Line(string name, string? text)
        {
            if (!string.IsNullOrEmpty(text))
                context.Out.WriteLine($"{name,-13} {text}");
        }
    }

    private static void WriteModules(ProfileData profile, Action<string, string> line)
    {
        foreach (var module in profile.Modules.Where(static module => module.Name.Length > 0).Take(ModulesShown))
        {
            var id = module.BuildId.Length > 0 ? $" ({module.BuildId})" : module.PdbSignature != Guid.Empty ? $" ({module.PdbSignature})" : "";
            line("module", (module.Path.Length > 0 ? module.Path : module.Name) + id);
        }

        if (profile.Modules.Count > ModulesShown)
            line("", $"… {profile.Modules.Count - ModulesShown} more modules");
    }

    private static TextTable Types(ProfileFacts facts)
    {
        var table = new TextTable(new("sample type"), new("unit"), new("total", AlignRight: true), new("of the time", AlignRight: true), new TextColumn(""));
        for (var i = 0; i < facts.Profile.SampleTypes.Count; i++)
        {
            var type = facts.Profile.SampleTypes[i];
            var isDefault = i == facts.Profile.DefaultSampleTypeIndex;
            table.Add(type.Kind, type.Unit, PprofQuantity.Text(facts.Totals[i], type.Unit), facts.ShareOfDuration(i) ?? "", isDefault ? "shown first" : "");
        }

        return table;
    }
}
