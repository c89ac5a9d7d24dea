using System.Globalization;

namespace PerfInsight.Summaries;

/// <summary>
/// A hash of a piece of code that stays the same when the code is moved, re-indented or gets comment lines.
/// It is taken over the characters that are neither white space nor in a line that is only a <c>//</c> comment.
/// That rule looks at no context, so a piece cut out of a file hashes as it does inside the file.
/// </summary>
/// <param name="Hash">Polynomial hash modulo 2^64, so that it can roll over a text (Karp and Rabin 1987).</param>
/// <param name="Length">How many characters were hashed.</param>
public readonly record struct CodeFingerprint(ulong Hash, int Length)
{
    // Any odd number serves; this one is the 64-bit FNV prime, whose bits are spread.
    private const ulong Base = 1099511628211UL;

    /// <summary>The fingerprint of <c>text[start..end]</c>.</summary>
    public static CodeFingerprint Of(string text, int start, int end)
    {
        ulong hash = 0;
        var length = 0;
        for (var i = NextCode(text, start, end); i < end; i = NextCode(text, i + 1, end))
        {
            hash = hash * Base + text[i];
            length++;
        }

        return new CodeFingerprint(hash, length);
    }

    /// <summary>The place in <c>text[start..end]</c> where code with this fingerprint begins, -1 where there is none.</summary>
    public int FindIn(string text, int start, int end)
    {
        if (Length == 0 || Length > end - start)
            return -1;

        ulong highest = 1;
        for (var i = 1; i < Length; i++)
            highest *= Base;

        ulong hash = 0;
        var first = NextCode(text, start, end);
        var filled = 0;
        for (var last = first; last < end; last = NextCode(text, last + 1, end))
        {
            if (filled == Length)
            {
                hash -= highest * text[first];
                first = NextCode(text, first + 1, end);
                filled--;
            }

            hash = hash * Base + text[last];
            filled++;
            if (filled == Length && hash == Hash)
                return first;
        }

        return -1;
    }

    /// <summary>The end of the code that begins at <paramref name="start"/> and has this fingerprint's length.</summary>
    public int EndIn(string text, int start, int end)
    {
        var i = NextCode(text, start, end);
        for (var left = Length - 1; left > 0; left--)
            i = NextCode(text, i + 1, end);
        return Math.Min(i + 1, end);
    }

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string text, out CodeFingerprint fingerprint)
    {
        fingerprint = default;
        var colon = text.IndexOf(':');
        if (colon < 0
            || !ulong.TryParse(text.Substring(0, colon), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hash)
            || !int.TryParse(text.Substring(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            return false;
        }

        fingerprint = new CodeFingerprint(hash, length);
        return true;
    }

    /// <summary>The form in a summary: hash in hex, a colon, the length.</summary>
    public override string ToString() =>
        Hash.ToString("x16", CultureInfo.InvariantCulture) + ":" + Length.ToString(CultureInfo.InvariantCulture);

    private static int NextCode(string text, int i, int end)
    {
        while (i < end)
        {
            if (char.IsWhiteSpace(text[i]))
                i++;
            else if (text[i] == '/' && i + 1 < end && text[i + 1] == '/' && OnlyWhiteSpaceBefore(text, i))
                i = EndOfLine(text, i, end);
            else
                break;
        }

        return Math.Min(i, end);
    }

    private static bool OnlyWhiteSpaceBefore(string text, int i)
    {
        while (--i >= 0 && text[i] is not ('\n' or '\r'))
        {
            if (!char.IsWhiteSpace(text[i]))
                return false;
        }

        return true;
    }

    private static int EndOfLine(string text, int i, int end)
    {
        while (i < end && text[i] is not ('\n' or '\r'))
            i++;
        return i;
    }
}
