using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Rules.Algorithmic;

/// <summary>Searches that callers repeat, and helpers that search (PI2001, PI2002, PI2010, PI2011, PI2015).</summary>
public class SearchByCallersTests
{
    [Theory]
    [InlineData("PI2011", """
        class C { readonly Dictionary<string, string> _hosts = Make(); static Dictionary<string, string> Make() => new(); string? M(string name) { foreach (var pair in _hosts) if (pair.Key.Equals(name, StringComparison.OrdinalIgnoreCase)) return pair.Value; return null; } }
        """)]
    [InlineData("PI2011", """
        class C { readonly Dictionary<string, int> _ids = new(); string? M(int id) { string? found = null; foreach (var pair in _ids) { if (pair.Value == id) { found = pair.Key; break; } } return found; } }
        """)]
    [InlineData("PI2002", """
        interface IHandler { bool Serves(Type type); } class C { readonly List<IHandler> _handlers = new(); IHandler? M(Type type) => _handlers.FirstOrDefault(h => h.Serves(type)); }
        """)]
    [InlineData("PI2002", """
        interface IHandler { bool Serves(System.Reflection.MethodInfo m); int Run(); } class C { readonly List<IHandler> _handlers = new(); int M(System.Reflection.MethodInfo m) { foreach (var h in _handlers.Where(h => h.Serves(m))) return h.Run(); return 0; } }
        """)]
    [InlineData("PI2002", """
        class C { readonly Dictionary<Type, string> _names = new(); string? M(Type type) { foreach (var pair in _names) { if (pair.Key.IsAssignableFrom(type)) return pair.Value; } return null; } }
        """)]
    [InlineData("PI2002", """
        class Model { public List<Row> Rows { get; } = new(); } class Row { public string Name = ""; } class C { Row? M(Model model, string name) => model.Rows.FirstOrDefault(r => r.Name == name); }
        """)]
    [InlineData("PI2001", """
        class Report { public IEnumerable<string> Names => new List<string>(); } class C { int M(Report report, List<string> all) => (from name in all where report.Names.Contains(name) select name).Count(); }
        """)]
    [InlineData("PI2010", """
        interface IKind { object[] GetValues(object row); } class C { void M(IKind kind, object[] rows, List<object> to) { foreach (var row in rows) for (var i = 0; i < 9; i++) to.Add(kind.GetValues(row)[i]); } }
        """)]
    [InlineData("PI2015", """
        class C { static readonly int[] Sizes = { 1, 2, 4, 8 }; bool M(int size) => Sizes.ToList().BinarySearch(size) >= 0; }
        """)]
    [InlineData("PI2002", """
        class Match { public int Id; } class Rule { public string Replace(string text, Func<string, string> by) => by(text); } class C { string M(List<Rule> rules, List<Match> matches, string text) { var id = 0; foreach (var rule in rules) text = rule.Replace(text, m => { id++; return m + matches.First(x => x.Id == id).Id; }); return text; } }
        """)]
    [InlineData("PI2002", """
        class Model { public List<Row> Rows { get; } = new(); } class Row { public string Name = ""; public int Id; } class C { bool M(Model model, string name, Row own) { var found = false; foreach (var row in model.Rows) { if (row != own) { if (row.Name.SequenceEqual(name)) { found = true; break; } } } return found; } }
        """)]
    [InlineData("PI2015", """
        class Tag { public string Sha = ""; } interface IRepository { IEnumerable<Tag> Tags { get; } } class C { readonly IRepository _repository = null!; int M(List<string> commits) { var tags = new HashSet<string>(_repository.Tags.Select(t => t.Sha)); return commits.Count(c => tags.Contains(c)); } }
        """)]
    [InlineData("PI2015", """
        class Tag { public string Sha = ""; } class C { readonly List<Tag> _tags = new(); Tag? M(string sha) { var bySha = _tags.ToDictionary(t => t.Sha); return bySha.TryGetValue(sha, out var tag) ? tag : null; } }
        """)]
    [InlineData("PI2015", """
        class Node { public List<Node> Next = new(); } class C { int M(Node node, HashSet<Node> above) { above = new HashSet<Node>(above); above.Add(node); var n = 0; foreach (var next in node.Next) n += M(next, above); return n; } }
        """)]
    public async Task It_is_found(string id, string code) => Assert.Contains(id, await Family.SaysAsync(code, SampleKind.Cpu), StringComparison.Ordinal);

