using CsCheck;
using PerfInsight.Analyzers.Rules.IoBound;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.IoBound.WholeFileReadAnalyzer, PerfInsight.Analyzers.Rules.IoBound.WholeFileReadFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.IoBound;

/// <summary>What the fix of PI4005 writes, that it keeps behaviour, and where none is offered.</summary>
public class WholeFileReadFixTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Blocked).Callee("Somewhere.Else", SampleKind.Blocked, 1).Of("Run");

    [Theory]
    [InlineData("var n = 0; foreach (var line in [|File.ReadAllLines(path)|]) { n += line.Length; /* all */ } return n;", "var n = 0; foreach (var line in File.ReadLines(path)) { n += line.Length; /* all */ } return n;")]
    [InlineData("var longest = \"\"; foreach (string line in [|File.ReadAllLines(path, Encoding.UTF8)|]) if (line.Length > longest.Length) longest = line.Trim(); return longest.Length;", "var longest = \"\"; foreach (string line in File.ReadLines(path, Encoding.UTF8)) if (line.Length > longest.Length) longest = line.Trim(); return longest.Length;")]
    public Task Lines_are_read_one_by_one(string before, string after) => Verify.FixesLikelyAsync(Code(before), Code(after), Hot);

    [Theory]
    [InlineData("foreach (var line in [|File.ReadAllLines(path)|]) Console.WriteLine(line); return 1;")]
    [InlineData("foreach (var line in [|File.ReadAllLines(path)|]) all.Add(line); return 1;")]
    [InlineData("foreach (var line in [|File.ReadAllLines(path)|]) _count += line.Length; return 1;")]
    [InlineData("foreach (var line in [|File.ReadAllLines(path)|]) File.Delete(line); return 1;")]
    [InlineData("foreach (var line in [|File.ReadAllLines(path)|]) if (line.Length > 3) return 3; return 1;")]
    [InlineData("var n = 0; foreach (var line in [|File.ReadAllLines(path)|]) { n++; if (line.Length > 3) break; } return n;")]
    [InlineData("var n = 0; try { foreach (var line in [|File.ReadAllLines(path)|]) n += line.Length; } catch (IOException) { } return n;")]
    [InlineData("return [|File.ReadAllLines(path)|].Where(line => line.Length > 3).Count();")]
    [InlineData("foreach (var row in [|new DbSet<string>().ToList()|]) if (row.Length > 3) Console.WriteLine(row); return 1;")]
    public Task Where_an_error_would_show_later_no_fix_is_offered(string body) => Verify.OffersNoFixLikelyAsync(Code(body), Hot);

    [Fact]
    public Task Sums_and_exceptions_are_the_same() => Differential.SameResultsAsync<WholeFileReadAnalyzer, WholeFileReadFixer, (string, int)>("""
        using System;
        using System.IO;
        public static class C
        {
            public static string Text(string text, int divisor)
            {
                var path = Path.GetTempFileName();
                try
                {
                    File.WriteAllText(path, text);
                    if (divisor == 3)
                        File.Delete(path);
                    return Run(path, divisor).ToString();
                }
                catch (Exception e)
                {
                    return e.GetType().Name;
                }
                finally
                {
                    File.Delete(path);
                }
            }

            private static int Run(string path, int divisor)
            {
                var sum = 0;
                foreach (var line in File.ReadAllLines(path))
                    sum += line.Length * 10 / divisor;
                return sum;
            }
        }
        """, Hot, "C.Text", Gen.Select(Gen.String[Gen.Char["ab\r\n"], 0, 9], Gen.Int[0, 4]));

    private static string Code(string body) => $$"""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        class C
        {
            private int _count;
            int Run(string path, List<string> all)
            {
                {{body}}
            }
        }
        class DbSet<T> : List<T> { }
        """;
}
