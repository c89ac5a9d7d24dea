using System.Globalization;
using System.Text;

namespace PerfInsight.Fuzz.Mutations;

/// <summary>Changes words, numbers, lines and brackets of a text in UTF-8. Its words are those of the seeds.</summary>
internal sealed class TextMutator : Mutator
{
    private static readonly string[] Numbers =
        ["0", "-0", "-1", "1e308", "1e400", "-1e400", "5e-324", "NaN", "Infinity", "0x10", "1.", ".5", "00", "9223372036854775807", "9223372036854775808",
        "18446744073709551616", "2147483648", "4294967295", "1e999999999", "99999999999999999999999999999999999999999999", "1,5", "+1", "1%", "1_000"];

    private static readonly string[] Oddities =
        ["", " ", "\t", "\r", "\r\n", "\n", "\n\n", "\0", "\uFEFF", "\u0085", "\u2028", "\u00A0", "\ud83d\ude00", "é", "\\", "\"", "'", "\\u0000", "\\ud800", "\\", "#", "-", ":", ": ", ";",
        ",", "=", "/", "*", "&a", "*a", "!", "|", ">", "%", "@", "`", "{", "}", "[", "]", "(", ")", "---", "...", "- ", "? ", "<<: ", "null", "true", "~", "{}", "[]"];

    private readonly List<string> _words;

    public TextMutator(IReadOnlyList<byte[]> seeds, Random random)
        : base(random) => _words = [.. seeds.SelectMany(Words).Distinct(StringComparer.Ordinal).Take(5000)];

    /// <summary>True where a file is text.</summary>
    public static bool Fits(byte[] file) => file.Length > 0 && !file.AsSpan(0, Math.Min(4096, file.Length)).ContainsAny((byte)0, (byte)1, (byte)2);

    public override byte[] Mutate(byte[] input, byte[] donor)
    {
        var place = Place(input);
        return Random.Next(10) switch
        {
            0 => Replace(input, Token(input, char.IsAsciiDigit), Number()),
            1 => Replace(input, Token(input, char.IsAsciiLetterOrDigit), Word()),
            2 => Replace(input, place..place, Oddity()),
            3 => Replace(input, Line(input), []),
            4 => Replace(input, place..place, Repeated(input.AsSpan()[Line(input)])),
            5 => Replace(input, Line(input), donor.AsSpan()[Line(donor)]),
            6 => Insert(input, Line(input).Start, donor.AsSpan()[Line(donor)]),
            7 => Replace(input, Token(input, char.IsAsciiLetterOrDigit), Repeated(Random.Next(2) == 0 ? Word() : Oddity())),
            8 => Replace(input, place..place, Repeated(Oddity())),
            _ => Replace(input, Token(input, static c => !char.IsAsciiLetterOrDigit(c)), Oddity()),
        };
    }

    private static byte[] Insert(byte[] input, Index at, ReadOnlySpan<byte> what) => Replace(input, at..at, what);

    private byte[] Number() => Encoding.UTF8.GetBytes(Random.Next(2) == 0 ? Numbers[Random.Next(Numbers.Length)] : Extreme().ToString(CultureInfo.InvariantCulture));

    private byte[] Word() => Encoding.UTF8.GetBytes(_words.Count == 0 ? "a" : _words[Random.Next(_words.Count)]);

    private byte[] Oddity() => Random.Next(16) == 0 ? [0xC3, 0x28, 0xFF] : Encoding.UTF8.GetBytes(Oddities[Random.Next(Oddities.Length)]);

    // The run of such characters that comes next.
    private Range Token(byte[] input, Func<char, bool> isPart)
    {
        var start = Place(input);
        while (start < input.Length && !isPart((char)input[start]))
            start++;
        var end = start;
        while (end < input.Length && isPart((char)input[end]))
            end++;
        return start..end;
    }

    private Range Line(byte[] input)
    {
        var place = Place(input);
        var start = input.AsSpan(0, place).LastIndexOf((byte)'\n') + 1;
        var length = input.AsSpan(start).IndexOf((byte)'\n') + 1;
        return start..(length == 0 ? input.Length : start + length);
    }

    private static IEnumerable<string> Words(byte[] seed)
    {
        var text = Encoding.UTF8.GetString(seed);
        for (var i = 0; i < text.Length; i++)
        {
            var start = i;
            while (i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] is '_' or '-' or '.'))
                i++;
            if (i > start && i - start < 40)
                yield return text[start..i];
        }
    }
}
