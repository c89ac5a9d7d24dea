using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.ExceptionAsControlFlowAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

public class ExceptionAsControlFlowTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Exceptions);

    [Theory]
    [InlineData("int M(string s) { try { return [|int.Parse(s)|]; } catch (FormatException) { return 0; } }")]
    [InlineData("int M(string s) { try { return [|Convert.ToInt32(s)|]; } catch { return -1; } }")]
    [InlineData("DateTime? M(string s) { try { var d = [|DateTime.ParseExact(s, \"yyyy\", null)|]; return d; } catch (Exception) { return null; } }")]
    [InlineData("int M(Dictionary<string, int> d, string k) { try { return [|d[k]|]; } catch (KeyNotFoundException) { return 0; } }")]
    [InlineData("int M(int[] a, int i) { try { return [|a[i]|]; } catch (IndexOutOfRangeException) { return 0; } }")]
    [InlineData("int M(IEnumerable<int> a) { try { return [|a.First()|]; } catch (InvalidOperationException) { return 0; } }")]
    [InlineData("string M(object o) { try { return [|(string)o|]; } catch (InvalidCastException) { return null; } }")]
    [InlineData("int M(string s) { try { return [|s.Length|]; } catch (NullReferenceException) { return 0; } }")]
    [InlineData("void M(int[] a) { try { foreach (var x in a) { if (x < 0) [|throw new InvalidOperationException();|] } } catch (InvalidOperationException) { Console.Write(1); } }")]
    public Task The_answer_is_caught(string member) => Verify.SuggestsAsync(Class(member), Hot);

    [Theory]
    [InlineData("int M(string s) => int.TryParse(s, out var n) ? n : 0;")]
    [InlineData("int M(string s) { try { return int.Parse(s); } catch (FormatException e) { throw new ArgumentException(\"s\", e); } }")]
    [InlineData("int M(string s) { try { return int.Parse(s); } catch (FormatException e) { Log(e); return 0; } } void Log(Exception e) { }")]
    [InlineData("int M(string s) { try { return int.Parse(s); } finally { Console.Write(1); } }")]
    [InlineData("string M(string p) { try { return System.IO.File.ReadAllText(p); } catch (System.IO.IOException) { return null; } }")]
    [InlineData("void M(Action a) { try { a(); } catch (InvalidOperationException) { } }")]
    [InlineData("int M(string s) { try { var x = s.Trim(); Console.Write(x); System.IO.File.Delete(x); Console.Write(2); return int.Parse(x); } catch (Exception) { return 0; } }")]
    [InlineData("int M(string s) { try { return Own.Parse(s); } catch (FormatException) { return 0; } } static class Own { public static int Parse(string s) => 1; }")]
    [InlineData("void M(int x) { try { Check(x); } catch (ArgumentException) { } } void Check(int x) { if (x < 0) throw new ArgumentException(); }")]
    [InlineData("int M(string s) { try { return int.Parse(s); } catch (FormatException) when (s.Length > 3) { return 0; } }")]
    public Task Errors_that_are_errors_stay_silent(string member) => Verify.IsSilentAsync(Class(member), Hot);

    private static string Class(string member) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        class C
        {
            {{member}}
        }
        """;
}
