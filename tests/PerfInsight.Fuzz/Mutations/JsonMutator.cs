using System.Text;

namespace PerfInsight.Fuzz.Mutations;

/// <summary>Changes whole values of a JSON text: away, doubled, of another kind, wrapped, from elsewhere. What was JSON mostly stays JSON.</summary>
internal sealed class JsonMutator(Random random) : Mutator(random)
{
    private static readonly string[] Values =
        ["null", "true", "false", "0", "-1", "1.5", "1e308", "1e400", "\"\"", "\"x\"", "\"NaN\"", "\"\\ud800\"", "\"\\u0000\"", "{}", "[]", "[[]]", "[null]", "{\"a\":1}", "9223372036854775807",
        "4294967296", "-9223372036854775808", "2147483648"];

    /// <summary>True where a file begins as JSON does.</summary>
    public static bool Fits(byte[] file) => file.AsSpan().TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];

    public override byte[] Mutate(byte[] input, byte[] donor)
    {
        var value = Value(input);
        var text = input.AsSpan()[value];
        return Random.Next(7) switch
        {
            0 => Replace(input, value, Encoding.ASCII.GetBytes(Values[Random.Next(Values.Length)])),
            1 => Replace(input, value, donor.AsSpan()[Value(donor)]),
            2 => Replace(input, value, [.. text, (byte)',', .. text]),
            3 => Replace(input, value, [.. Repeated([.. text, (byte)',']), .. text]),
            4 => Replace(input, value, Wrapped(text)),
            5 => Replace(input, value, input.AsSpan()[Value(input)]),
            _ => Replace(input, WithComma(input, value), []),
        };
    }

    private byte[] Wrapped(ReadOnlySpan<byte> value)
    {
        var depth = 1 << Random.Next(14);
        var isArray = Random.Next(2) == 0;
        var begin = isArray ? "["u8 : "{\"a\":"u8;
        var end = isArray ? "]"u8 : "}"u8;
        var result = new List<byte>(value.Length + depth * 6);
        for (var i = 0; i < depth; i++)
            result.AddRange(begin);
        result.AddRange(value);
        for (var i = 0; i < depth; i++)
            result.AddRange(end);
        return [.. result];
    }

    // A value, or a key with its value, behind a place: brackets are counted, strings are passed over.
    private Range Value(byte[] input)
    {
        var start = Place(input);
        while (start < input.Length && input[start] is not ((byte)'{' or (byte)'[' or (byte)',' or (byte)':'))
            start++;
        while (start < input.Length && input[start] is (byte)',' or (byte)':' or (byte)' ' or (byte)'\n' or (byte)'\r')
            start++;
        var depth = 0;
        var end = start;
        for (var inString = false; end < input.Length; end++)
        {
            var c = input[end];
            if (inString)
            {
                if (c == (byte)'\\')
                    end++;
                inString = c != (byte)'"';
                continue;
            }

            inString = c == (byte)'"';
            if (depth == 0 && c is (byte)',' or (byte)'}' or (byte)']')
                break;
            depth += c is (byte)'{' or (byte)'[' ? 1 : c is (byte)'}' or (byte)']' ? -1 : 0;
            if (depth == 0 && c is (byte)'}' or (byte)']')
            {
                end++;
                break;
            }
        }

        return start..Math.Min(end, input.Length);
    }

    private static Range WithComma(byte[] input, Range value) =>
        value.End.Value < input.Length && input[value.End.Value] == (byte)',' ? value.Start..(value.End.Value + 1) : value;
}
