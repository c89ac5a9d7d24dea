using System.Text.RegularExpressions;
using PerfInsight.Profiles;
using PerfInsight.Summaries;
using PerfInsight.Symbols;

namespace PerfInsight.Comparison;

/// <summary>
/// The name under which a function of one profile is compared with one of another: as a person would call it. Instances of a
/// generic are one member, and so are the lambdas of one: their numbers change when another is added before them.
/// </summary>
public static partial class MemberName
{
    /// <summary>What frames that nothing is known of are counted under.</summary>
    public const string Unknown = "[unknown]";

    /// <summary>The name of a function.</summary>
    public static string Of(Function function)
    {
        if (function.Namespace.Length == 0)
            return function.Name.Length == 0 ? Unknown : OfWhole(function.Name);
        var type = WithoutInstance(function.Namespace);
        var parts = type.Split('+');
        var last = parts[^1];
        var outer = string.Join('+', parts.TakeWhile(part => part.Length > 0 && part[0] != '<'));

        // A state machine or a closure stands for the method that it was made of.
        if (GeneratedName.HostOfStateMachine(last) is { } host)
            return $"{outer}.{Host(host, outer)}";
        if (GeneratedName.Parse(function.Name) is { } generated)
        {
            var made = generated.Kind == FunctionKind.Lambda ? "(lambda)" : LocalName(function.Name);
            return $"{outer}.{generated.Host}.{made}";
        }

        return $"{type}.{WithoutInstance(function.Name)}{Parameters(function.Signature)}";
    }

    /// <summary>
    /// A short form for narrow places: <c>W.Kinds.Outer+Inner.Method(int32)</c> is <c>Inner.Method</c>, and
    /// <c>example.com/svc/pkg.(*Type).Method</c> is <c>(*Type).Method</c>.
    /// </summary>
    public static string Short(string name)
    {
        var end = name.LastIndexOf('(');
        var bare = name[^1] == ')' && end > 0 && name[end - 1] != '.' ? name[..end] : name;
        bare = bare[(bare.LastIndexOf('/') + 1)..];
        if (bare.Contains("::", StringComparison.Ordinal))
            return bare;
        var places = Dots(bare);
        return places.Count < 2 ? bare : bare[(places[^2] + 1)..];
    }

    // The places of dots and pluses that part names, not those in brackets.
    private static List<int> Dots(string name)
    {
        var places = new List<int>();
        var depth = 0;
        for (var i = 0; i < name.Length; i++)
        {
            depth += name[i] is '(' or '<' or '[' ? 1 : name[i] is ')' or '>' or ']' ? -1 : 0;
            if (depth == 0 && name[i] is '.' or '+')
                places.Add(i);
        }

        return places;
    }

    // Names of Go and others: closures are numbered (Foo.func1.2), instances have their arguments in brackets.
    private static string OfWhole(string name) => Closure().Replace(WithoutInstance(name), ".func");

    private static string Host(string host, string outer) =>
        GeneratedName.Parse(host) is { } inner ? $"{inner.Host}.{(inner.Kind == FunctionKind.Lambda ? "(lambda)" : LocalName(host))}" : host.Length == 0 ? outer : host;

    private static string LocalName(string name)
    {
        var start = name.IndexOf("__", StringComparison.Ordinal) + 2;
        var end = name.IndexOf('|', start);
        return end < 0 ? name[start..] : name[start..end];
    }

    private static string WithoutInstance(string name)
    {
        var start = name.IndexOf('[', StringComparison.Ordinal);
        return start <= 0 || name[^1] != ']' ? GoInstance().Replace(name, "") : name[..start];
    }

    private static string Parameters(string signature) => signature.IndexOf('(', StringComparison.Ordinal) is >= 0 and var start ? signature[start..] : "";

    [GeneratedRegex(@"\.func\d+(\.\d+)*(?=$|\.)")]
    private static partial Regex Closure();

    [GeneratedRegex(@"\[[^\[\]]*\](?=\.)")]
    private static partial Regex GoInstance();
}
