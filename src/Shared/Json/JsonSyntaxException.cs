namespace PerfInsight.Json;

/// <summary>A JSON text is not what was expected. Never leaves the reader that parses the text.</summary>
internal sealed class JsonSyntaxException(int line, int column, string message) : Exception(message)
{
    /// <summary>1-based line.</summary>
    public int Line { get; } = line;

    /// <summary>1-based column.</summary>
    public int Column { get; } = column;
}
