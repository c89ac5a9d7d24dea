using System.Globalization;
using PerfInsight.Summaries;

namespace PerfInsight.Symbols;

/// <summary>
/// What a compiler-made method name tells: <c>&lt;Host&gt;b__5_0</c> is a lambda, <c>&lt;Host&gt;g__Name|2_0</c> a local function of Host
/// (GeneratedNames in Roslyn).
/// </summary>
/// <param name="Host">Metadata name of the method around it.</param>
/// <param name="Kind">Lambda or local function.</param>
/// <param name="Ordinal">The host's place in its type, as the name has it; -1 where the closure class has it.</param>
internal readonly record struct GeneratedName(string Host, FunctionKind Kind, int Ordinal)
{
    /// <summary>Reads a method name; null for one that a person wrote.</summary>
    public static GeneratedName? Parse(string name)
    {
        if (name.Length == 0 || name[0] != '<')
            return null;
        var end = ClosingBracket(name);
        if (end < 0 || end + 3 >= name.Length || name[end + 2] != '_' || name[end + 3] != '_')
            return null;
        var host = name[1..end];
        switch (name[end + 1])
        {
            case 'b':
                var lambda = name[(end + 4)..];
                return new GeneratedName(host, FunctionKind.Lambda, lambda.Contains('_', StringComparison.Ordinal) ? Number(lambda) : -1);
            case 'g':
                var bar = name.LastIndexOf('|');
                var ordinals = bar < 0 ? "" : name[(bar + 1)..];
                return new GeneratedName(host, FunctionKind.LocalFunction, ordinals.Contains('_', StringComparison.Ordinal) ? Number(ordinals) : -1);
            default:
                return null;
        }
    }

    /// <summary>The ordinal in the name of a closure class, <c>&lt;&gt;c__DisplayClass6_0</c>; -1 for others.</summary>
    public static int OrdinalOfClosure(string typeName)
    {
        const string prefix = "<>c__DisplayClass";
        return typeName.StartsWith(prefix, StringComparison.Ordinal) ? Number(typeName[prefix.Length..]) : -1;
    }

    /// <summary>The method of a state machine class, <c>&lt;M&gt;d__5</c>; null for others.</summary>
    public static string? HostOfStateMachine(string typeName)
    {
        if (typeName.Length == 0 || typeName[0] != '<')
            return null;
        var end = ClosingBracket(typeName);
        return end > 1 && typeName.AsSpan(end + 1).StartsWith("d") ? typeName[1..end] : null;
    }

    private static int ClosingBracket(string name)
    {
        var depth = 0;
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] == '<')
                depth++;
            else if (name[i] == '>' && --depth == 0)
                return i;
        }

        return -1;
    }

    private static int Number(string text)
    {
        var end = 0;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return int.TryParse(text.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
    }
}
