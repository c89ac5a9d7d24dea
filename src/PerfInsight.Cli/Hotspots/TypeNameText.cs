using System.Text;

namespace PerfInsight.Cli.Hotspots;

/// <summary>Reads type names of documentation-comment ids and writes them as C# does, without namespaces.</summary>
internal ref struct TypeNameText(ReadOnlySpan<char> text, Func<int, string> typeParameter, Func<int, string> methodTypeParameter)
{
    // Deeper nesting than code has; bounds the recursion on ids that someone made up.
    private const int MaxDepth = 32;

    private static readonly Dictionary<string, string> Keywords = new(StringComparer.Ordinal)
    {
        ["System.Boolean"] = "bool",
        ["System.Byte"] = "byte",
        ["System.SByte"] = "sbyte",
        ["System.Char"] = "char",
        ["System.Decimal"] = "decimal",
        ["System.Double"] = "double",
        ["System.Single"] = "float",
        ["System.Int16"] = "short",
        ["System.UInt16"] = "ushort",
        ["System.Int32"] = "int",
        ["System.UInt32"] = "uint",
        ["System.Int64"] = "long",
        ["System.UInt64"] = "ulong",
        ["System.IntPtr"] = "nint",
        ["System.UIntPtr"] = "nuint",
        ["System.Object"] = "object",
        ["System.String"] = "string",
        ["System.Void"] = "void",
    };

    private readonly ReadOnlySpan<char> _text = text;
    private int _position;

    /// <summary>The whole text as types, separated by commas; null where it is not such a list.</summary>
    public string? ReadList()
    {
        var list = new StringBuilder();
        while (true)
        {
            if (ReadType(0) is not { } type)
                return null;
            list.Append(type);
            if (_position == _text.Length)
                return list.ToString();
            if (_text[_position++] != ',')
                return null;
            list.Append(", ");
        }
    }

    private string? ReadType(int depth)
    {
        if (depth > MaxDepth || ReadName(depth) is not { } name)
            return null;
        var isReference = false;
        while (_position < _text.Length)
        {
            switch (_text[_position])
            {
                case '@':
                    isReference = true;
                    break;
                case '*':
                    name += "*";
                    break;
                case '[':
                    var length = _text[_position..].IndexOf(']');
                    if (length < 0)
                        return null;
                    name += "[" + new string(',', _text.Slice(_position, length).Count(',')) + "]";
                    _position += length;
                    break;
                default:
                    return isReference ? "ref " + name : name;
            }

            _position++;
        }

        return isReference ? "ref " + name : name;
    }

    private string? ReadName(int depth)
    {
        if (_position < _text.Length && _text[_position] == '`')
            return ReadTypeParameter();

        // A nested generic type has its arguments in the middle: List{T}.Enumerator.
        var name = "";
        while (true)
        {
            var start = _position;
            while (_position < _text.Length && _text[_position] is not (',' or '{' or '}' or '@' or '*' or '[' or ')'))
                _position++;
            var qualified = _text[start.._position].ToString();
            if (qualified.Length == 0)
                return null;
            name += name.Length > 0 ? qualified : Keywords.GetValueOrDefault(qualified) ?? LastPart(qualified);
            if (_position == _text.Length || _text[_position] != '{')
                return name;

            _position++;
            if (ReadArguments(depth) is not { } arguments)
                return null;
            name = qualified == "System.Nullable" ? arguments + "?" : $"{name}<{arguments}>";
            if (_position == _text.Length || _text[_position] != '.')
                return name;
        }
    }

    private string? ReadArguments(int depth)
    {
        var arguments = new StringBuilder();
        while (ReadType(depth + 1) is { } argument)
        {
            arguments.Append(argument);
            if (_position == _text.Length)
                return null;
            switch (_text[_position++])
            {
                case '}':
                    return arguments.ToString();
                case ',':
                    arguments.Append(", ");
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    private string? ReadTypeParameter()
    {
        var ofMethod = _text[_position..].StartsWith("``");
        _position += ofMethod ? 2 : 1;
        var start = _position;
        while (_position < _text.Length && char.IsAsciiDigit(_text[_position]))
            _position++;
        if (!int.TryParse(_text[start.._position], out var index))
            return null;
        return ofMethod ? methodTypeParameter(index) : typeParameter(index);
    }

    private static string LastPart(string qualified) => qualified[(qualified.LastIndexOf('.') + 1)..];
}
