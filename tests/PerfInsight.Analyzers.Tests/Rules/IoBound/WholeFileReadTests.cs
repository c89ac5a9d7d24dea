using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.IoBound.WholeFileReadAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.IoBound;

public class WholeFileReadTests
{
    private const string Head = """
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Data;
        using System.IO;
        using System.Linq;
        using System.Net;
        using System.Net.Http;
        using System.Text.Json;
        using System.Threading;
        using System.Threading.Tasks;

        """;

    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Blocked).Callee("Somewhere.Else", SampleKind.Blocked, 1);

    [Theory]
    [InlineData("""
        class C { void M(string p) { foreach (var l in [|File.ReadAllLines(p)|]) Console.WriteLine(l); } }
        """)]
    [InlineData("""
        class C { int M(string p) => [|File.ReadAllLines(p)|].Where(l => l.Length > 0).Count(); }
        """)]
    [InlineData("""
        class C { string[] M(string p) { var t = [|File.ReadAllText(p)|]; return t.Split('\n'); } }
        """)]
    [InlineData("""
        class C { int[]? M(string p) => JsonSerializer.Deserialize<int[]>([|File.ReadAllText(p)|]); }
        """)]
    [InlineData("""
        class C { async Task<int[]?> M(HttpClient c) { var s = await [|c.GetStringAsync("x")|]; return JsonSerializer.Deserialize<int[]>(s); } }
        """)]
    [InlineData("""
        class C { Stream M(string p) => new MemoryStream([|File.ReadAllBytes(p)|]); }
        """)]
    public Task Reported_where_the_member_is_hot(string code) => Verify.SuggestsAsync(Head + code, Hot);

    [Theory]
    [InlineData("""
        class C { string M(string p) => File.ReadAllText(p); }
        """)]
    [InlineData("""
        class C { int M(string p) { var l = File.ReadAllLines(p); return l.Length; } }
        """)]
    [InlineData("""
        class C { void M(string p) { foreach (var l in File.ReadLines(p)) Console.WriteLine(l); } }
        """)]
    [InlineData("""
        class C { void M(string p) { var l = File.ReadAllLines(p); foreach (var x in l) Console.WriteLine(x); Console.WriteLine(l[0]); } }
        """)]
    [InlineData("""
        class C { byte[] M(string p) => File.ReadAllBytes(p); }
        """)]
    [InlineData("""
        class C { string M(string p) => File.ReadAllText(p).Trim(); }
        """)]
    [InlineData("""
        class C { int[]? M(Stream s) => JsonSerializer.Deserialize<int[]>(s); }
        """)]
    public Task A_look_alike_is_left_alone(string code) => Verify.IsSilentAsync(Head + code, Hot);

    [Fact]
    public Task A_cold_member_is_left_alone() => Verify.IsSilentAsync(Head + """
        class C { void M(string p) { foreach (var l in File.ReadAllLines(p)) Console.WriteLine(l); } }
        """, TestProfile.Cold);
}
