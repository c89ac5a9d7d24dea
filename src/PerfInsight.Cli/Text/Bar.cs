namespace PerfInsight.Cli.Text;

/// <summary>A share as a bar of block characters, an eighth of a column fine.</summary>
internal static class Bar
{
    private const string Eighths = " ▏▎▍▌▋▊▉";

    /// <summary>The bar of <paramref name="share"/> (0 to 1), padded to <paramref name="width"/> columns.</summary>
    public static string Of(double share, int width)
    {
        var eighths = (int)Math.Round(Math.Clamp(share, 0, 1) * width * 8);
        var bar = new string('█', eighths / 8);
        if (eighths % 8 > 0)
            bar += Eighths[eighths % 8];
        return bar.PadRight(width);
    }
}
