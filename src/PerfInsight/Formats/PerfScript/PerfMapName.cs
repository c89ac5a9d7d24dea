using System.Text;

namespace PerfInsight.Formats.PerfScript;

/// <summary>
/// Names as the .NET runtime writes them into a perf map: <c>instance int64 [W] W.B::Burn(int32)[OptimizedTier1]</c> (perfmap.cpp and
/// PrettyPrintSig in dotnet/runtime). They become the parts that a .nettrace file has, whose dialect is another one.
/// </summary>
internal readonly record struct PerfMapName(string Module, string Type, string Method, string Signature)
{
    // Left as in the perf map, right as in events of the runtime (src/coreclr/vm/siginfo.cpp).
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["uint8"] = "unsigned int8",
        ["uint16"] = "unsigned int16",
        ["uint32"] = "unsigned int32",
        ["uint64"] = "unsigned int64",
        ["char"] = "wchar",
        ["string"] = "class System.String",
        ["object"] = "class System.Object",
        ["valuetype"] = "value class",
        ["typedref"] = "refany",
    };

    /// <summary>The parts of a name; null where it is not of this form: a stub, or code of others.</summary>
    public static PerfMapName? Parse(string name)
    {
        var open = AssemblyOf(name);
        if (open < 0)
            return null;
        var close = name.IndexOf(']', open);
        var rest = name.AsSpan(close + 2);
        var separator = EndOfType(rest);
        if (separator < 0)
            return null;
        var method = rest[(separator + 2)..];
        var parameters = method.IndexOf('(');
        var end = method.LastIndexOf(')');
        if (parameters <= 0 || end < parameters)
            return null;

        // Behind the last parenthesis is the tier of the code.
        var signature = $"{Dialect(name.AsSpan(0, open).TrimEnd())}  {Dialect(method[parameters..(end + 1)])}";
        return new PerfMapName(name[(open + 1)..close], rest[..separator].ToString(), method[..parameters].ToString(), signature);
    }

    // The assembly of the method stands alone, those of other types directly before them: [W] W.B, but [System.Runtime]System.String.
    private static int AssemblyOf(string name)
    {
        for (var open = name.IndexOf(" [", StringComparison.Ordinal); open >= 0; open = name.IndexOf(" [", open + 1, StringComparison.Ordinal))
        {
            var close = open + 2;
            while (close < name.Length && name[close] is not ('[' or ']' or ' '))
                close++;
            if (close > open + 2 && close + 1 < name.Length && name[close] == ']' && name[close + 1] == ' ')
                return open + 1;
        }

        return -1;
    }

    private static int EndOfType(ReadOnlySpan<char> name)
    {
        var depth = 0;
        for (var i = 0; i + 1 < name.Length; i++)
        {
            depth += name[i] is '<' or '[' ? 1 : name[i] is '>' or ']' ? -1 : 0;
            if (depth == 0 && name[i] == ':' && name[i + 1] == ':')
                return i;
        }

        return -1;
    }

    /// <summary>A signature in the dialect of the runtime's events: no assemblies, the last part of nested types, other words.</summary>
    private static string Dialect(ReadOnlySpan<char> signature)
    {
        var text = new StringBuilder(signature.Length);
        for (var i = 0; i < signature.Length;)
        {
            if (signature[i] == '[' && AfterAssembly(signature, i) is > 0 and var after)
            {
                i = after;
            }
            else if (signature[i..].StartsWith("0..."))
            {
                i += 4;
            }
            else if (IsWord(signature[i]))
            {
                var start = i;
                while (i < signature.Length && (IsWord(signature[i]) || signature[i] == '/'))
                    i++;
                var word = signature[start..i].ToString();
                word = word[(word.LastIndexOf('/') + 1)..];
                if (word == "native" && signature[i..] is [' ', 'i' or 'u', ..] next)
                {
                    text.Append(next[1] == 'i' ? "int" : "unsigned int");
                    i += next[1] == 'i' ? " int".Length : " uint".Length;
                    i = Math.Min(i, signature.Length);
                }
                else
                {
                    text.Append(Words.GetValueOrDefault(word, word));
                }
            }
            else
            {
                text.Append(signature[i++]);
            }
        }

        return text.ToString();
    }

    private static int AfterAssembly(ReadOnlySpan<char> signature, int open)
    {
        var close = open + 1;
        while (close < signature.Length && (IsWord(signature[close]) || signature[close] == '-'))
            close++;
        return close > open + 1 && close + 1 < signature.Length && signature[close] == ']' && (IsWord(signature[close + 1]) || signature[close + 1] == '<')
            ? close + 1
            : -1;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '.' or '`';
}
