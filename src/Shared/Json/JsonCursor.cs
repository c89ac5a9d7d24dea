using System.Globalization;
using System.Text;

namespace PerfInsight.Json;

/// <summary>
/// A strict pull reader of JSON (RFC 8259) that knows line and column of every value. An analyzer must not bring
/// a JSON package into the compiler, and the packages of the framework are not in netstandard2.0.
/// </summary>
internal sealed class JsonCursor(string text)
{
    // Deeper nesting than any summary has; bounds the recursion of Skip.
    private const int MaxDepth = 64;

    private int _position = text.Length > 0 && text[0] == '\uFEFF' ? 1 : 0;
    private int _depth;

    /// <summary>Where the value that was last begun starts; errors about a value point there.</summary>
    public int ValueStart { get; private set; }

    /// <summary>Enters an object; then call <see cref="NextKey"/> until it is null.</summary>
    public void BeginObject(string what)
    {
        Begin('{', $"an object for {what}");
    }

    /// <summary>Enters an array; then call <see cref="NextItem"/> until it is false.</summary>
    public void BeginArray(string what)
    {
        Begin('[', $"an array for {what}");
    }

    /// <summary>The next key of the object, null at its end. The value must be read or skipped.</summary>
    public string? NextKey(ref bool first)
    {
        SkipWhiteSpace();
        if (Take('}'))
        {
            _depth--;
            return null;
        }

        if (!first)
        {
            Expect(',', "',' or '}'");
            SkipWhiteSpace();
        }

        first = false;
        if (Peek() != '"')
            throw Error("a key in double quotes");
        var key = ReadStringToken();
        SkipWhiteSpace();
        Expect(':', "':'");
        return key;
    }

    /// <summary>True where the array has a next item, false at its end.</summary>
    public bool NextItem(ref bool first)
    {
        SkipWhiteSpace();
        if (Take(']'))
        {
            _depth--;
            return false;
        }

        if (!first)
            Expect(',', "',' or ']'");
        first = false;
        return true;
    }

    /// <summary>Reads an array.</summary>
    public List<T> List<T>(string what, Func<T> readItem)
    {
        var list = new List<T>();
        BeginArray(what);
        for (var first = true; NextItem(ref first);)
            list.Add(readItem());
        return list;
    }

    /// <summary>Reads a string.</summary>
    public string String(string what)
    {
        BeginValue();
        if (Peek() != '"')
            throw Error($"a string for {what}");
        return ReadStringToken();
    }

    /// <summary>Reads a string or null.</summary>
    public string? StringOrNull(string what)
    {
        BeginValue();
        if (Peek() != 'n')
            return String(what);
        Literal("null");
        return null;
    }

    /// <summary>Reads a whole number that is not negative. A fraction or an exponent is rounded to the nearest.</summary>
    public long Count(string what)
    {
        BeginValue();
        if (JsonNumber.TryReadWhole(text, ref _position, long.MaxValue / 2, out var whole))
            return whole;
        var value = Number(what);
        if (value < 0 || value > long.MaxValue / 2)
            throw ErrorAt(ValueStart, $"a number from 0 to 4.6e18 for {what}");
        return (long)Math.Round(value);
    }

    /// <summary>Reads a whole number from 0 to 2^31-1.</summary>
    public int Integer(string what)
    {
        BeginValue();
        if (JsonNumber.TryReadWhole(text, ref _position, int.MaxValue, out var whole))
            return (int)whole;
        var value = Number(what);
        if (value < 0 || value > int.MaxValue || value != Math.Floor(value))
            throw ErrorAt(ValueStart, $"a whole number from 0 to {int.MaxValue} for {what}");
        return (int)value;
    }

    /// <summary>Reads a number.</summary>
    public double Number(string what)
    {
        BeginValue();
        return JsonNumber.TryRead(text, ref _position, out var value) ? value : throw ErrorAt(ValueStart, $"a number for {what}");
    }

    /// <summary>Skips a value of any kind.</summary>
    public void Skip()
    {
        BeginValue();
        switch (Peek())
        {
            case '{':
                BeginObject("a value");
                for (var first = true; NextKey(ref first) is not null;)
                    Skip();
                break;
            case '[':
                BeginArray("a value");
                for (var first = true; NextItem(ref first);)
                    Skip();
                break;
            case '"':
                ReadStringToken();
                break;
            case 't':
                Literal("true");
                break;
            case 'f':
                Literal("false");
                break;
            case 'n':
                Literal("null");
                break;
            default:
                Number("a value");
                break;
        }
    }

    /// <summary>Fails unless only white space is left.</summary>
    public void End()
    {
        SkipWhiteSpace();
        if (_position < text.Length)
            throw Error("the end of the file");
    }

    /// <summary>An error where the cursor stands, for a key that is missing or misplaced.</summary>
    public JsonSyntaxException ErrorAtKey(string expected) => Error(expected);

    /// <summary>An error at the value that was last begun.</summary>
    public JsonSyntaxException ErrorAtValue(string expected) => ErrorAt(ValueStart, expected);

    private void Begin(char bracket, string what)
    {
        BeginValue();
        if (Peek() != bracket)
            throw Error(what);
        _position++;
        if (++_depth > MaxDepth)
            throw ErrorAt(ValueStart, $"at most {MaxDepth} nested values");
    }

    private void BeginValue()
    {
        SkipWhiteSpace();
        ValueStart = _position;
    }

    private char Peek() => _position < text.Length ? text[_position] : '\0';

    private bool Take(char expected)
    {
        if (Peek() != expected)
            return false;
        _position++;
        return true;
    }

    private void Expect(char expected, string what)
    {
        if (!Take(expected))
            throw Error(what);
    }

    private void Literal(string literal)
    {
        if (string.CompareOrdinal(text, _position, literal, 0, literal.Length) != 0)
            throw Error(literal);
        _position += literal.Length;
    }

    private void SkipWhiteSpace()
    {
        while (_position < text.Length && text[_position] is ' ' or '\t' or '\n' or '\r')
            _position++;
    }

    private string ReadStringToken()
    {
        var start = ++_position;
        while (_position < text.Length && text[_position] is not ('"' or '\\') && text[_position] >= ' ')
            _position++;
        if (Peek() == '"')
            return text.Substring(start, _position++ - start);

        var builder = new StringBuilder(text, start, _position - start, 2 * (_position - start) + 16);
        while (true)
        {
            if (_position >= text.Length)
                throw Error("'\"' at the end of a string");
            var c = text[_position];
            if (c == '"')
            {
                _position++;
                return builder.ToString();
            }

            if (c < ' ')
                throw Error("'\"' at the end of a string");
            builder.Append(c == '\\' ? ReadEscape() : c);
            _position++;
        }
    }

    private char ReadEscape()
    {
        _position++;
        switch (Peek())
        {
            case '"': return '"';
            case '\\': return '\\';
            case '/': return '/';
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u' when _position + 4 < text.Length
                && ushort.TryParse(
                    text.Substring(_position + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                _position += 4;
                return (char)code;
            default:
                throw Error("an escape such as \\n or \\u00e9");
        }
    }

    private JsonSyntaxException Error(string expected) => ErrorAt(_position, expected);

    private JsonSyntaxException ErrorAt(int position, string expected) => JsonSyntaxException.At(text, position, expected);
}
