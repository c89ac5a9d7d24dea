using System.Globalization;
using PerfInsight.Summaries;

namespace PerfInsight.Cli.Hotspots;

/// <summary>Members as a person reads them: <c>Matcher.Match(Order)</c> for <c>M:Shop.Pricing.Matcher.Match(Shop.Order)</c>.</summary>
/// <param name="Name">Type and member, such as <c>Matcher.Match</c>.</param>
/// <param name="Parameters">Parameters in brackets, such as <c>(Order)</c>; empty for what takes none by its kind.</param>
/// <param name="Suffix">What stands in the member, such as <c> › lambda</c>; empty for the member itself.</param>
internal readonly record struct MemberName(string Name, string Parameters, string Suffix)
{
    private static readonly Dictionary<string, string> Operators = new(StringComparer.Ordinal)
    {
        ["op_Addition"] = "+",
        ["op_Subtraction"] = "-",
        ["op_Multiply"] = "*",
        ["op_Division"] = "/",
        ["op_Modulus"] = "%",
        ["op_Equality"] = "==",
        ["op_Inequality"] = "!=",
        ["op_LessThan"] = "<",
        ["op_LessThanOrEqual"] = "<=",
        ["op_GreaterThan"] = ">",
        ["op_GreaterThanOrEqual"] = ">=",
        ["op_BitwiseAnd"] = "&",
        ["op_BitwiseOr"] = "|",
        ["op_ExclusiveOr"] = "^",
        ["op_OnesComplement"] = "~",
        ["op_LogicalNot"] = "!",
        ["op_UnaryNegation"] = "-",
        ["op_UnaryPlus"] = "+",
        ["op_Increment"] = "++",
        ["op_Decrement"] = "--",
        ["op_LeftShift"] = "<<",
        ["op_RightShift"] = ">>",
    };

    /// <summary>The name of a hotspot.</summary>
    public static MemberName Of(HotMethod method)
    {
        var name = method.Id is { } id ? OfId(id) : OfId(method.Name!);
        return method.Kind switch
        {
            FunctionKind.Lambda => name with { Suffix = " › lambda" },
            FunctionKind.LocalFunction => name with { Suffix = " › local function" },
            _ => name,
        };
    }

    /// <summary>
    /// The name that a documentation-comment id stands for. Ids do not tell the names of type parameters: they are
    /// written T, and U where the type has its own. What is not an id stays as it is.
    /// </summary>
    public static MemberName OfId(string id)
    {
        var path = id.Length > 2 && id[1] == ':' ? id[2..] : id;
        var (open, close) = ParameterList(path);
        var segments = Split(open < 0 ? path : path[..open]);
        if (segments.Count < 2 || segments.Exists(static segment => segment.Length == 0))
            return new MemberName(path, "", "");

        var member = segments[^1];
        var ofMethod = Arity(ref member, "``");
        var typeParameters = segments.SkipLast(1).Sum(static segment => Arity(ref segment, "`"));
        string TypeParameter(int index) => Parameter("T", index, typeParameters);
        string MethodTypeParameter(int index) => Parameter(typeParameters == 0 ? "T" : "U", index, ofMethod);

        var type = segments[^2];
        var ownParameters = Arity(ref type, "`");
        if (ownParameters > 0)
            type += Generic(ownParameters, i => TypeParameter(typeParameters - ownParameters + i));

        var parameters = open < 0 || close == open + 1
            ? ""
            : new TypeNameText(path.AsSpan(open + 1, close - open - 1), TypeParameter, MethodTypeParameter).ReadList();
        var result = close >= 0 && close + 1 < path.Length && path[close + 1] == '~'
            ? new TypeNameText(path.AsSpan(close + 2), TypeParameter, MethodTypeParameter).ReadList()
            : "";
        if (parameters is null || result is null)
            return new MemberName(path, "", "");

        return Write(type, member, Generic(ofMethod, MethodTypeParameter), parameters, result);
    }

    /// <summary>The whole name.</summary>
    public override string ToString() => Name + Parameters + Suffix;

    /// <summary>
    /// The name in at most <paramref name="width"/> characters: the parameters go first, then the middle.
    /// </summary>
    public string Fit(int width)
    {
        var full = ToString();
        if (full.Length <= width)
            return full;
        if (Parameters.Length > 3)
        {
            var shorter = Name + "(…)" + Suffix;
            if (shorter.Length <= width)
                return shorter;
        }

        var bare = Name + Suffix;
        if (bare.Length <= width)
            return bare;
        var tail = Math.Max(0, (width - 1) * 2 / 3);
        return width <= 1 ? "…" : bare[..(width - 1 - tail)] + "…" + bare[^tail..];
    }

    private static MemberName Write(string type, string member, string generic, string parameters, string result)
    {
        var list = $"({parameters})";
        if (ExplicitImplementation(member) is var (contract, implemented))
            return Write($"{type}.{contract}", implemented, generic, parameters, result);
        return member switch
        {
            "#ctor" => new MemberName($"new {type}", list, ""),
            "#cctor" => new MemberName($"{type} static constructor", "", ""),
            "Finalize" when parameters.Length == 0 => new MemberName($"~{type}", list, ""),
            "{Main}$" or "<Main>$" => new MemberName($"{type} top-level statements", "", ""),
            "op_Implicit" => new MemberName($"{type} implicit to {result}", list, ""),
            "op_Explicit" => new MemberName($"{type} explicit to {result}", list, ""),
            "get_Item" when parameters.Length > 0 => new MemberName($"{type}[].get", list, ""),
            "set_Item" when parameters.Length > 0 => new MemberName($"{type}[].set", list, ""),
            _ when Operators.TryGetValue(member, out var symbol) => new MemberName($"{type}.operator {symbol}", list, ""),
            _ when Accessor(member) is var (name, accessor) => new MemberName($"{type}.{name}.{accessor}", "", ""),
            _ => new MemberName($"{type}.{member}{generic}", list, ""),
        };
    }

    private static (string Name, string Accessor)? Accessor(string member)
    {
        foreach (var accessor in (ReadOnlySpan<string>)["get", "set", "add", "remove"])
        {
            if (member.Length > accessor.Length + 1 && member.StartsWith(accessor + "_", StringComparison.Ordinal))
                return (member[(accessor.Length + 1)..], accessor);
        }

        return null;
    }

    // W#Kinds#IGen{System#Int32}#G: '#' stands for '.' in the name of an explicitly implemented member.
    private static (string Contract, string Member)? ExplicitImplementation(string member)
    {
        if (member.IndexOf('#') <= 0)
            return null;
        var parts = Split(member.Replace('#', '.').Replace('@', ','));
        var contract = string.Join('.', parts.Take(parts.Count - 1));
        return (new TypeNameText(contract, static i => $"T{i + 1}", static i => $"T{i + 1}").ReadList() ?? contract, parts[^1]);
    }

    private static (int Open, int Close) ParameterList(string path)
    {
        var open = path.IndexOf('(');
        return open < 0 ? (-1, -1) : (open, path.LastIndexOf(')') is var close && close > open ? close : path.Length);
    }

    private static List<string> Split(string path)
    {
        var segments = new List<string>();
        var depth = 0;
        var start = 0;
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] is '{' or '<')
                depth++;
            else if (path[i] is '}' or '>')
                depth--;
            else if (path[i] == '.' && depth == 0)
            {
                segments.Add(path[start..i]);
                start = i + 1;
            }
        }

        segments.Add(path[start..]);
        return segments;
    }

    private static int Arity(ref string segment, string mark)
    {
        var at = segment.LastIndexOf(mark, StringComparison.Ordinal);
        if (at < 0 || !int.TryParse(segment.AsSpan(at + mark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var arity)
            || arity > 64)
        {
            return 0;
        }

        segment = segment[..at];
        return arity;
    }

    private static string Parameter(string letter, int index, int count) =>
        count <= 1 ? letter : letter + (index + 1).ToString(CultureInfo.InvariantCulture);

    private static string Generic(int count, Func<int, string> parameter) =>
        count == 0 ? "" : "<" + string.Join(", ", Enumerable.Range(0, count).Select(parameter)) + ">";
}
