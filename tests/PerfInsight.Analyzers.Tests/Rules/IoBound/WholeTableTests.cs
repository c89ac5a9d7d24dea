using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Rules.IoBound;

/// <summary>Tables that are loaded with all their rows, of which the code picks some (PI4005).</summary>
public class WholeTableTests
{
    private const string Database = """
        class DbSet<T> : List<T>, IQueryable<T> { public Type ElementType => null!; public System.Linq.Expressions.Expression Expression => null!; public IQueryProvider Provider => null!; }
        class Row { public int Id; public bool Done; }
        class Db { public DbSet<Row> Rows => null!; public DbSet<T> Set<T>() => null!; }
        static class Ext
        {
            public static Task<List<T>> ToListAsync<T>(this IQueryable<T> q) => null!;
            public static IEnumerable<List<T>> Batch<T>(this IEnumerable<T> s, int n) => null!;
            public static IQueryable<T> AsNoTracking<T>(this IQueryable<T> q) => q;
        }

        class C { readonly Db _db = new();

        """;

    [Theory]
    [InlineData("async Task M() { var rows = await _db.Rows.ToListAsync(); foreach (var b in rows.Batch(10)) foreach (var r in rows) { if (r.Done) continue; r.Id++; await Task.Yield(); } }")]
    [InlineData("async Task<int> M() { var rows = await _db.Rows.AsNoTracking().ToListAsync(); return rows.Count; }")]
    [InlineData("async Task M() { var rows = await _db.Set<Row>().ToListAsync(); var open = rows.Where(r => !r.Done); foreach (var o in open) Console.WriteLine(o); }")]
    [InlineData("async Task M() { foreach (var r in await _db.Rows.ToListAsync()) if (r.Done) Console.WriteLine(r); }")]
    [InlineData("bool M() => _db.Rows.ToList().Any(r => r.Done);")]
    public async Task It_is_found(string member) => Assert.Contains("PI4005", await Family.SaysAsync(Database + member + " }", SampleKind.Blocked), StringComparison.Ordinal);

    [Theory]
    // All rows are used, or handed on; or each of many things is looked up in them.
    [InlineData("async Task M() { foreach (var r in await _db.Rows.ToListAsync()) Console.WriteLine(r); }")]
    [InlineData("Task<List<Row>> M() => _db.Rows.ToListAsync();")]
    [InlineData("async Task M() { var rows = await _db.Rows.Where(r => r.Done).ToListAsync(); var open = rows.Where(r => r.Id > 3); foreach (var o in open) Console.WriteLine(o); }")]
    [InlineData("async Task M(int[] ids) { var rows = await _db.Rows.ToListAsync(); foreach (var id in ids) Console.WriteLine(rows.First(r => r.Id == id)); }")]
    [InlineData("async Task M() { var rows = await _db.Rows.ToListAsync(); var byId = rows.ToDictionary(r => r.Id); Console.WriteLine(byId.Count); }")]
    [InlineData("bool IsOpen(Row r) => r.Id > 3; async Task M() { foreach (var r in await _db.Rows.ToListAsync()) if (IsOpen(r)) Console.WriteLine(r); }")]
    [InlineData("async Task M() { foreach (var r in await _db.Rows.ToListAsync()) { var size = r.ToString()!.Length; if (size > 3) Console.WriteLine(r); } }")]
    [InlineData("int M(List<Row> rows) => rows.ToList().Count(r => r.Done);")]
    public async Task Its_look_alike_is_left_alone(string member) => Assert.DoesNotContain("PI4005", await Family.SaysAsync(Database + member + " }", SampleKind.Blocked), StringComparison.Ordinal);
}
