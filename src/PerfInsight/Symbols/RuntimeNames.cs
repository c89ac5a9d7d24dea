using System.Text;
using PerfInsight.Summaries;

namespace PerfInsight.Symbols;

/// <summary>
/// Names as the runtime prints them in traces, brought into the form of summaries: metadata names, generic arguments
/// dropped, compiler-made types and methods folded into the method in source.
/// </summary>
internal static class RuntimeNames
{
    // The runtime's names of the primitive types (src/coreclr/vm/siginfo.cpp in dotnet/runtime).
    private static readonly Dictionary<string, string> Primitives = new(StringComparer.Ordinal)
    {
        ["void"] = "Void",
        ["bool"] = "Boolean",
        ["wchar"] = "Char",
        ["char"] = "Char",
        ["int8"] = "SByte",
        ["unsigned int8"] = "Byte",
        ["int16"] = "Int16",
        ["unsigned int16"] = "UInt16",
        ["int32"] = "Int32",
        ["unsigned int32"] = "UInt32",
        ["int64"] = "Int64",
        ["unsigned int64"] = "UInt64",
        ["float32"] = "Single",
        ["float64"] = "Double",
        ["int"] = "IntPtr",
        ["unsigned int"] = "UIntPtr",
        ["refany"] = "TypedReference",
        ["object"] = "Object",
        ["string"] = "String",
    };

    /// <summary>
    /// The name of a callee: <c>System.Collections.Generic.List`1.Contains</c>. Closures and state machines count as the
    /// method they stem from.
    /// </summary>
    public static string Callee(string type, string method)
    {
        var name = Declared(TypeName(type), method) ?? new DeclaredName(TypeName(type), method, FunctionKind.Method);
        return MemberName.Of(name.Type, name.Method, null);
    }

    /// <summary>
    /// The normalised name of a member, in the form that MemberName describes. Without parameters where the compiler made the
    /// method, since they are those of the generated one. Null for what nobody wrote, such as the constructor of a closure.
    /// </summary>
    public static string? Member(string type, string method, string signature)
    {
        if (Declared(TypeName(type), method) is not { } name)
            return null;
        var isGenerated = name.Method != method || name.Kind != FunctionKind.Method;
        return MemberName.Of(name.Type, name.Method, isGenerated ? null : Parameters(signature));
    }

    /// <summary>What kind of function a method is, by its name.</summary>
    public static FunctionKind Kind(string type, string method) => Declared(TypeName(type), method)?.Kind ?? FunctionKind.Method;

    /// <summary>A type without generic arguments: <c>Box`1+Nest`1</c> of <c>Box`1+Nest`1[System.Int32,System.__Canon]</c>; arrays stay arrays.</summary>
    public static string TypeName(string type)
    {
        var text = new StringBuilder(type.Length);
        for (var i = 0; i < type.Length; i++)
        {
            if (type[i] is not ('[' or '<'))
            {
                text.Append(type[i]);
                continue;
            }

            var end = ClosingBracket(type, i);
            if (IsArray(type, i) || (type[i] == '<' && IsGeneratedName(type, i)))
                text.Append(type, i, end - i + 1);
            i = end;
        }

        return text.ToString();
    }

    // The end of the text where the bracket is not closed.
    private static int ClosingBracket(string type, int open)
    {
        var depth = 0;
        for (var i = open; i < type.Length; i++)
        {
            if (type[i] is '[' or '<')
                depth++;
            else if (type[i] is ']' or '>' && --depth == 0)
                return i;
        }

        return type.Length - 1;
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

    /// <summary>The member in source; null where the method is one of the compiler's own.</summary>
    private static DeclaredName? Declared(string type, string method)
    {
        var generated = GeneratedName.Parse(method);
        var isInBody = generated is null && (method == "MoveNext" || method.StartsWith("<>m__Finally", StringComparison.Ordinal));
        string? host = null;
        var isMade = method.StartsWith("<>", StringComparison.Ordinal);
        while (true)
        {
            var nested = NestedSeparator(type);
            var simple = type[(nested + 1)..];
            if (nested < 0 || !simple.StartsWith('<'))
                break;
            isMade = true;
            if (host is null && isInBody && GeneratedName.HostOfStateMachine(simple) is { } machine)
            {
                // Names of types have no dots: those of an explicit interface implementation are dashes there. The machine
                // of an async lambda has the lambda's name in its own: <<Lam>b__0>d.
                host = machine.Replace('-', '.');
                generated = GeneratedName.Parse(host);
            }

            type = type[..nested];
        }

        if (generated is { } inner)
            return new DeclaredName(type, inner.Host, inner.Kind);
        if (host is not null)
            return new DeclaredName(type, host, FunctionKind.Method);
        return isMade ? null : new DeclaredName(type, method, FunctionKind.Method);
    }

    private readonly record struct DeclaredName(string Type, string Method, FunctionKind Kind);

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
        type = WithoutModifiers(type.Trim());
        if (type.StartsWith("fnptr ", StringComparison.Ordinal))
            return MemberName.FunctionPointer;
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

    // "required_modifier System.Runtime.InteropServices.InAttribute int32&"
    private static string WithoutModifiers(string type)
    {
        while (type.StartsWith("required_modifier ", StringComparison.Ordinal) || type.StartsWith("optional_modifier ", StringComparison.Ordinal))
        {
            var end = type.IndexOf(' ', "required_modifier ".Length);
            if (end < 0)
                break;
            type = type[(end + 1)..];
        }

        return type;
    }
}
