using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace PerfInsight.Analyzers.Rules.Health;

/// <summary>Places in a summary file.</summary>
internal static class SummaryLocation
{
    /// <summary>A 1-based line and column.</summary>
    public static Location At(AdditionalText file, int line, int column)
    {
        var place = new LinePosition(line - 1, column - 1);
        return Location.Create(file.Path, default, new LinePositionSpan(place, place));
    }

    /// <summary>The name without folders.</summary>
    public static string FileName(AdditionalText file) => file.Path.Substring(file.Path.LastIndexOfAny(['/', '\\']) + 1);
}
