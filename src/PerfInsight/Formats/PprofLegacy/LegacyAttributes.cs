namespace PerfInsight.Formats.PprofLegacy;

/// <summary>Lines such as <c>sampling period = 100</c> before the samples.</summary>
internal sealed class LegacyAttributes
{
    private const long NanosecondsPerMillisecond = 1_000_000;

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly LegacyText _text;

    private LegacyAttributes(LegacyText text) => _text = text;

    /// <summary>Reads them; afterwards the text is at the first line that is none.</summary>
    /// <param name="text">The text, at the line before.</param>
    /// <param name="known">The keys that the format has.</param>
    public static LegacyAttributes Read(LegacyText text, params string[] known)
    {
        var attributes = new LegacyAttributes(text);
        while (text.Next())
        {
            if (text.IsBlankOrComment)
                continue;
            var equals = text.Line.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || text.Line.StartsWith("---", StringComparison.Ordinal))
                break;
            var key = text.Line[..equals].Trim();
            if (!known.Contains(key))
                throw text.Damage($"expected one of {string.Join(", ", known)}, found '{key}'");
            attributes._values[key] = text.Line[(equals + 1)..].Trim();
        }

        return attributes;
    }

    /// <summary>A value; null where it is not given.</summary>
    public string? Text(string key) => _values.GetValueOrDefault(key);

    /// <summary>A whole number; null where it is not given.</summary>
    public long? Number(string key) => Text(key) is { } value ? _text.Number(value) : null;

    /// <summary>A time given in milliseconds, in nanoseconds; 0 where it is not given.</summary>
    public long Milliseconds(string key) => Number(key) switch
    {
        null => 0,
        >= 0 and <= long.MaxValue / NanosecondsPerMillisecond and var milliseconds => milliseconds * NanosecondsPerMillisecond,
        var milliseconds => throw _text.Damage($"expected a time that fits into 64 bits of nanoseconds for '{key}', found {milliseconds} ms"),
    };
}
