using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Rules.IoBound;

/// <summary>Members that return no task, and whose thread waits for a file, a peer or a database (PI4003).</summary>
public class SyncMemberTests
{
    [Theory]
    [InlineData("PI4003", "class C { string M(string path) { return File.ReadAllText(path); } }")]
    [InlineData("PI4003", "class C { void M(string path, byte[] body) { Directory.CreateDirectory(\"x\"); File.WriteAllBytes(path, body); } }")]
    [InlineData("PI4003", "class Reply { public Stream Body { get; } = Stream.Null; } class C { void M(System.Reflection.Assembly a, Reply reply) { using (var from = a.GetManifestResourceStream(\"x\")) { from!.CopyTo(reply.Body); } } }")]
    [InlineData("PI4003", "class C { void M(Stream from, string path) { using (var to = new FileStream(path, FileMode.Create)) { var b = new byte[100]; int n; while ((n = from.Read(b, 0, 100)) > 0) to.Write(b, 0, n); } } }")]
    [InlineData("PI4003", "class C { string M(string path) { using var reader = new StreamReader(path); return reader.ReadToEnd(); } }")]
    [InlineData("PI4003", "class C { string M(HttpClient client, HttpRequestMessage m) { using var r = client.Send(m); return r.ReasonPhrase ?? \"\"; } }")]
    [InlineData("PI4003", "class C { Task<string> M(string path) => Task.FromResult(File.ReadAllText(path)); }")]
    [InlineData("PI4003", "class C { ValueTask<string> M(string path) { return new ValueTask<string>(File.ReadAllText(path)); } }")]
    [InlineData("PI4003", "class Command { readonly System.Data.Common.DbCommand _c; public Command(System.Data.Common.DbCommand c) { _c = c; } int M(string sql) { _c.CommandText = sql; return _c.ExecuteNonQuery(); } }")]
    [InlineData("PI4003", "namespace N { class DbContext { public int SaveChanges() => 0; } class C { readonly DbContext _db = new(); int M() => _db.SaveChanges(); } }")]
    // Queries of Entity Framework by what only it knows.
    [InlineData("PI4003", "namespace Microsoft.EntityFrameworkCore { static class EntityFrameworkQueryableExtensions { public static IQueryable<T> AsNoTracking<T>(this IQueryable<T> q) => q; } class C { IQueryable<string> Users => new[] { \"\" }.AsQueryable(); Task<string?> M(string k) { var found = Users.AsNoTracking().FirstOrDefault(x => x == k); return Task.FromResult(found); } } }")]
    public async Task It_is_found(string id, string code) => Assert.Contains(id, await Family.SaysAsync(code, SampleKind.Blocked), StringComparison.Ordinal);

    [Theory]
    // No await could stand there, or its caller wants it done when it returns.
    [InlineData("PI4003", "class C { string P => File.ReadAllText(\"x\"); C() { File.ReadAllText(\"x\"); } static void Main() { File.ReadAllText(\"x\"); } }")]
    [InlineData("PI4003", "class C : IDisposable { public void Dispose() { File.WriteAllText(\"a\", \"b\"); } }")]
    [InlineData("PI4003", "class C : IObserver<string> { public void OnCompleted() { } public void OnError(Exception e) { } public void OnNext(string s) { File.WriteAllText(s, s); } }")]
    [InlineData("PI4003", "class C { bool M(string p, out string t) { t = File.ReadAllText(p); return true; } }")]
    [InlineData("PI4003", "class C { IEnumerable<string> M(string[] ps) { foreach (var p in ps) yield return File.ReadAllText(p); } }")]
    [InlineData("PI4003", "class C { void M(string p) { try { Console.WriteLine(); } catch (IOException) { File.WriteAllText(p, \"\"); } } }")]
    [InlineData("PI4003", "class C { Func<string> M(string p) => () => File.ReadAllText(p); }")]
    [InlineData("PI4003", "class C { readonly object _g = new(); string M(string p) { lock (_g) return File.ReadAllText(p); } }")]
    // Who can await has a way already; what sets up runs once.
    [InlineData("PI4003", "class C { string Load(string p) => File.ReadAllText(p); Task<string> LoadAsync(string p) => File.ReadAllTextAsync(p); }")]
    [InlineData("PI4003", "class C { async Task<string> Load(string p, bool isAsync) => isAsync ? await File.ReadAllTextAsync(p) : File.ReadAllText(p); }")]
    [InlineData("PI4003", "class C { void InitConfig(string p) { File.ReadAllText(p); } void Configure(string p) { File.ReadAllText(p); } }")]
    [InlineData("PI4003", "class C { int Execute(string s) => s.Length; Task<int> ExecuteAsync(string s) => Task.FromResult(Execute(s)); }")]
    // In memory, or only asked of the file system.
    [InlineData("PI4003", "class C { byte[] M(Stream s) { var m = new MemoryStream(); s.CopyTo(m); return m.ToArray(); } }")]
    [InlineData("PI4003", "class C { string M(byte[] b) { using var r = new StreamReader(new MemoryStream(b)); return r.ReadToEnd(); } }")]
    [InlineData("PI4003", "class C { int M(FileStream f, byte[] b) { f.Seek(4, SeekOrigin.Begin); return f.Read(b, 0, 4); } }")]
    [InlineData("PI4003", "class C { int M(Stream s, byte[] b) => s.Read(b, 0, b.Length); }")]
    [InlineData("PI4003", "class C { bool M(string p) => File.Exists(p); }")]
    [InlineData("PI4003", "class C { int M(int[] xs) => xs.AsQueryable().Where(x => x > 1).Count(); }")]
    // Part of a transaction of somebody else.
    [InlineData("PI4003", "class C { int M(IDbConnection c, System.Data.Common.DbTransaction t) { using var q = t.Connection!.CreateCommand(); return q.ExecuteNonQuery(); } }")]
    [InlineData("PI4003", "class Migration { } class C : Migration { int M(System.Data.Common.DbCommand c2) { return 1; } readonly System.Data.Common.DbCommand _c = null!; int Up() => _c.ExecuteNonQuery(); }")]
    public async Task Its_look_alike_is_left_alone(string id, string code) => Assert.DoesNotContain(id, await Family.SaysAsync(code, SampleKind.Blocked), StringComparison.Ordinal);
}
