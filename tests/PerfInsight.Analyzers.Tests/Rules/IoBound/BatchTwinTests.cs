using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Rules.IoBound;

/// <summary>Calls for one item that stand beside a twin for many (PI4006).</summary>
public class BatchTwinTests
{
    private const string Api = """
        class Row { public int Id; }
        interface IRows
        {
            Task InsertOneAsync(Row r, CancellationToken t = default);
            Task InsertManyAsync(IEnumerable<Row> r, CancellationToken t = default);
            Task<string> GetAsync(int id);
            Task<List<string>> GetAsync(int[] ids);
            Task AddToRoleAsync(Row r, string role);
            Task AddToRolesAsync(Row r, IEnumerable<string> roles);
            Task SendAsync(Row r);
            Task SendBatchAsync(string[] r);
            Task TouchAsync(Row r);
            Task TouchAllAsync(IEnumerable<Row> r, string why);
        }
        class Opts { }
        class OtherOpts { }
        interface IMongoCollection<T>
        {
            Task InsertOneAsync(T d, Opts? o = null, CancellationToken t = default);
            Task InsertManyAsync(IEnumerable<T> d, OtherOpts? o = null, CancellationToken t = default);
        }
        class CloudTable { public Task<int> ExecuteAsync(string op) => Task.FromResult(1); }
        class ImageCache { public Task PutAsync(Row r) => Task.Delay(1); public Task PutAllAsync(List<Row> r) => Task.Delay(1); }

        """;

    [Theory]
    [InlineData("class C { async Task M(IRows c, List<Row> rows) { foreach (var r in rows) await c.InsertOneAsync(r); } }")]
    [InlineData("class C { async Task<string> M(IRows c, List<Row> rows) { var s = \"\"; foreach (var r in rows) { if (r.Id > 1) s += await c.GetAsync(r.Id); } return s; } }")]
    [InlineData("class C { async Task M(IRows c, Row user, string[] roles) { foreach (var r in roles) { Console.WriteLine(r); await c.AddToRoleAsync(user, r); } } }")]
    [InlineData("class C { async Task M(IMongoCollection<Row> c, List<Row> rows) { foreach (var r in rows) { Console.WriteLine(r); await c.InsertOneAsync(r); r.Id++; } } }")]
    [InlineData("class C { async Task M(CloudTable c, List<Row> rows) { foreach (var r in rows) { await c.ExecuteAsync(\"delete \" + r.Id); } } }")]
    public async Task It_is_found(string code) => Assert.Contains("PI4006", await Family.SaysAsync(Api + code, SampleKind.Blocked), StringComparison.Ordinal);

    [Theory]
    // Another argument changes, the loop ends early, the twin takes something else, or is the member itself.
    [InlineData("class C { async Task M(IRows c, Row[] users, string role) { foreach (var u in users) { Console.WriteLine(u); await c.AddToRoleAsync(u, role); u.Id++; } } }")]
    [InlineData("class C { async Task<string> M(IRows c, List<Row> rows) { foreach (var r in rows) { var s = await c.GetAsync(r.Id); if (s != \"\") return s; } return \"\"; } }")]
    [InlineData("class C { async Task M(IRows c, List<Row> rows) { foreach (var r in rows) { Console.WriteLine(r); await c.SendAsync(r); } } }")]
    [InlineData("class C { async Task M(IRows c, List<Row> rows) { foreach (var r in rows) { Console.WriteLine(r); await c.TouchAsync(r); } } }")]
    [InlineData("class C { async Task M(IMongoCollection<Row> c, List<Row> rows, Opts o) { foreach (var r in rows) { Console.WriteLine(r); await c.InsertOneAsync(r, o); r.Id++; } } }")]
    [InlineData("class C { async Task M(ImageCache c, List<Row> rows) { foreach (var r in rows) { Console.WriteLine(r); await c.PutAsync(r); } } }")]
    [InlineData("class C { public Task PutAsync(Row r) => Task.Delay(r.Id); public async Task PutAsync(IEnumerable<Row> rows) { foreach (var r in rows) { Console.WriteLine(r); await PutAsync(r); r.Id++; } } }")]
    public async Task Its_look_alike_is_left_alone(string code) => Assert.DoesNotContain("PI4006", await Family.SaysAsync(Api + code, SampleKind.Blocked), StringComparison.Ordinal);
}
