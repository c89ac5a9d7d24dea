using CsCheck;
using PerfInsight.Analyzers.Rules.Allocations;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.ExceptionAsControlFlowAnalyzer, PerfInsight.Analyzers.Rules.Allocations.ExceptionAsControlFlowFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

/// <summary>What the fix of PI1016 writes, that it keeps behaviour, and where none is offered.</summary>
public class ExceptionAsControlFlowFixTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Exceptions).Of("Run");

    [Theory]
    [InlineData("int Run(string s) { try { return [|int.Parse(s)|]; } catch { return 0; } }", "int Run(string s) { return int.TryParse(s, out var found) ? found : 0; }")]
    [InlineData("double? Run(string? s) { try { return [|double.Parse(s!)|]; } catch (Exception) { return null; } }", "double? Run(string? s) { return double.TryParse(s!, out var found) ? found : null; }")]
    [InlineData("bool Run(string s, bool found) { try { return [|bool.Parse(s)|]; } catch (FormatException) { return found; } }", "bool Run(string s, bool found) { return bool.TryParse(s, out var found2) ? found2 : found; }")]
    [InlineData("long Run(Dictionary<string, int> d, string k) { try { return [|d[k]|]; } catch (KeyNotFoundException) { return -1; } }",
        "long Run(Dictionary<string, int> d, string k) { return d.TryGetValue(k, out var found) ? found : -1; }")]
    public Task The_answer_is_asked_for(string before, string after) => Verify.FixesLikelyAsync(Code(before), Code(after), Hot);

    [Theory]
    [InlineData("int Run(string s) { try { return [|int.Parse(s)|]; } catch (FormatException) { return 0; } }")]
    [InlineData("bool Run(string? s) { try { return [|bool.Parse(s!)|]; } catch (FormatException) { return false; } }", "s!", "s")]
    [InlineData("int Run(string s) { try { return [|int.Parse(s.Trim())|]; } catch (Exception) { return 0; } }")]
    [InlineData("int Run(string s) { try { return [|int.Parse(s, NumberStyles.Number)|]; } catch (Exception) { return 0; } }")]
    [InlineData("object Run(string s) { try { return [|int.Parse(s)|]; } catch (Exception) { return 0L; } }")]
    [InlineData("int Run(string s) { try { return [|int.Parse(s)|]; } catch (Exception) { return Next(); } }")]
    [InlineData("int Run(string s) { try { return [|int.Parse(s)|]; } catch (Exception) { _last = s; return 0; } }")]
    [InlineData("int Run(string s) { try { Next(); return [|int.Parse(s)|]; } catch (Exception) { return 0; } }")]
    [InlineData("int Run(string s) { try { return [|int.Parse(s)|] + 1; } catch (Exception) { return 0; } }")]
    [InlineData("int Run(string s) { try { return [|int.Parse(s)|]; } catch (Exception) { return 0; } finally { Next(); } }")]
    [InlineData("int Run(string s) { try { return [|int.Parse(s)|]; } catch (Exception) { /* none */ return 0; } }")]
    [InlineData("DateTime Run(string s) { try { return [|DateTime.Parse(s)|]; } catch (Exception) { return default; } }")]
    [InlineData("int Run(IDictionary<string, int> d, string k) { try { return [|d[k]|]; } catch (KeyNotFoundException) { return 0; } }")]
    [InlineData("int Run(int[] a, int i) { try { return [|a[i]|]; } catch (IndexOutOfRangeException) { return 0; } }")]
    public Task Where_the_answer_may_differ_no_fix_is_offered(string member, string old = "~", string by = "~") => Verify.OffersNoFixLikelyAsync(Code(member.Replace(old, by, StringComparison.Ordinal)), Hot);

    [Fact]
    public Task Answers_are_the_same() => Differential.SameResultsAsync<ExceptionAsControlFlowAnalyzer, ExceptionAsControlFlowFixer, (string?, int)>("""
        using System;
        using System.Collections.Generic;
        using System.Globalization;
        public static class C
        {
            private static readonly Dictionary<string, int> Names = new(StringComparer.OrdinalIgnoreCase) { ["1"] = 1, ["a"] = 2 };

            public static object Run(string? text, int seed)
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(seed % 2 == 0 ? "de-DE" : "sv-SE");
                return (Number(text!), Small(text!), Real(text!), Id(text!), Name(text!));
            }

            private static long Number(string text) { try { return int.Parse(text); } catch { return -1; } }
            private static sbyte? Small(string text) { try { return sbyte.Parse(text); } catch (Exception) { return null; } }
            private static double Real(string text) { try { return double.Parse(text); } catch (SystemException) { return double.NaN; } }
            private static Guid Id(string text) { try { return Guid.Parse(text); } catch (Exception) { return default; } }
            private static int Name(string text) { try { return Names[text]; } catch (KeyNotFoundException) { return 0; } }
        }
        """, TestProfile.Hot(SampleKind.Exceptions), "C.Run", Gen.Select(Gen.String[Gen.Char["0129-., aAe"], 0, 6].Select(text => text.Length == 6 ? null : text.Length == 5 ? new string('9', 20) : text), Gen.Int[0, 9]));

    private static string Code(string member) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Globalization;
        class C
        {
            string _last = "";
            int Next() => 0;
            {{member}}
        }
        """;
}
