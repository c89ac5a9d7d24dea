using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Rules.IoBound;

/// <summary>One call for each item, where the name of a method, a helper or a listing tells of it (PI4006).</summary>
public class OneByOneTests
{
    [Theory]
    [InlineData("PI4006", """
        class Row { public int Id; } class C { public async Task WriteRowsAsync(string to, List<Row> rows) { foreach (var r in rows) await WriteRowAsync(to, r); } public Task WriteRowAsync(string to, Row r) => Task.Delay(r.Id); }
        """)]
    [InlineData("PI4006", """
        class Row { public int Id; } class C { public async Task DeleteManyAsync(List<Row> rows) { foreach (var r in rows) { await DeleteAsync(r.Id).ConfigureAwait(false); } } public Task DeleteAsync(int id) => Task.Delay(id); }
        """)]
    [InlineData("PI4006", """
        class Row { public int Id; } class C { public async Task UpdateAsync(IEnumerable<Row> rows, CancellationToken t) { foreach (var r in rows) { t.ThrowIfCancellationRequested(); await UpdateAsync(r, t); } } public Task UpdateAsync(Row r, CancellationToken t) => Task.Delay(r.Id, t); }
        """)]
    // A helper that sends a request, in a lambda.
    [InlineData("PI4006", """
        class C { readonly HttpClient _c = new(); bool Has(int id) { using var r = _c.Send(new HttpRequestMessage(HttpMethod.Head, "http://a/" + id)); return r.IsSuccessStatusCode; } public List<int> M(int[] ids) => ids.Where(id => Has(id)).ToList(); }
        """)]
    [InlineData("PI4006", """
        class C { readonly HttpClient _c = new(); bool Has(int id) { using var r = _c.Send(new HttpRequestMessage(HttpMethod.Head, "http://a/" + id)); return r.IsSuccessStatusCode; } public Dictionary<int, bool> M(int[] ids) => ids.ToDictionary(id => id, id => Has(id)); }
        """)]
    [InlineData("PI4006", """
        interface IAmAnOutboxSync { string Get(Guid id, int wait, Dictionary<string, object>? more = null); } interface IMemoryOutbox { string Get(Guid id); } class C { readonly IAmAnOutboxSync _o = null!; void M(Guid[] ids) { foreach (var id in ids) { var m = _o.Get(id, 1); Console.WriteLine(m); } } }
        """)]
    [InlineData("PI4006", """
        class SqlConnection : IDbConnection { public string ConnectionString { get; set; } = ""; public int ConnectionTimeout => 0; public string Database => ""; public ConnectionState State => 0; public IDbTransaction BeginTransaction() => null!; public IDbTransaction BeginTransaction(IsolationLevel l) => null!; public void ChangeDatabase(string n) { } public void Close() { } public IDbCommand CreateCommand() => null!; public void Dispose() { } public void Open() { } } static class Ext { public static Task<int> ExecuteAsync(this SqlConnection c, string sql) => Task.FromResult(1); } class C { async Task M(SqlConnection c, int[] ids) { foreach (var id in ids) { await c.ExecuteAsync("UPDATE T SET A = " + id); } } }
        """)]
    [InlineData("PI4006", """
        class CloudBlob { public void FetchAttributes() { } public bool IsFree; } class C { List<CloudBlob> M(IEnumerable<object> all) => all.Cast<CloudBlob>().Where(b => { b.FetchAttributes(); return b.IsFree; }).ToList(); }
        """)]
    [InlineData("PI4006", """
        class CloudBlockBlob { public Task FetchAttributesAsync() => Task.Delay(1); } class C { async Task M(List<CloudBlockBlob> all) { foreach (var b in all) await b.FetchAttributesAsync(); } }
        """)]
    // One directory, listed for each pattern.
    [InlineData("PI4006", """
        class C { List<string> M(string d, string[] ps) { var r = new List<string>(); foreach (var p in ps) r.AddRange(Directory.GetFiles(d, "*." + p, SearchOption.AllDirectories)); return r; } }
        """)]
    [InlineData("PI4006", """
        class C { List<string> M(DirectoryInfo d, string[] ps) => ps.SelectMany(p => d.GetFiles(p)).Select(f => f.Name).ToList(); }
        """)]
    public async Task It_is_found(string id, string code) => Assert.Contains(id, await Family.SaysAsync(code, SampleKind.Blocked), StringComparison.Ordinal);

