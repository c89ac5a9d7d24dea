using System.Text;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Robustness;

/// <summary>Whatever a summary or the code looks like, no rule throws (the compiler would say AD0001).</summary>
public class BadInputTests
{
    private const string Code = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Threading.Tasks;

        namespace Shop
        {
            public partial record Sku(string Code, int Count);
            public struct Price { public decimal Value { get; init; } public static Price operator +(Price a, Price b) => a; }

            public class Matcher<T> : IDisposable where T : IEquatable<T>
            {
                private readonly object _gate = new object();
                private readonly List<T> _items = new List<T>();
                private int _count;
                private string _log = "a" + "b";

                public Matcher(IEnumerable<T> items) { foreach (var item in items) if (!_items.Contains(item)) _items.Add(item); }
                public int this[int i] { get { lock (_gate) { return _count + i; } } }
                public int Count { get { lock (_gate) return _count; } set { lock (_gate) { _count = value; } } }
                public IEnumerable<T> Both(List<T> a, T[] b) => a.Where(x => b.Contains(x)).Concat(from y in b where a.Contains(y) select y);
                public string Join(string[] parts)
                {
                    string s = "";
                    for (int i = 0; i < parts.Length; i++) { s += parts[i]; if (i < 3) { s += ", "; } }
                    foreach (var p in parts) { var buffer = new byte[512]; buffer[0] = 1; s = s + buffer.Length + p; }
                    return s;
                }
                public async Task<int> LoadAsync(Stream stream, List<Sku> skus, List<Sku> others)
                {
                    int n = 0;
                    lock (_gate) { var text = File.ReadAllText("x"); _log += text; _count++; }
                    while (await stream.ReadAsync(new byte[16], 0, 16) > 0) n++;
                    foreach (var a in skus) foreach (var b in others) if (a.Code == b.Code) n += b.Count;
                    int Local(int depth) => depth == 0 ? others.FindIndex(o => o.Code == "1") : Local(depth - 1);
                    Func<int, bool> has = i => skus.Any(s => s.Count == i) && others.Exists(o => o.Count == i);
                    return n + Local(3) + (has(1) ? 1 : 0);
                }
                void IDisposable.Dispose() { lock (_gate) { _count = 0; } }
                ~Matcher() { }
                public static Matcher<T> operator +(Matcher<T> a, Matcher<T> b) => a;
            }
        }
        """;

    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Cpu).AndHot(SampleKind.AllocSpace).AndHot(SampleKind.Contention)
        .AndHot(SampleKind.Blocked);

    [Fact]
    public async Task Code_as_it_is_being_typed()
    {
        var summary = Hot.ToJson(Code);
        for (var length = 0; length <= Code.Length; length += 41)
            await AssertNoCrashAsync(Code[..length], summary);
    }

    [Fact]
    public async Task Code_with_a_piece_missing()
    {
        var summary = Hot.ToJson(Code);
        for (var start = 0; start < Code.Length - 30; start += 37)
            await AssertNoCrashAsync(Code.Remove(start, 23), summary);
    }

    [Fact]
    public async Task A_summary_of_100_000_members_that_exist_nowhere()
    {
        var json = new StringBuilder("{\"version\":\"1.0\",\"scenarios\":[{\"name\":\"load\",\"totals\":{\"cpu\":1000},\"methods\":[\n");
        for (var i = 0; i < 100_000; i++)
            json.Append(i == 0 ? "" : ",\n").Append("{\"id\":\"M:Gone.Matcher`1.Join").Append(i).Append("(System.String[])\",\"cpu\":{\"self\":1,\"total\":2}}");
        var text = await new AnalyzerRun().Code(Code).Summary(json.Append("]}]}").ToString()).TextAsync();
        Assert.Equal(
            "app.perfinsight.json(1,1): info PI0003: None of the 100000 hotspots of 'load' is in this project: profile this program, or remove the file from its AdditionalFiles",
            text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("M:")]
    [InlineData(":")]
    [InlineData("M:..")]
    [InlineData("M:.(")]
    [InlineData("M:Shop.Matcher`1.")]
    [InlineData("M:Shop.Matcher`1.#")]
    [InlineData("~~~(((")]
    [InlineData("M:Join")]
    public async Task Ids_that_are_none(string id) =>
        await AssertNoCrashAsync(Code, $"{{\"version\":\"1.0\",\"scenarios\":[{{\"name\":\"\",\"totals\":{{}},\"methods\":[{{\"id\":\"{id}\",\"cpu\":{{\"self\":1}}}}]}}]}}");

    [Fact]
    public async Task Spans_and_lines_that_point_nowhere() => await AssertNoCrashAsync(
        Code,
        """
        {"version":"1.0","files":[{"path":"Test.cs","checksum":"00"}],"scenarios":[{"name":"x","totals":{"cpu":1},"methods":[
        {"id":"M:Shop.Matcher`1.Join(System.String[])","file":0,"span":[2147483647,0,0,5],"fingerprint":"0000000000000001:2147483647","cpu":{"self":4000000000000000000,"total":1},
        "lines":[{"line":[2147483647,0],"cpu":1}],"callees":[{"name":"","line":[0,0],"cpu":1}],"types":[{"type":"","alloc_space":1}]}]}]}
        """);

    private static async Task AssertNoCrashAsync(string code, string summary)
    {
        var diagnostics = await new AnalyzerRun().Code(code, "/repo/Test.cs").Summary(summary).DiagnosticsAsync();
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id.StartsWith("AD", StringComparison.Ordinal));
    }
}
