using Microsoft.CodeAnalysis;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Evidence;

/// <summary>The simple names by which hotspots are indexed: the declaring type's and the member's.</summary>
internal readonly record struct HotspotName(string Type, string Member)
{
    /// <summary>The names in a documentation-comment id, or in a normalised name, of a hotspot.</summary>
    public static HotspotName Of(HotMethod method)
    {
        var text = method.Id ?? method.Name ?? "";
        var start = text.Length > 1 && text[1] == ':' ? 2 : 0;
        var end = text.IndexOfAny(['(', '~'], start);
        if (end < 0)
            end = text.Length;

        var memberStart = text.LastIndexOf('.', Math.Max(end - 1, 0), Math.Max(end - start, 0)) + 1;

        // A normalised name of a constructor has two dots: "Type..ctor".
        if (memberStart >= 2 && text[memberStart - 2] == '.')
            memberStart--;
        var member = memberStart > start ? text.Substring(memberStart, end - memberStart) : text.Substring(start, end - start);
        var typeEnd = Math.Max(memberStart - 1, start);
        var typeStart = typeEnd > start ? text.LastIndexOfAny(['.', '+'], typeEnd - 1, typeEnd - start) + 1 : start;
        typeStart = Math.Max(typeStart, start);

        // Roslyn's own id of a C# 14 extension member names the compiler's grouping type, "Type.<G>$hash.Member".
        while (typeStart > start + 1 && text[typeStart] == '<' && text.IndexOf(">$", typeStart, typeEnd - typeStart, StringComparison.Ordinal) > 0)
        {
            typeEnd = typeStart - 1;
            typeStart = Math.Max(text.LastIndexOfAny(['.', '+'], typeEnd - 1, typeEnd - start) + 1, start);
        }

        return new HotspotName(WithoutArity(text.Substring(typeStart, typeEnd - typeStart)), SymbolName(member));
    }

    /// <summary>The name of a symbol; allocates nothing but for explicit interface implementations.</summary>
    public static string OfMember(ISymbol symbol)
    {
        var name = symbol.Name;
        var dot = name.LastIndexOf('.');
        return dot switch
        {
            < 0 => name,
            0 => name == ".ctor" ? "ctor" : "cctor",
            _ => name.Substring(dot + 1),
        };
    }

    /// <summary>
    /// Documentation-comment ids write '.' inside a name as '#' (constructors, explicit interface implementations) and
    /// angle brackets as braces (ECMA-334, annex D.4.2). Only what follows the last of them is compared here.
    /// </summary>
    private static string SymbolName(string member) =>
        WithoutArity(member.Substring(member.LastIndexOf('#') + 1)).TrimStart('.').Replace('{', '<').Replace('}', '>');

    private static string WithoutArity(string name)
    {
        var arity = name.IndexOf('`');
        return arity < 0 ? name : name.Substring(0, arity);
    }
}
