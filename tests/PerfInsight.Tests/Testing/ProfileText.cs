using System.Globalization;
using System.Text;
using PerfInsight.Profiles;

namespace PerfInsight.Tests.Testing;

/// <summary>A profile as text: what is said of it, then a line for each sample, its stack caller first. Numbers of tables do not show.</summary>
internal static class ProfileText
{
    public static string Of(ProfileData profile)
    {
        var text = new StringBuilder();
        var info = profile.Info;
        Line(text, $"{info.SourceFormat} · captured {info.CapturedNanoseconds} · duration {info.Duration} · period {info.PeriodType?.Kind} {info.PeriodType?.Unit} {info.Period}");
        Line(text, $"types {string.Join(", ", profile.SampleTypes.Select(type => $"{type.Kind} {type.Unit}"))} · default {info.DefaultSampleType}");
        Line(text, $"drop {info.DropFrames} · keep {info.KeepFrames} · url {info.DocUrl} · comments {string.Join(" | ", info.Comments)}");
        foreach (var module in profile.Modules)
            Line(text, $"module {module.Name} {module.Path} {module.BuildId} {module.MemoryStart:x}-{module.MemoryLimit:x} {module.FileOffset:x} {module.Symbols}");
        foreach (var warning in profile.Warnings)
            Line(text, $"warning {warning}");
        profile.VisitSamples(new Writer(profile, text));
        return text.ToString();
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private sealed class Writer(ProfileData profile, StringBuilder text) : ISampleVisitor
    {
        public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
        {
            var frames = stack.ToArray().Reverse().Select(Frame);
            var parts = labels.ToArray().Select(label => label.Text is null ? $"{label.Key}={label.Number}{label.Unit}" : $"{label.Key}='{label.Text}'");
            Line(text, $"{string.Join(" ", values.ToArray())} [{string.Join(" ", parts)}] {string.Join(" > ", frames)}");
        }

        private string Frame(int index)
        {
            var location = profile.Locations[index];
            var function = profile.Functions[location.Function];
            var place = location.Line == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"@{location.Line}:{location.Column}");
            var address = location.Address == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"+{location.Address:x}");
            var marks = (location.IsInlined ? " inlined" : "") + (location.IsFolded ? " folded" : "");
            var details = string.Create(CultureInfo.InvariantCulture, $"({function.SystemName},{function.File},{function.StartLine},{location.Module})");
            return $"{function.FullName}{place}{address}{details}{marks}";
        }
    }
}
