using PerfInsight.Profiles;

namespace PerfInsight.Views;

/// <summary>The namespace or package of a function, from its name.</summary>
internal static class NamespaceName
{
    /// <summary>Such as <c>W.Kinds</c>, <c>example.com/svc/pkg005</c>, <c>com.example</c>; empty where the name has none.</summary>
    public static string Of(Function function)
    {
        // What the runtime prints is a type: nested types, generic arguments and arity follow its name.
        if (function.Namespace.Length > 0)
            return BeforeLast(Before(function.Namespace, "+[`<"), ".") is { Length: > 0 } space ? space : "<global>";

        var name = function.Name;

        // Go: the package ends at the first dot after the last slash, which may stand in an argument only after a bracket.
        var path = Before(name, "([{");
        if (path.LastIndexOf('/') is >= 0 and var slash)
            return path.IndexOf('.', slash) is >= 0 and var dot ? path[..dot] : path;
        if (name.Contains(".(*", StringComparison.Ordinal))
            return name[..name.IndexOf(".(*", StringComparison.Ordinal)];

        // C++ and Rust.
        if (name.Contains("::", StringComparison.Ordinal))
            return BeforeLast(Before(name, "(<"), "::");

        // Java and .NET: type and member are the last two parts. Go without a path has a package and a function.
        var plain = Before(name, "(<[");
        var member = BeforeLast(plain, ".");
        return member.Contains('.', StringComparison.Ordinal) ? BeforeLast(member, ".") : member;
    }

    private static string Before(string text, string ends) => text.AsSpan().IndexOfAny(ends) is > 0 and var end ? text[..end] : text;

    private static string BeforeLast(string text, string separator) =>
        text.LastIndexOf(separator, StringComparison.Ordinal) is > 0 and var end ? text[..end] : "";
}
