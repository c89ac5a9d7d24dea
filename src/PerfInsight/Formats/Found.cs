using System.Text;

namespace PerfInsight.Formats;

/// <summary>What a file holds, for messages.</summary>
internal static class Found
{
    private const int Shown = 16;

    /// <summary>The first bytes as text in quotes, dots for what is no text; or "an empty file".</summary>
    public static string In(ReadOnlySpan<byte> head) => head.IsEmpty
        ? "an empty file"
        : "'" + string.Concat(Encoding.Latin1.GetString(head[..Math.Min(head.Length, Shown)]).Select(static c => c is >= ' ' and <= '~' ? c : '.')) + "'";
}
