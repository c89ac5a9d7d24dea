namespace PerfInsight.Cli.Text;

/// <summary>Colours of a terminal (ECMA-48, Select Graphic Rendition). The eight that every terminal has, so that its theme decides.</summary>
internal static class Paint
{
    /// <summary>What costs a tenth of everything, or more.</summary>
    public const string Hot = "31";

    /// <summary>What costs a hundredth.</summary>
    public const string Warm = "33";

    /// <summary>What costs less.</summary>
    public const string Cold = "2";

    /// <summary>What a block is about.</summary>
    public const string Strong = "1";

    /// <summary>The colour of a share, 0 to 1; null for that of plain text.</summary>
    public static string? OfShare(double share) => Math.Abs(share) switch
    {
        >= 0.1 => Hot,
        >= 0.01 => Warm,
        > 0 => null,
        _ => Cold,
    };

    /// <summary>A text in a colour.</summary>
    public static string Text(string text, string color) => $"\u001b[{color}m{text}\u001b[0m";
}
