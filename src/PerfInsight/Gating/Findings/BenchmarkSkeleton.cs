using System.Text;

namespace PerfInsight.Gating.Findings;

/// <summary>A benchmark of BenchmarkDotNet to start from. It is named so that the gate knows what it reaches, and it compiles.</summary>
internal static class BenchmarkSkeleton
{
    private static readonly char[] Separators = ['.', '+', '/'];

    private static readonly char[] GenericMarks = ['`', '<'];

    // What the skeleton declares itself, and what each object has: a method of that name would not compile, or hide it.
    private static readonly string[] Taken = ["N", "Setup", "ToString", "GetHashCode", "GetType", "Equals", "Finalize", "MemberwiseClone"];

    /// <summary>The skeleton for a member.</summary>
    /// <param name="member">Its whole name, such as <c>Shop.Cache.Find(int32)</c>.</param>
    public static string For(string member)
    {
        var parts = WithoutArguments(member).Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        var type = Identifier(parts.Length > 1 ? parts[^2] : "Program") + "Benchmarks";
        var name = OneLine(member);
        return $$"""
            using System;
            using BenchmarkDotNet.Attributes;

            public class {{type}}
            {
                // At least two sizes, so that growth shows.
                [Params(100, 10_000)]
                public int N { get; set; }

                [GlobalSetup]
                public void Setup()
                {
                    // Make what {{name}} works on, of size N.
                }

                [Benchmark]
                public object {{Method(parts.Length > 0 ? parts[^1] : "Run", type)}}() => throw new NotImplementedException("Call {{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}} and return what it gives.");
            }

            """.ReplaceLineEndings("\n");
    }

    // No word of the language begins with a capital letter.
    private static string Method(string name, string type)
    {
        var identifier = Identifier(name);
        var method = char.ToUpperInvariant(identifier[0]) + identifier[1..];
        return Taken.Contains(method) || method == type ? "Run" + method : method;
    }

    private static string Identifier(string name)
    {
        var bare = name.IndexOfAny(GenericMarks) is > 0 and var end ? name[..end] : name;
        var letters = string.Concat(bare.Where(static c => char.IsAsciiLetterOrDigit(c) || c == '_'));
        return letters.Length == 0 || char.IsAsciiDigit(letters[0]) ? "Member" + letters : letters;
    }

    // Parameters, and type arguments in brackets, have dots of their own.
    private static string WithoutArguments(string member)
    {
        var bare = new StringBuilder(member.Length);
        var depth = 0;
        foreach (var character in member)
        {
            if (character == '(' && bare.Length > 0 && depth == 0)
                break;
            depth += character switch { '[' => 1, ']' => -1, _ => 0 };
            if (depth == 0 && character != ']')
                bare.Append(character);
        }

        return bare.ToString();
    }

    // A profile may call a function anything; a comment and a string end with their line.
    private static string OneLine(string text) =>
        new([.. text.Select(static c => char.IsControl(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator ? ' ' : c)]);
}
