using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Rules.Algorithmic;

/// <summary>Searches of sequences that are no sets, by method groups, by queries, by counted loops and twice for the same (PI2001, PI2002, PI2005, PI2006, PI2007, PI2011, PI2016).</summary>
public class SearchByOtherMeansTests
{
    [Theory]
    [InlineData("PI2001", "int M(string[] wanted, IEnumerable<string> have) { var n = 0; foreach (var w in wanted) if (have.Contains(w)) n++; return n; }")]
    [InlineData("PI2001", "List<string> M(List<string> all, ICollection<string> have) => all.Where(x => !have.Contains(x)).ToList();")]
    [InlineData("PI2001", "bool M(List<int> a, List<int> b) => a.All(b.Contains);")]
    [InlineData("PI2001", "IEnumerable<string> Names => _rows.Select(r => r.Name); readonly List<Row> _rows = new(); bool M(string name) => Names.Contains(name);")]
    [InlineData("PI2001", "readonly OwnList _own = new(); int M(object o) { var at = _own.IndexOfReference(o); if (at < 0) _own.Add(o); return at; } class OwnList { public int IndexOfReference(object o) => -1; public void Add(object o) { } }")]
    [InlineData("PI2002", "List<Row> M(List<Row> a, List<Row> b) { var r = from x in a from y in b where x.Id == y.Id select x; return r.ToList(); }")]
    [InlineData("PI2002", "List<Row> M(List<Row> xs) { var r = new List<Row>(); for (var i = 0; i < xs.Count; i++) { var dup = false; for (var j = 0; j < r.Count; j++) if (r[j].Name == xs[i].Name) { dup = true; break; } if (!dup) r.Add(xs[i]); } return r; }")]
    [InlineData("PI2002", "readonly Row[] _rows; C(Row[] rows) { _rows = rows; } Row M(string name) { for (var i = 0; i < _rows.Length; i++) { if (_rows[i].Name == name) return _rows[i]; } return null; }")]
    [InlineData("PI2002", "readonly List<Row> _rows = new(); void M(Row[] more) { foreach (var m in more) { var old = _rows.Where(r => r.Id == m.Id).FirstOrDefault(); if (old == null) _rows.Add(m); } }")]
    [InlineData("PI2002", "readonly List<Row> _rows = new(); IEnumerable<Row> Rows(Func<Row, bool> test) => _rows.Where(test); Row M(int id) => Rows(r => r.Id == id).FirstOrDefault();")]
    [InlineData("PI2006", "readonly List<Row> _rows = new(); Row M(int id) => _rows.Any(r => r.Id == id) ? _rows.First(x => x.Id == id) : null;")]
    [InlineData("PI2006", "int M(IEnumerable<int> all) { var n = 0; for (var i = 0; i < 9; i++) n += all.Sum(); return n; }")]
    [InlineData("PI2006", "double M(IEnumerable<int> all) => (double)all.Sum() / all.Count();")]
    [InlineData("PI2005", "IEnumerable<int> _all; bool M() => _all?.Count() > 0;")]
    [InlineData("PI2005", "readonly Dictionary<string, Row> _by = new(); Row M(int n) => _by.Skip(n).First().Value;")]
    [InlineData("PI2007", "List<Row> _rows = new(); void M(Row[] more) { foreach (var m in more) { _rows.Add(m); _rows = _rows.OrderBy(r => r.Id).ToList(); } }")]
    [InlineData("PI2011", "readonly SortedList<int, Row> _by = new(); int M(Row row) => _by.IndexOfValue(row);")]
    [InlineData("PI2011", "readonly System.Collections.Concurrent.ConcurrentDictionary<string, Row> _by = new(); bool M(string name) => _by.Keys.Contains(name);")]
    [InlineData("PI2016", "string M(string name) => (string)typeof(Row).GetFields().FirstOrDefault(f => f.Name == name)?.GetValue(null);")]
    public async Task It_is_found(string rule, string member) => Assert.Contains(rule, await RulesOfAsync(member), StringComparison.Ordinal);

    [Theory]
    [InlineData("int M(string[] wanted, ISet<string> have) { var n = 0; foreach (var w in wanted) if (have.Contains(w)) n++; return n; }")]
    [InlineData("int M(string[] wanted, IEnumerable<string> haveSet) { var n = 0; foreach (var w in wanted) if (haveSet.Contains(w)) n++; return n; }")]
    [InlineData("bool M(string w, IEnumerable<string> have) => have.Contains(w);")]
    [InlineData("bool M(List<int> a, HashSet<int> b) => a.All(b.Contains);")]
    [InlineData("int M(string s, params char[] any) { var n = 0; foreach (var c in s) if (any.Contains(c)) n++; return n; }")]
    [InlineData("List<Row> M(List<Row> a) { var r = from x in a from y in x.Kids where y.Id == x.Id select x; return r.ToList(); }")]
    [InlineData("List<Row> M(List<Row> a, List<Row> b) { var r = from x in a join y in b on x.Id equals y.Id select x; return r.ToList(); }")]
    [InlineData("List<(Row, Row)> M(List<Row> a, List<Row> b) { var r = from x in a from y in b where x.Id > 3 && y.Id < 4 select (x, y); return r.ToList(); }")]
    [InlineData("readonly List<Row> _rows = new(); Row M(int id) { if (id > 3) return _rows.First(r => r.Id > 4); return null; }")]
    [InlineData("double M(IEnumerable<int> all) { if (all == null) return 0; return all.Sum(); }")]
    [InlineData("int M(IEnumerable<int> all, bool up) => up ? all.Max() : all.Min();")]
    [InlineData("double M(IReadOnlyCollection<int> all) => all.Sum() / all.Count;")]
    [InlineData("readonly Dictionary<string, Row> _by = new(); bool M(string name) => _by.Keys.Contains(name);")]
    [InlineData("IList<int> _all; bool M() => _all?.Count() > 0;")]
    [InlineData("string M(string text) { while (text.Contains(\"  \")) text = text.Replace(\"  \", \" \"); return text; }")]
    [InlineData("object[] M() => typeof(Row).GetFields().Select(f => (object)f.Name).ToArray();")]
    public async Task A_look_alike_is_silent(string member) => Assert.Equal("", await RulesOfAsync(member));

    private static Task<string> RulesOfAsync(string member) => Family.SaysAsync(Code(member), SampleKind.Cpu);

    private static string Code(string member) => $$"""
        #nullable disable
        class C { {{member}} }
        class Row { public int Id; public string Name; public List<Row> Kids = new(); }
        """;
}