    [Theory]
    [InlineData("PI2011", """
        class C { readonly Dictionary<string, string> _hosts = new(); int M(string name) { var n = 0; foreach (var pair in _hosts) { if (pair.Key == name) n += 2; else n++; } return n; } }
        """)]
    [InlineData("PI2011", """
        class C { readonly Dictionary<string, string> _hosts = new(); string? M(string start) { foreach (var pair in _hosts) if (pair.Key.StartsWith(start)) return pair.Value; return null; } }
        """)]
    [InlineData("PI2011", """
        class C { readonly List<(string Key, string Value)> _hosts = new(); string? M(string name) { foreach (var pair in _hosts) if (pair.Key == name) return pair.Value; return null; } }
        """)]
    [InlineData("PI2002", """
        interface IHandler { bool Serves(Type type); } class C { readonly List<IHandler> _handlers = new(); readonly ConcurrentDictionary<Type, IHandler?> _known = new(); IHandler? M(Type type) => _known.GetOrAdd(type, t => _handlers.FirstOrDefault(h => h.Serves(t))); }
        """)]
    [InlineData("PI2002", """
        interface IHandler { bool Serves(Type type); } class C { readonly List<IHandler> _handlers = new(); readonly Dictionary<Type, IHandler?> _known = new(); IHandler? M(Type type) { if (_known.TryGetValue(type, out var known)) return known; var found = _handlers.FirstOrDefault(h => h.Serves(type)); _known[type] = found; return found; } }
        """)]
    [InlineData("PI2002", """
        interface IHandler { bool Serves(object message); } class C { readonly List<IHandler> _handlers = new(); IHandler? M(object message) => _handlers.FirstOrDefault(h => h.Serves(message)); }
        """)]
    [InlineData("PI2002", """
        class Call { public List<Arg> Arguments { get; } = new(); } class Arg { public string Name = ""; } class C { Arg? M(Call call, string name) => call.Arguments.FirstOrDefault(a => a.Name == name); }
        """)]
    [InlineData("PI2001", """
        class Report { public ISet<string> Names => new HashSet<string>(); } class C { int M(Report report, List<string> all) => all.Count(name => report.Names.Contains(name)); }
        """)]
    [InlineData("PI2001", """
        class Report { public IEnumerable<string> Names => new List<string>(); } class C { bool M(Report report, string name) => report.Names.Contains(name); }
        """)]
    [InlineData("PI2010", """
        interface IKind { object[] GetValues(object row); } class C { void M(IKind kind, object[] rows, List<object> to) { for (var i = 0; i < rows.Length; i++) to.Add(kind.GetValues(rows[i])[i]); } }
        """)]
    [InlineData("PI2015", """
        class C { static readonly int[] Sizes = { 1, 2, 4, 8 }; List<int> M() => Sizes.ToList(); }
        """)]
    [InlineData("PI2015", """
        class C { List<string> _names = new(); void M() { _names = _names.OrderBy(n => n.Length).ToList(); } }
        """)]
    [InlineData("PI2001", """
        enum Kind { A, B } class C { bool M(Kind[] kinds, string[] words) { foreach (var word in words) if (kinds.Contains(Kind.B)) return word.Length > 3; return false; } }
        """)]
    [InlineData("PI2001", """
        class C { readonly List<string> _all = new(); int M() { var n = 0; foreach (var day in Enum.GetNames(typeof(DayOfWeek))) if (IsIn(_all, day)) n++; return n; } static bool IsIn(List<string> list, string item) => list.Contains(item); }
        """)]
    [InlineData("PI2001", """
        class Row { public int Id { get; set; } } class C { IQueryable<Row> M(IQueryable<Row> rows, IQueryable<Row> others, List<int> ids) => rows.Where(r => others.Any(o => o.Id == r.Id && ids.Contains(o.Id))); }
        """)]
    [InlineData("PI2001", """
        class C : IEnumerable<string> { readonly List<string> _list = new(); public bool Contains(string item) => _list.Contains(item); public IEnumerator<string> GetEnumerator() => _list.GetEnumerator(); IEnumerator IEnumerable.GetEnumerator() => GetEnumerator(); }
        """)]
    [InlineData("PI2007", """
        class C { string? M(string root) => Directory.GetDirectories(root).OrderByDescending(d => d.Length).FirstOrDefault(); }
        """)]
    [InlineData("PI2001", """
        class C : IEnumerable { readonly ArrayList _list = new(); public bool Contains(object item) => _list.Contains(item); public IEnumerator GetEnumerator() => _list.GetEnumerator(); }
        """)]
    [InlineData("PI2015", """
        class C { List<string> _names = new(); void M() { _names = _names.Distinct().ToList(); } }
        """)]
    [InlineData("PI2010", """
        class C { static void Assert(bool holds, string text) { } int M(List<string> names, string all) { var n = 0; foreach (var name in names) { Assert(name != "", string.Join(",", names)); n += name.Length; } return n; } }
        """)]
    [InlineData("PI2010", """
        class C { int M(List<string> names, Type type) { var n = 0; foreach (var name in names) n += type.GetType().Name.Length + name.Length; return n; } }
        """)]
    [InlineData("PI2002", """
        class Model { public List<Row> Rows { get; } = new(); } class Row { public string Name = ""; } class C { int M(Model model, string name) { var n = 0; foreach (var row in model.Rows) { if (row.Name == name) n++; } return n; } }
        """)]
    [InlineData("PI2015", """
        class Tag { public string Sha = ""; } class C { readonly List<Tag> _tags = new(); Dictionary<string, Tag> M() { var bySha = _tags.ToDictionary(t => t.Sha); return bySha; } }
        """)]
    [InlineData("PI2015", """
        class Tag { public string Sha = ""; } class C { readonly List<Tag> _tags = new(); int M(string start, List<string> all) { var found = _tags.Select(t => start + t.Sha).ToHashSet(); return all.Count(found.Contains) + all.Count(a => found.Contains(a)); } }
        """)]
    [InlineData("PI2015", """
        class Tag { public string Sha = ""; } class C { int M(List<Tag> tags, List<string> all) { var found = tags.Select(t => t.Sha).ToHashSet(); return all.Count(a => found.Contains(a)); } }
        """)]
    [InlineData("PI2015", """
        class Node { public List<Node> Next = new(); } class C { int M(Node node, HashSet<Node> above) { above = new HashSet<Node>(above) { node }; return node.Next.Count(next => above.Contains(next)); } }
        """)]
    public async Task Its_look_alike_is_left_alone(string id, string code) => Assert.DoesNotContain(id, await Family.SaysAsync(code, SampleKind.Cpu), StringComparison.Ordinal);
}
