namespace PerfInsight.Cli.ProfileViews;

/// <summary>Names that are too long for the terminal.</summary>
internal static class FittedNames
{
    private const int Shortest = 12;

    /// <summary>A name of at most so many columns. Its end tells most: what is cut is the middle.</summary>
    public static string Fit(string name, int width)
    {
        width = Math.Max(width, Shortest);
        if (name.Length <= width)
            return name;
        var head = (width - 1) / 3;
        return $"{name[..head]}…{name[^(width - 1 - head)..]}";
    }
}
