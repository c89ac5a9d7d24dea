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
