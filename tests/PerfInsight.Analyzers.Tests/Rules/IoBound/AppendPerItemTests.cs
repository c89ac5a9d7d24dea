using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.IoBound.AppendPerItemAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.IoBound;

public class AppendPerItemTests
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
        class C { void M(string p, string[] ls) { foreach (var l in ls) [|File.AppendAllText(p, l)|]; } }
        """)]
    [InlineData("""
        class C { void Log(string l) { [|File.AppendAllText("log", l)|]; } }
        """)]
    [InlineData("""
        class C { void Log(string l) { using (var w = [|new StreamWriter("log", true)|]) w.WriteLine(l); } }
        """)]
    [InlineData("""
        class C { void Log(string l) { using var w = [|File.AppendText("log")|]; w.WriteLine(l); } }
        """)]
    [InlineData("""
        class C { async Task M(string p, string[] ls) { foreach (var l in ls) await [|File.AppendAllLinesAsync(p, new[] { l })|]; } }
        """)]
    public Task Reported_where_the_member_is_hot(string code) => Verify.SuggestsAsync(Head + code, Hot);

    [Theory]
    [InlineData("""
        class C { void M(string p, string[] ls) { File.AppendAllLines(p, ls); } }
        """)]
    [InlineData("""
        class C { void M(string p, string[] ls) { using var w = File.AppendText(p); foreach (var l in ls) w.WriteLine(l); } }
        """)]
    [InlineData("""
        class C { void M(string p, string[] ls) { using (var w = new StreamWriter(p, true)) { foreach (var l in ls) w.WriteLine(l); } } }
        """)]
    [InlineData("""
        class C { StreamWriter? _w; void M(string p) { _w = new StreamWriter(p, true); } }
        """)]
    [InlineData("""
        class C { void M(string p) { try { Thread.Sleep(1); } catch (Exception e) { File.AppendAllText(p, e.Message); } } }
        """)]
    [InlineData("""
        class C { void M(string p) { using var w = new StreamWriter(p, false); w.Write("x"); } }
        """)]
    [InlineData("""
        class C { StreamWriter M(string p) => File.AppendText(p); }
        """)]
    public Task A_look_alike_is_left_alone(string code) => Verify.IsSilentAsync(Head + code, Hot);

    [Fact]
    public Task A_cold_member_is_left_alone() => Verify.IsSilentAsync(Head + """
        class C { void M(string p, string[] ls) { foreach (var l in ls) File.AppendAllText(p, l); } }
        """, TestProfile.Cold);
}
