using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.IoBound.QueryPerItemAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.IoBound;

public class QueryPerItemTests
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
        class C { readonly IDbConnection _db; async IAsyncEnumerable<string> M(string[] keys) { foreach (var key in keys) { var r = await [|InternalGetAsync(_db, key)|]; if (r is not null) yield return r; } } Task<string?> InternalGetAsync(IDbConnection c, string k) => Task.FromResult<string?>(k); }
        """)]
    [InlineData("""
        class C { void M(IDbConnection db, int[] ids) { foreach (var id in ids) Use([|Rows.Load(db, id)|]); } void Use(string s) { } } static class Rows { public static string Load(IDbConnection c, int id) => ""; }
        """)]
    [InlineData("""
        class C { void M(IDbCommand c, int[] ids) { foreach (var id in ids) { c.CommandText = "" + id; [|c.ExecuteNonQuery()|]; } } }
        """)]
    [InlineData("""
        class C { List<object?> M(IDbCommand c, int[] ids) => ids.Select(id => { c.CommandText = "" + id; return [|c.ExecuteScalar()|]; }).ToList(); }
        """)]
    [InlineData("""
        class DbContext { public int SaveChanges() => 0; } class C { void M(DbContext d, int[] ids) { for (var i = 0; i < ids.Length; i++) [|d.SaveChanges()|]; } }
        """)]
    [InlineData("""
        class DbSet { public object? Find(int k) => null; } class C { void M(DbSet d, int[] ids) { foreach (var id in ids) [|d.Find(id)|]; } }
        """)]
    [InlineData("""
        class C { void M(IQueryable<int> q, int[] ids) { foreach (var id in ids) Console.WriteLine([|q.FirstOrDefault(x => x == id)|]); } }
        """)]
    public Task Reported_where_the_member_is_hot(string code) => Verify.SuggestsAsync(Head + code, Hot);

    [Theory]
    [InlineData("""
        class C { void M(IDbCommand c) { c.ExecuteNonQuery(); } }
        """)]
    [InlineData("""
        class C { void M(IDataReader r) { while (r.Read()) Console.WriteLine(r[0]); } }
        """)]
    [InlineData("""
        class C { void M(IDbCommand c) { for (var i = 0; i < 3; i++) { c.ExecuteNonQuery(); Thread.Sleep(10); } } }
        """)]
    [InlineData("""
        class C { void M(List<int> l, int[] ids) { foreach (var id in ids) Console.WriteLine(l.FirstOrDefault(x => x == id)); } }
        """)]
    [InlineData("""
        class C { void M(IDbCommand c) { using var r = c.ExecuteReader(); while (r.Read()) { } } }
        """)]
    [InlineData("""
        class DbContext { public int SaveChanges() => 0; } class C { void M(DbContext d, int[] ids) { foreach (var id in ids) Console.WriteLine(id); d.SaveChanges(); } }
        """)]
    [InlineData("""
        class C { async Task M(HttpClient c, string[] u) { await Task.WhenAll(u.Select(x => c.GetStringAsync(x))); } }
        """)]
    [InlineData("""
        class C { void M(IDbConnection db, int[] ids) { foreach (var id in ids) Log(db, id); } void Log(IDbConnection c, int id) { } }
        """)]
    [InlineData("""
        class Connection { } class C { void M(Connection c, int[] ids) { foreach (var id in ids) Use(Load(c, id)); } string Load(Connection c, int id) => ""; void Use(string s) { } }
        """)]
    [InlineData("""
        class C { void M(IDbConnection[] all) { foreach (var db in all) Use(Load(db)); } string Load(IDbConnection c) => ""; void Use(string s) { } }
        """)]
    public Task A_look_alike_is_left_alone(string code) => Verify.IsSilentAsync(Head + code, Hot);

    [Fact]
    public Task A_cold_member_is_left_alone() => Verify.IsSilentAsync(Head + """
        class C { void M(IDbCommand c, int[] ids) { foreach (var id in ids) { c.CommandText = "" + id; c.ExecuteNonQuery(); } } }
        """, TestProfile.Cold);
}
