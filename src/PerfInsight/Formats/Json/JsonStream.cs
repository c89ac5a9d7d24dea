using System.Globalization;
using System.Text;
using System.Text.Json;
using PerfInsight.Profiles;

namespace PerfInsight.Formats.Json;

/// <summary>
/// Goes through a JSON file of any size, token by token. One buffer holds what is not gone through yet; it grows with a single long
/// string only. Damage is a <see cref="ProfileFormatException"/> with the offset.
/// </summary>
internal ref struct JsonStream
{
    private readonly Stream _stream;
    private readonly string _format;
    private readonly ReadLimits _limits;
    private byte[] _buffer = new byte[64 * 1024];
    private int _end;
    private long _bufferOffset;
    private Utf8JsonReader _json;

    public JsonStream(Stream stream, string format, ReadLimits limits)
    {
        (_stream, _format, _limits) = (stream, format, limits);
        _end = stream.ReadAtLeast(_buffer, 3, throwOnEndOfStream: false);
        if (_buffer.AsSpan(0, _end).StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            _buffer.AsSpan(3, _end - 3).CopyTo(_buffer);
            (_bufferOffset, _end) = (3, _end - 3);
        }

        _json = new Utf8JsonReader(_buffer.AsSpan(0, _end), isFinalBlock: false, default);
    }

    /// <summary>What stands here.</summary>
    public readonly JsonTokenType Token => _json.TokenType;

    /// <summary>Where it stands, bytes from the beginning of the file.</summary>
    public readonly long Offset => _bufferOffset + _json.TokenStartIndex;

    /// <summary>Goes to the next token; false at the end of the file.</summary>
    public bool TryRead()
    {
        try
        {
            while (!_json.Read())
            {
                if (!Fill())
                    return false;
            }
        }
        catch (JsonException exception)
        {
            // Its line counts from 0.
            var line = ((exception.LineNumber ?? 0) + 1).ToString(CultureInfo.InvariantCulture);
            throw new ProfileFormatException(_format, $"line {line}, offset {_bufferOffset + _json.BytesConsumed}", "expected JSON, found other text: " + Cause(exception.Message));
        }

        if (_json.ValueSpan.Length > _limits.MaxValueBytes)
            throw Damage($"expected a value of at most {_limits.MaxValueBytes} bytes, found one of {_json.ValueSpan.Length}");
        return true;
    }

    /// <summary>Goes to the next token, which must be there.</summary>
    public void Read()
    {
        if (!TryRead())
            throw new ProfileFormatException(_format, $"offset {_bufferOffset + _end}", "expected the rest of the JSON, found the end of the file: it is cut");
    }

    /// <summary>Inside an object: goes to the name of its next property; false behind the last one.</summary>
    public bool NextProperty()
    {
        Read();
        return Token == JsonTokenType.PropertyName;
    }

    /// <summary>Inside an array: goes to its next element; false behind the last one.</summary>
    public bool NextElement()
    {
        Read();
        return Token != JsonTokenType.EndArray;
    }

    /// <summary>At the name of a property: true where it is this one, and then at its value.</summary>
    public bool Is(ReadOnlySpan<byte> name)
    {
        if (!IsText(name))
            return false;
        Read();
        return true;
    }

    /// <summary>Passes over the value that stands here, or the value of the property whose name does.</summary>
    public void Skip()
    {
        if (Token == JsonTokenType.PropertyName)
            Read();
        if (Token is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            return;
        var depth = _json.CurrentDepth;
        do
        {
            Read();
        }
        while (_json.CurrentDepth > depth);
    }

    /// <summary>Checks that an object or an array begins here.</summary>
    public readonly void Begins(JsonTokenType token, string what)
    {
        if (Token != token)
            throw Damage($"expected {what} as {(token == JsonTokenType.StartObject ? "an object" : "an array")}, found {Found()}");
    }

    /// <summary>The text that stands here.</summary>
    public readonly string Text(string what)
    {
        if (Token != JsonTokenType.String)
            throw Damage($"expected {what} as a text, found {Found()}");
        if (!_json.ValueIsEscaped)
            return Encoding.UTF8.GetString(_json.ValueSpan);
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Damage($"expected {what} as a text of Unicode, found half a character in it");
        }
    }

    /// <summary>The text that stands here, or the number as it is written.</summary>
    public readonly string Scalar(string what) => Token == JsonTokenType.Number ? Encoding.UTF8.GetString(_json.ValueSpan) : Text(what);

    /// <summary>True where the text that stands here is this one.</summary>
    public readonly bool HasText(ReadOnlySpan<byte> text) => Token == JsonTokenType.String && IsText(text);

    // A text with half a character in it is none that is looked for.
    private readonly bool IsText(ReadOnlySpan<byte> text)
    {
        try
        {
            return _json.ValueTextEquals(text);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The name of the property that stands here.</summary>
    public readonly string Name => _json.ValueIsEscaped ? Found() : Encoding.UTF8.GetString(_json.ValueSpan);

    /// <summary>The number that stands here, of 64 bits at most; decimal, so that sums and differences are exact.</summary>
    public readonly decimal Number(string what)
    {
        if (Token != JsonTokenType.Number || !_json.TryGetDecimal(out var number) || number is < long.MinValue or > long.MaxValue)
            throw Damage($"expected {what} as a number that fits 64 bits, found {Found()}");
        return number;
    }

    /// <summary>The whole number that stands here, of 0 to a limit.</summary>
    public readonly int Index(string what, int limit)
    {
        if (Token != JsonTokenType.Number || !_json.TryGetInt32(out var number) || number < 0 || number >= limit)
            throw Damage($"expected {what} as a whole number of 0 to {limit - 1}, found {Found()}");
        return number;
    }

    /// <summary>An error at this place.</summary>
    public readonly ProfileFormatException Damage(string expected) => new(_format, $"offset {Offset}", expected);

    /// <summary>What stands here, for messages.</summary>
    public readonly string Found() => Token switch
    {
        JsonTokenType.StartObject or JsonTokenType.EndObject => "an object",
        JsonTokenType.StartArray or JsonTokenType.EndArray => "an array",
        JsonTokenType.String => "the text " + Formats.Found.In(_json.ValueSpan),
        _ => Encoding.UTF8.GetString(_json.ValueSpan[..Math.Min(40, _json.ValueSpan.Length)]),
    };

    private bool Fill()
    {
        var consumed = (int)_json.BytesConsumed;
        _buffer.AsSpan(consumed, _end - consumed).CopyTo(_buffer);
        _bufferOffset += consumed;
        _end -= consumed;
        if (_end > _limits.MaxValueBytes)
            throw new ProfileFormatException(_format, $"offset {_bufferOffset}", $"expected a value of at most {_limits.MaxValueBytes} bytes, found a longer one");
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        var read = _stream.Read(_buffer.AsSpan(_end));
        _end += read;
        if (_bufferOffset + _end > _limits.MaxBytes)
            throw new ProfileFormatException(_format, $"offset {_limits.MaxBytes}", $"expected at most {_limits.MaxBytes} bytes after unpacking, found more");
        _json = new Utf8JsonReader(_buffer.AsSpan(0, _end), isFinalBlock: false, _json.CurrentState);
        return read > 0;
    }

    // The message repeats the position in words, counted from 0.
    private static string Cause(string message)
    {
        var end = message.IndexOf(" LineNumber: ", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
