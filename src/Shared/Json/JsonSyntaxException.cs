using System.Globalization;

namespace PerfInsight.Json;

/// <summary>A JSON text is not what was expected. Never leaves the reader that parses the text.</summary>
internal sealed class JsonSyntaxException(int line, int column, string message) : Exception(message)
{
    /// <summary>1-based line.</summary>
    public int Line { get; } = line;

    /// <summary>1-based column.</summary>
    public int Column { get; } = column;

    /// <summary>An error at a position of a text; the message ends with what stands there.</summary>
    public static JsonSyntaxException At(string text, int position, string expected)
    {
        var line = 1;
        var lineStart = 0;
        for (var i = 0; i < position && i < text.Length; i++)
        {
            if (text[i] == '\n')
            {
                line++;
                lineStart = i + 1;
            }
        }

        return new JsonSyntaxException(line, position - lineStart + 1, $"expected {expected}, found {Found(text, position)}");
    }

    private static string Found(string text, int position)
    {
        if (position >= text.Length)
            return "the end of the file";
        if (text[position] is '\n' or '\r')
            return "the end of the line";
        if (char.IsControl(text[position]) || char.IsSurrogate(text[position]))
            return string.Format(CultureInfo.InvariantCulture, "the character U+{0:X4}", (int)text[position]);
        var end = position + 1;
        if (text[position] == '"')
        {
            while (end < text.Length && text[end] is not ('"' or '\n') && end - position < 24)
                end++;
            return text.Substring(position, end - position).TrimEnd('\r') + (end < text.Length && text[end] == '"' ? "\"" : "…");
        }

        while (end < text.Length && end - position < 16 && (char.IsLetterOrDigit(text[end]) || text[end] is '.' or '-' or '_'))
            end++;
        return "'" + text.Substring(position, end - position) + "'";
    }
}
