using System.Text.Encodings.Web;
using System.Text.Json;
using PerfInsight.Comparison;

namespace PerfInsight.Cli.Growth;

/// <summary>Writes how costs grow for programs: docs/cli.md says what is in it.</summary>
internal static class GrowthJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes all members.</summary>
    public static void Write(ProfileGrowth growth, TextWriter writer) => writer.WriteLine(JsonSerializer.Serialize(
        new
        {
            sampleType = growth.SampleType.Kind,
            unit = growth.SampleType.Unit,
            by = growth.ByTotal ? "total" : "self",
            sizes = growth.Sizes,
            costs = growth.Costs,
            fit = Fit(growth.All),
            members = growth.Members.Select(member => new
            {
                member = member.Member.Name,
                isSuperLinear = member.IsSuperLinear,
                costs = member.Costs,
                samples = member.Samples,
                fit = Fit(member.Fit),
                adjustedP = member.AdjustedP,
            }),
        },
        Options));

    private static object? Fit(GrowthFit? fit) => fit is null ? null : new { exponent = fit.Exponent, interval = (double[])[fit.Interval.Lower, fit.Interval.Upper], p = fit.P };
}
