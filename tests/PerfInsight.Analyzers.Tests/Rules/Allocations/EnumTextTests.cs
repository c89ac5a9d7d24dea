using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.EnumTextAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

public class EnumTextTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace);

    [Theory]
    [InlineData("string M(Color c) => [|c.ToString()|];")]
    [InlineData("string M(Color c) { return \"x\" + [|Enum.GetName(typeof(Color), c)|]; }")]
    [InlineData("Color M(string s) => (Color)[|Enum.Parse(typeof(Color), s)|];")]
    [InlineData("Color M(string s) => [|Enum.Parse<Color>(s, true)|];")]
    [InlineData("bool M(string s) { Color c; return [|Enum.TryParse(s, out c)|] && c == Color.Red; }")]
    [InlineData("bool M(int n) => [|Enum.IsDefined(typeof(Color), n)|];")]
    [InlineData("string M(Color c, Color d) => c switch { Color.Red => \"\", _ => [|d.ToString()|] };")]
    [InlineData("void M(IList<Color> all, List<string> to) { foreach (var c in all) to.Add([|c.ToString()|]); }")]
    [InlineData("T M<T>(string s) where T : struct, Enum => [|Enum.Parse<T>(s)|];", false)]
    [InlineData("string M(Color c) => [|$\"Color_{c}\"|];")]
    [InlineData("string M(Color c, bool many) { if (many) return [|$\"Many{c}s\"|]; return \"One\"; }")]
    public Task A_name_is_looked_up(string member, bool isFound = true) => isFound
        ? Verify.SuggestsAsync(Class(member), Hot)
        : Verify.IsSilentAsync(Class(member.Replace("[|", "").Replace("|]", "")), Hot);

    [Theory]
    [InlineData("string M(Color c) => c == Color.Red ? nameof(Color.Red) : \"\";")]
    [InlineData("string M(Color c) => c switch { Color.Red => nameof(Color.Red), _ => c.ToString() };")]
    [InlineData("string M(int n) => n.ToString();")]
    [InlineData("void M(Color c) { if (c > Color.Red) throw new ArgumentException(c.ToString()); }")]
    [InlineData("static readonly string Name = Color.Red.ToString();")]
    [InlineData("string _n; string M(Color c) { return _n ??= c.ToString(); }")]
    [InlineData("readonly Dictionary<Color, string> _d = new(); string M(Color c) { if (!_d.TryGetValue(c, out var s)) { s = c.ToString(); _d[c] = s; } return s; }")]
    [InlineData("string M(Own c) => c.ToString(); class Own { public override string ToString() => \"\"; }")]
    [InlineData("Own M(string s) => Own.Parse(s); class Own { public static Own Parse(string s) => null; }")]
    [InlineData("string M(Color c, int n) => $\"{c} {n}\";")]
    [InlineData("string M(int n) => $\"Number_{n}\";")]
    [InlineData("void M(Color c) { Console.WriteLine($\"is {c}\"); }")]
    [InlineData("string M(Color c) => $\"Color_{c:D}\";")]
    [InlineData("void M(Color c) { if (c > Color.Red) throw new ArgumentException($\"bad {c}\"); }")]
    [InlineData("[Flags] enum Rights { Read = 1, Write = 2 } string M(Rights r) => $\"Rights_{r}\";")]
    [InlineData("string _n; string M(Color c) => _n ??= $\"Color_{c}\";")]
    public Task Kept_names_and_other_types_stay_silent(string member) => Verify.IsSilentAsync(Class(member), Hot);

    private static string Class(string member) => $$"""
        using System;
        using System.Collections.Generic;
        enum Color { Red, Green }
        class C
        {
            {{member}}
        }
        """;
}
