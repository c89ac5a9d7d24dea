namespace PerfInsight.Gating.Findings;

/// <summary>A benchmark of BenchmarkDotNet to start from. It is named so that the gate knows what it reaches, and it compiles.</summary>
internal static class BenchmarkSkeleton
{
    /// <summary>The skeleton for a member.</summary>
    /// <param name="member">Its whole name, such as <c>Shop.Cache.Find(int32)</c>.</param>
    public static string For(string member)
    {
        var bare = member.IndexOf('(', StringComparison.Ordinal) is > 0 and var end ? member[..end] : member;
        var parts = bare.Split('.', '+', '/');
        var (type, method) = (Identifier(parts.Length > 1 ? parts[^2] : "Program"), Identifier(parts[^1]));
        return $$"""
            using System;
            using BenchmarkDotNet.Attributes;

            public class {{type}}Benchmarks
            {
                // At least two sizes, so that growth shows.
                [Params(100, 10_000)]
                public int N { get; set; }

                [GlobalSetup]
                public void Setup()
                {
                    // Make what {{member}} works on, of size N.
                }

                [Benchmark]
                public object {{(method == type ? "Run" : method)}}() => throw new NotImplementedException("Call {{member.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}} and return what it gives.");
            }

            """.ReplaceLineEndings("\n");
    }

    private static string Identifier(string name)
    {
        var bare = name.IndexOfAny(['`', '[', '<']) is > 0 and var end ? name[..end] : name;
        var letters = new string([.. bare.Where(static c => char.IsAsciiLetterOrDigit(c) || c == '_')]);
        return letters.Length == 0 || char.IsAsciiDigit(letters[0]) ? "Member" + letters : letters;
    }
}