    [Theory]
    // Into one text or stream, in steps, or for other things as well.
    [InlineData("PI4006", """
        class Row { public int Id; } class RowWriter { public async Task WriteRowsAsync(List<Row> rows) { foreach (var r in rows) await WriteRowAsync(r); } public Task WriteRowAsync(Row r) => Task.Delay(r.Id); }
        """)]
    [InlineData("PI4006", """
        class Row { public int Id; } class C { readonly StreamWriter _writer = null!; public async Task WriteRowsAsync(List<Row> rows) { foreach (var r in rows) await WriteRowAsync(r); } public Task WriteRowAsync(Row r) => _writer.WriteLineAsync("a"); }
        """)]
    [InlineData("PI4006", """
        class Row { public int Id; } class C { public async Task ExecuteStepsAsync(List<Row> rows) { foreach (var r in rows) await ExecuteStepAsync(r); } public Task ExecuteStepAsync(Row r) => Task.Delay(r.Id); }
        """)]
    [InlineData("PI4006", """
        class Row { public int Id; } class C { public async Task SaveRowsAsync(List<Row> rows) { foreach (var r in rows) { r.Id = await Next(); await SaveRowAsync(r); } } Task<int> Next() => Task.FromResult(1); public Task SaveRowAsync(Row r) => Task.Delay(r.Id); }
        """)]
    [InlineData("PI4006", """
        class Row { public int Id; } class C { public async Task ImportAsync(List<Row> rows) { foreach (var r in rows) await SaveRowAsync(r); } public Task SaveRowAsync(Row r) => Task.Delay(r.Id); }
        """)]
    // The first that is found ends it, or what is known already is asked first.
    [InlineData("PI4006", """
        class C { readonly HttpClient _c = new(); bool Has(int id) { using var r = _c.Send(new HttpRequestMessage(HttpMethod.Head, "http://a/" + id)); return r.IsSuccessStatusCode; } public int M(int[] ids) => ids.FirstOrDefault(id => Has(id)); }
        """)]
    [InlineData("PI4006", """
        class C { readonly HttpClient _c = new(); bool Has(int id) { using var r = _c.Send(new HttpRequestMessage(HttpMethod.Head, "http://a/" + id)); return r.IsSuccessStatusCode; } public int M(int[] ids) => ids.Where(id => Has(id)).First(); }
        """)]
    [InlineData("PI4006", """
        class C { readonly HttpClient _c = new(); readonly Dictionary<int, bool> _known = new(); bool Has(int id) { if (_known.TryGetValue(id, out var k)) return k; using var r = _c.Send(new HttpRequestMessage(HttpMethod.Head, "http://a/" + id)); return r.IsSuccessStatusCode; } public List<int> M(int[] ids) => ids.Where(id => Has(id)).ToList(); }
        """)]
    [InlineData("PI4006", """
        interface IAmAnOutboxSync { string Get(Guid id, int wait, Dictionary<string, object>? more = null); } interface IMemoryOutbox { string Get(Guid id); } class C { readonly IMemoryOutbox _o = null!; void M(Guid[] ids) { foreach (var id in ids) { var m = _o.Get(id); Console.WriteLine(m); } } }
        """)]
    [InlineData("PI4006", """
        interface IAmAnOutboxSync { string Get(Guid id, int wait, Dictionary<string, object>? more = null); } interface IMemoryOutbox { string Get(Guid id); } class C { readonly IAmAnOutboxSync _o = null!; string M(Guid[] ids) { foreach (var id in ids) { var m = _o.Get(id, 1); if (m != "") return m; } return ""; } }
        """)]
    [InlineData("PI4006", """
        class Job { } static class Ext { public static Task<int> ExecuteAsync(this Job c, string sql) => Task.FromResult(1); } class C { async Task M(Job c, int[] ids) { foreach (var id in ids) { await c.ExecuteAsync("UPDATE T SET A = " + id); } } }
        """)]
    [InlineData("PI4006", """
        class SqlConnection : IDbConnection { public string ConnectionString { get; set; } = ""; public int ConnectionTimeout => 0; public string Database => ""; public ConnectionState State => 0; public IDbTransaction BeginTransaction() => null!; public IDbTransaction BeginTransaction(IsolationLevel l) => null!; public void ChangeDatabase(string n) { } public void Close() { } public IDbCommand CreateCommand() => null!; public void Dispose() { } public void Open() { } } static class Ext { public static Task<int> ExecuteAsync(this SqlConnection c, string sql) => Task.FromResult(1); } class C { async Task M(SqlConnection c, int[] ids) { foreach (var id in ids) { await c.ExecuteAsync("UPDATE T"); } } }
        """)]
    // Another directory each time, or the first pattern that fits.
    [InlineData("PI4006", """
        class C { List<string> M(string[] ds) { var r = new List<string>(); foreach (var d in ds) r.AddRange(Directory.GetFiles(d, "*.cs")); return r; } }
        """)]
    [InlineData("PI4006", """
        class C { string M(string d, string[] ps) { foreach (var p in ps) { var f = Directory.GetFiles(d, p); if (f.Length == 1) return f[0]; } return ""; } }
        """)]
    [InlineData("PI4006", """
        class C { List<string> M(string[] ds) { var r = new List<string>(); foreach (var d in ds) r.AddRange(Directory.GetFiles(d, d + "*.cs")); return r; } }
        """)]
    public async Task Its_look_alike_is_left_alone(string id, string code) => Assert.DoesNotContain(id, await Family.SaysAsync(code, SampleKind.Blocked), StringComparison.Ordinal);
}
