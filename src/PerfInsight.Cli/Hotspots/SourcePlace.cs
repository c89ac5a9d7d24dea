using System.Globalization;
using PerfInsight.Summaries;

namespace PerfInsight.Cli.Hotspots;

/// <summary>Where a hotspot stands: <c>Pricing/Matcher.cs:30</c>.</summary>
internal static class SourcePlace
{
    /// <summary>File and first line; a dash where no PDB told.</summary>
    public static string Of(HotMethod method)
    {
        if (method.File is not { } file)
            return "–";
        return method.Span is { } span ? file.Path + ":" + span.StartLine.ToString(CultureInfo.InvariantCulture) : file.Path;
    }

    /// <summary>The place in at most <paramref name="width"/> characters: leading folders go first.</summary>
    public static string Fit(string place, int width)
    {
        if (place.Length <= width)
            return place;
        for (var slash = place.IndexOf('/'); slash >= 0; slash = place.IndexOf('/', slash + 1))
        {
            if (place.Length - slash + 1 <= width)
                return "…" + place[slash..];
        }

        return width <= 1 ? "…" : "…" + place[^(width - 1)..];
    }
}
