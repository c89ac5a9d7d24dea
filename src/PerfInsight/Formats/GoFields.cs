using System.Text;

namespace PerfInsight.Formats;

/// <summary>Fields of a line of Go's benchmark text, as golang.org/x/perf/benchfmt (reader.go) splits them.</summary>
internal static class GoFields
{
    /// <summary>The text up to the next white space.</summary>
    /// <param name="line">The line, or what is left of it.</param>
    /// <param name="rest">What follows the field and the white space after it.</param>
    public static ReadOnlySpan<byte> Next(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> rest)
    {
        var end = 0;
        while (end < line.Length && Space(line[end..], out var length) is var isSpace && !isSpace)
            end += length;
        var field = line[..end];
        rest = line[end..];
        while (!rest.IsEmpty && Space(rest, out var length))
            rest = rest[length..];
        return field;
    }

    /// <summary>
    /// A configuration line, <c>key: value</c>: the key begins with a lower-case letter and has neither white space nor upper-case
    /// letters; the value is apart from the colon or missing.
    /// </summary>
    public static bool TryKeyValue(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        key = default;
        value = default;
        for (var i = 0; i < line.Length;)
        {
            Rune.DecodeFromUtf8(line[i..], out var rune, out var length);
            if ((i == 0 && !Rune.IsLower(rune)) || Rune.IsWhiteSpace(rune) || Rune.IsUpper(rune))
                return false;
            if (rune.Value == ':')
            {
                key = line[..i];
                value = line[(i + 1)..];
                break;
            }

            i += length;
        }

        if (key.IsEmpty)
            return false;
        if (value.IsEmpty)
            return true;
        var text = value.TrimStart(" \t"u8);
        var isApart = text.Length < value.Length;
        value = text;
        return isApart;
    }

    private static bool Space(ReadOnlySpan<byte> text, out int length)
    {
        length = 1;
        if (text[0] < 0x80)
            return text[0] is (byte)' ' or (>= (byte)'\t' and <= (byte)'\r');
        Rune.DecodeFromUtf8(text, out var rune, out length);
        return Rune.IsWhiteSpace(rune);
    }
}
