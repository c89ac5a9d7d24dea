using System.Text;

namespace PerfInsight.Symbols;

/// <summary>
/// Names as the runtime prints them in traces, brought into the form of summaries: metadata names, generic arguments
/// dropped, compiler-made types and methods folded into the method in source.
/// </summary>
public static class RuntimeNames
{
    // The runtime's names of the primitive types (src/coreclr/vm/siginfo.cpp in dotnet/runtime).
    private static readonly Dictionary<string, string> Primitives = new(StringComparer.Ordinal)
    {
        ["void"] = "Void", ["bool"] = "Boolean", ["wchar"] = "Char", ["char"] = "Char", ["int8"] = "SByte", ["unsigned int8"] = "Byte",
        ["int16"] = "Int16", ["unsigned int16"] = "UInt16", ["int32"] = "Int32", ["unsigned int32"] = "UInt32", ["int64"] = "Int64",
        ["unsigned int64"] = "UInt64", ["float32"] = "Single", ["float64"] = "Double", ["int"] = "IntPtr", ["unsigned int"] = "UIntPtr",
        ["refany"] = "TypedReference", ["object"] = "Object", ["string"] = "String",
    };

    /// <summary>
    /// The name of a callee: <c>System.Collections.Generic.List`1.Contains</c>. Closures and state machines count as the
    /// method they stem from.
    /// </summary>
    public static string Callee(string type, string method)
    {
        var (declared, name) = Declared(TypeName(type), method);
        return declared.Length == 0 ? name : declared + "." + name;
    }

    /// <summary>
    /// The normalised name of a member: <c>Namespace.Type.Method(Type,Type)</c>, parameter types by simple metadata name.
    /// Without parameters where the compiler made the method, since they are those of the generated one.
    /// </summary>
    public static string Member(string type, string method, string signature)
    {
        var (declared, name) = Declared(TypeName(type), method);
        var parameters = name == method ? Parameters(signature) : null;
        return declared + "." + name + (parameters is null ? "" : "(" + string.Join(",", parameters) + ")");
    }

    /// <summary>A type without generic arguments: <c>Box`1+Nest`1</c> of <c>Box`1+Nest`1[System.Int32,System.__Canon]</c>; arrays stay arrays.</summary>
    public static string TypeName(string type)
    {
        var text = new StringBuilder(type.Length);
        var depth = 0;
        for (var i = 0; i < type.Length; i++)
        {
            var c = type[i];
            if (c is '[' or '<' && !IsArray(type, i) && !(c == '<' && IsGeneratedName(type, i)))
                depth++;
            else if (depth > 0 && (c == ']' || c == '>'))
                depth--;
            else if (depth == 0)
                text.Append(c);
        }

        return text.ToString();
    }

    private static bool IsArray(string type, int i)
    {
        if (type[i] != '[')
            return false;
        var end = i + 1;
        while (end < type.Length && type[end] is ',' or '*')
            end++;
        return end < type.Length && type[end] == ']';
    }

    // The brackets of "<>c" and "<M>d__5" are part of the name.
    private static bool IsGeneratedName(string type, int i) => i == 0 || type[i - 1] is '+' or '.' or '<' or '/';

    private static (string Type, string Method) Declared(string type, string method)
    {
        var host = GeneratedName.Parse(method)?.Host;
        while (true)
        {
            var nested = NestedSeparator(type);
            var simple = type[(nested + 1)..];
            if (nested < 0 || !simple.StartsWith('<'))
                break;

            // An async local function: <<Main>$>g__Run|0_3>d, whose host is generated itself.
            if (host is null && method == "MoveNext" && GeneratedName.HostOfStateMachine(simple) is { } machine)
                host = GeneratedName.Parse(machine)?.Host ?? machine;
            type = type[..nested];
        }

        return (type, host ?? method);
    }

    private static int NestedSeparator(string type)
    {
        var depth = 0;
        for (var i = type.Length - 1; i >= 0; i--)
        {
            if (type[i] == '>')
                depth++;
            else if (type[i] == '<')
                depth--;
            else if (type[i] == '+' && depth == 0)
                return i;
        }

        return -1;
    }

    private static List<string>? Parameters(string signature)
    {
        var start = signature.LastIndexOf("  (", StringComparison.Ordinal);
        var open = start >= 0 ? start + 2 : signature.IndexOf('(', StringComparison.Ordinal);
        if (open < 0 || !signature.EndsWith(')'))
            return null;
        var parameters = new List<string>();
        var depth = 0;
        var from = open + 1;
        for (var i = open + 1; i < signature.Length; i++)
        {
            var c = signature[i];
            if (depth == 0 && (c == ',' || i == signature.Length - 1))
            {
                if (i > from)
                    parameters.Add(Parameter(signature[from..i]));
                from = i + 1;
            }

            if (c is '<' or '[' or '(')
                depth++;
            else if (c is '>' or ']' or ')')
                depth--;
        }

        return parameters;
    }

    private static string Parameter(string type)
    {
        type = type.Trim();
        var modifier = type.IndexOf("required_modifier", StringComparison.Ordinal);
        if (modifier >= 0)
            type = type[..modifier].Trim() is { Length: > 0 } before ? before : type[(type.LastIndexOf(' ') + 1)..];
        var suffixStart = type.Length;
        while (suffixStart > 0 && type[suffixStart - 1] is '&' or '*' or ']' or '[' or ',')
            suffixStart--;
        var suffix = type[suffixStart..].Replace("&", "", StringComparison.Ordinal);
        var element = type[..suffixStart];
        foreach (var prefix in new[] { "value class ", "class " })
        {
            if (element.StartsWith(prefix, StringComparison.Ordinal))
                element = element[prefix.Length..];
        }

        if (Primitives.TryGetValue(element, out var primitive))
            return primitive + suffix;
        element = TypeName(element);
        return element[(element.LastIndexOfAny(['.', '+', '/']) + 1)..] + suffix;
    }
}
