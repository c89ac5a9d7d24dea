using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Keys = PerfInsight.Analyzers.Tests.Testing.Marked<PerfInsight.Analyzers.Rules.Algorithmic.NestedLoopJoinAnalyzer>;
using Values = PerfInsight.Analyzers.Tests.Testing.Marked<PerfInsight.Analyzers.Rules.Algorithmic.ListScanInLoopAnalyzer>;

namespace PerfInsight.Analyzers.Tests.Rules.Algorithmic;

/// <summary>Searches in the many other ways in which people write them (PI2001 and PI2002).</summary>
public class SearchTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Cpu);

    [Theory]
    [InlineData("var i = 1; string s; do { s = name + i; i++; } while ([|_items.Any(x => x.Name == s)|]);")]
    [InlineData("var i = 1; while ([|items.Any(x => x.Name.Equals(name + i))|]) i++;")]
    [InlineData("foreach (var w in names) if (![|items.All(x => x.Name != w)|]) n++;")]
    [InlineData("foreach (var w in names) if ([|items.Exists(x => string.Equals(x.Name, w, StringComparison.Ordinal))|]) n++;")]
    [InlineData("foreach (var w in names) if ([|items.Any(x => StringComparer.Ordinal.Equals(x.Name, w))|]) n++;")]
    [InlineData("foreach (var w in names) if ([|items.Any(x => x.Name.CompareTo(w) == 0)|]) n++;")]
    [InlineData("foreach (var w in names) { if ([|items.Any(x => x.Name == w)|]) continue; items.Add(new Item { Name = w }); }")]
    [InlineData("foreach (var w in names) [|items.RemoveAll(x => x.Name == w)|];")]
    [InlineData("n = names.Select(w => [|items.First(x => x.Name == w)|].Id).Sum();")]
    [InlineData("foreach (var w in names) n += [|GetAll().First(x => x.Name == w)|].Id;")]
    [InlineData("foreach (var w in names) n += [|items.Where(x => x.Id > 0).First(x => x.Name == w)|].Id;")]
    [InlineData("int Of(string w) { return [|items.First(x => x.Name == w)|].Id; } foreach (var w in names) n += Of(w);")]
    [InlineData("n = [|_items.First(x => x.Name == name)|].Id;")]
    [InlineData("foreach (var x in [|_items|]) if (x.Name == name) return x.Id;")]
    [InlineData("foreach (var w in names) foreach (var x in [|items|]) { var other = x.Name; if (other != w) continue; n += x.Id; }")]
    [InlineData("foreach (var w in names) n += [|items.Where(x => x.Id > w.Length)|].Count();")]
    [InlineData("foreach (var w in names) if ([|items.Any(x => x is { Id: > 3 } y && y.Name == w)|]) n++;")]
    [InlineData("foreach (var w in names) if ([|items.Any(x => (x.Name, x.Id) == (w, w.Length))|]) n++;")]
    [InlineData("if (![|items.Any(x => x.Name == name)|]) items.Add(new Item());")]
    [InlineData("n = [|GetAll().Single(x => x.Name == name)|].Id;")]
    [InlineData("foreach (var w in names) if ([|document.SelectSingleNode(\"/a/\" + w)|] != null) n++;")]
    [InlineData("n = [|Table.FirstOrDefault(x => x.Name == name)|]?.Id ?? 0;")]
    [InlineData("foreach (var w in names) { var at = [|items.FindIndex(x => x.Name == w)|]; if (at < 0) items.Add(new Item { Name = w }); else items[at] = new Item { Name = w }; }")]
    [InlineData("foreach (var w in names) foreach (var x in [|items|]) if (x.Id > 0) { if (x.Name == w) n += x.Id; }")]
    [InlineData("foreach (var w in names) if ([|items.Any(x => x.Name.SequenceEqual(w))|]) n++;")]
    [InlineData("foreach (var w in names) if (items.Any(x => Same(x.Name, w))) n++;")] // nobody knows what Same does: silent
    public async Task A_key_is_found(string body) => await Keys.FindsAsync(Code(body), Hot.Of("Run"));

    [Theory]
    [InlineData("foreach (var w in names) if ([|items.Select(x => x.Name).Contains(w)|]) n++;")]
    [InlineData("foreach (var w in names) if ([|_seen.Contains(w)|]) n++;")]
    [InlineData("foreach (var w in names) if ([|Parts().Contains(w, StringComparer.OrdinalIgnoreCase)|]) n++; IEnumerable<string> Parts() => null;")]
    [InlineData("if (![|_seen.Contains(name)|]) _seen.Add(name);")]
    [InlineData("if ([|_order.IndexOf(name)|] > 2) n++;")]
    [InlineData("var known = _byKind[n]; if (![|known.Contains(name)|]) known.Add(name);")]
    [InlineData("if (_byKind.TryGetValue(n, out var known) && ![|known.Contains(name)|]) known.Add(name);")]
    [InlineData("foreach (var w in names) if ([|IsKnown(w)|]) n++;")]
    [InlineData("n = names.Count(w => [|IsIn(items, w)|]);")]
    [InlineData("foreach (var item in items) if (![|item.Parts.Contains(name)|]) item.Parts.Add(name);")]
    [InlineData("foreach (var w in names) if ([|FindByHand(w)|] != null) n++;")]
    [InlineData("foreach (var w in names) n += [|CountSame(w, names)|];")]
    [InlineData("foreach (var w in names) n += [|IndexByHand(items, w)|];")]
    [InlineData("foreach (var w in names) if ([|catalog.Find(w)|] != null) n++;")]
    [InlineData("foreach (var w in names) if ([|row.Contains(w)|]) n++;")]
    [InlineData("foreach (var w in names) n += [|row.IndexOf(w)|];")]
    [InlineData("var distinct = new System.Collections.ArrayList(); foreach (var w in names) if (![|distinct.Contains(w)|]) distinct.Add(w);")]
    [InlineData("var distinct = new System.Collections.Specialized.StringCollection(); foreach (var w in names) if ([|distinct.IndexOf(w)|] < 0) distinct.Add(w);")]
    public async Task A_value_is_found(string body) => await Values.FindsAsync(Code(body), Hot.Of("Run"));

    [Theory]
    [InlineData("foreach (var w in names) if (_set.Any(x => x.Length > 3)) n++;")]
    [InlineData("foreach (var w in names) if (_set.Contains(w)) n++;")]
    [InlineData("foreach (var w in names) if (own.Contains(w)) n++;")]
    [InlineData("foreach (var w in names) if (names.ToHashSet().Contains(w)) n++;")]
    [InlineData("foreach (var c in name) if (Path.GetInvalidFileNameChars().Contains(c)) n++;")]
    [InlineData("foreach (var c in name) if (Invalid.Contains(c)) n++;")]
    [InlineData("foreach (var c in name) if (Illegal.Contains(c)) n++;")]
    [InlineData("foreach (var w in names) if (Kinds.Any(k => k == w)) n++;")]
    [InlineData("if (Kinds.Contains(name)) n++;")]
    [InlineData("foreach (var item in items) if (item.Parts.Contains(name)) n++;")]
    [InlineData("foreach (var item in items) n += item.Parts.Count(p => p == item.Name);")]
    [InlineData("foreach (var item in items) { if (item.Id == 3) { foreach (var p in item.Parts) if (p == name) n++; break; } }")]
    [InlineData("Func<string, bool> isKnown = w => items.Any(x => x.Name == w); n += isKnown(name) ? 1 : 0;")]
    [InlineData("n = items.First(x => x.Id == 0).Id;")]
    [InlineData("foreach (var w in names) if (document.SelectSingleNode(\"/a\") != null) n++;")]
    [InlineData("if (document.SelectSingleNode(name) != null) n++;")]
    [InlineData("n = CreateAll().Single(x => x.Name == name).Id;")]
    [InlineData("foreach (var x in _items) if (x.Name == name) n += x.Id; else n--;")]
    [InlineData("n = _items.Count(x => x.Id > name.Length);")]
    [InlineData("n = _items.First(x => x.Name == \"a\").Id;")]
    [InlineData("System.Diagnostics.Debug.Assert(_seen.Contains(name));")]
    [InlineData("foreach (var w in names) if (w.Length > 99) throw new Exception(items.First(x => x.Name == w).Name);")]
    [InlineData("foreach (var w in names) n += table.Count(x => x.Name == w);")]
    [InlineData("var own2 = new List<string>(); own2.Add(name); if (own2.Contains(name)) n++;")]
    [InlineData("foreach (var w in names) n += _byName[w].Count;")]
    [InlineData("foreach (var w in names) { var made = new Item(); if (!made.Parts.Contains(w)) made.Parts.Add(w); }")]
    [InlineData("foreach (var item in items) n += CountByHand(item.Parts, name);")]
    [InlineData("n += IndexByHand(items, name);")]
    [InlineData("foreach (var w in names) n += IndexByHand(items, name);")]
    [InlineData("foreach (var w in names) if (FindElsewhere(w) != null) n++;")]
    [InlineData("foreach (var w in names) n += SumByHand(w);")]
    [InlineData("n = catalog.Find(name)?.Id ?? 0;")]
    [InlineData("foreach (var item in items) n += new Catalog().Find(item.Name)?.Id ?? 0;")]
    [InlineData("foreach (var w in names) n += keyed.Contains(w) ? 1 : 0;")]
    [InlineData("var table2 = new System.Collections.Hashtable(); foreach (var w in names) if (!table2.Contains(w)) table2.Add(w, w);")]
    [InlineData("for (var i = 0; i < names.Length; i++) if (i == 3 && items.Any(x => x.Name == names[i])) n++;")]
    [InlineData("foreach (var w in names) { var at = items.FindIndex(x => x.Name == w); items.RemoveAt(at); }")]
    [InlineData("var found = FindParts(); if (!found.Contains(name)) found.Add(name);")]
    [InlineData("var some = GetAll(); if (n > 3) some = items.ToList(); if (some.Any(x => x.Name == name)) n++;")]
    public async Task A_look_alike_is_silent(string body)
    {
        Assert.Equal("", await Keys.FindsAsync(Code(body), Hot.Of("Run")));
        Assert.Equal("", await Values.FindsAsync(Code(body), Hot.Of("Run")));
    }

    [Fact]
    public async Task A_recursive_member_is_its_own_loop() => await Values.FindsAsync("""
        using System.Collections.Generic;
        class Node { public List<Node> Next = new(); }
        class C
        {
            static void Walk(Node node, List<Node> visited)
            {
                if ([|visited.Contains(node)|]) return;
                visited.Add(node);
                foreach (var next in node.Next) Walk(next, visited);
            }
        }
        """, Hot);

    /// <summary>The catalog is in another file, of which only the text is looked at.</summary>
    [Theory]
    [InlineData("public Item? Find(string name) => _items.FirstOrDefault(x => x.Name == name);", true)]
    [InlineData("public Item? Find(string name) { foreach (var x in _items) { if (x.Name == name) return x; } return null; }", true)]
    [InlineData("public Item? Find(string name) { foreach (var x in this._items) if (string.Equals(x.Name, name)) return x; return null; }", true)]
    [InlineData("public Item? Find(string name) => _names.IndexOf(name) is var at and >= 0 ? _items[at] : null;", true)]
    [InlineData("public Item? Find(string name) { if (_byName.TryGetValue(name, out var known)) return known; return _items.FirstOrDefault(x => x.Name == name); }", false)]
    [InlineData("public Item? Find(string name) => _byName[name];", false)]
    [InlineData("public Item? Find(string name) => _items.FirstOrDefault(x => x.Id == 3);", false)]
    [InlineData("public Item? Find(string name) { Item? last = null; foreach (var x in _items) { if (x.Name.StartsWith(name)) last = x; } return last; }", false)]
    [InlineData("public virtual Item? Find(string name) => _items.FirstOrDefault(x => x.Name == name);", false)]
    [InlineData("public Item? Find(string name) => _set.Contains(name) ? new Item() : null;", false)]
    public async Task A_collection_of_another_file_is_searched(string method, bool isSearch)
    {
        var catalog = "using System.Collections.Generic; using System.Linq; public class Item { public string Name = \"\"; public int Id; } public class Catalog { private readonly List<Item> _items = new(); "
            + "private readonly List<string> _names = new(); private readonly HashSet<string> _set = new(); private readonly Dictionary<string, Item> _byName = new(); " + method + " }";
        var code = "class C { int M(Catalog catalog, string[] names) { var n = 0; foreach (var w in names) n += catalog.Find(w)?.Id ?? 0; return n; } }";
        var said = await new AnalyzerRun().Code(code, "/repo/a.cs").Code(catalog, "/repo/b.cs").Summary(Hot.Of("M").ToJson(code + catalog)).Only(new PerfInsight.Analyzers.Rules.Algorithmic.ListScanInLoopAnalyzer()).TextAsync();
        Assert.Equal(isSearch, said.Contains("'Catalog.Find' in this loop, through this call,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Types_that_are_not_known_are_no_obstacle()
    {
        var said = await Keys.OfBrokenCodeAsync("""
            using System;
            using System.Collections.Generic;
            using System.Linq;
            using System.Threading.Tasks;
            class C
            {
                async Task<IReadOnlyList<Unknown>> M(Queue<string> todo)
                {
                    var results = new List<Unknown>();
                    while (todo.Count > 0)
                    {
                        var name = await Task.FromResult(todo.Dequeue());
                        if (!results.Any(x => StringComparer.Ordinal.Equals(x.Name, name))) results.Add(new Unknown(name));
                    }
                    return results;
                }
            }
            """, Hot);
        Assert.Contains("results.Any(…)", said, StringComparison.Ordinal);
    }

    private static string Code(string body) => $$"""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        class Item { public string Name { get; set; } = ""; public int Id; public List<string> Parts = new(); }
        class Own : List<string>, IReadOnlySet<string>
        {
            bool IReadOnlySet<string>.IsProperSubsetOf(IEnumerable<string> o) => false;
            bool IReadOnlySet<string>.IsProperSupersetOf(IEnumerable<string> o) => false;
            bool IReadOnlySet<string>.IsSubsetOf(IEnumerable<string> o) => false;
            bool IReadOnlySet<string>.IsSupersetOf(IEnumerable<string> o) => false;
            bool IReadOnlySet<string>.Overlaps(IEnumerable<string> o) => false;
            bool IReadOnlySet<string>.SetEquals(IEnumerable<string> o) => false;
        }
        interface ITable : IEnumerable<Item> { }
        class Row : System.Collections.ObjectModel.Collection<string> { }
        class Keyed : System.Collections.ObjectModel.KeyedCollection<string, string> { protected override string GetKeyForItem(string item) => item; }
        class Catalog
        {
            private readonly List<Item> _items = new();
            public Item? Find(string name) { foreach (var x in _items) { if (x.Name == name) return x; } return null; }
        }
        class C
        {
            private static readonly char[] Invalid = Path.GetInvalidFileNameChars();
            private static readonly char[] Illegal = ":\\/?*[]<>|".ToCharArray();
            private static readonly string[] Kinds = { "a", "b", "c", "d", "e", "f", "g", "h", "i", "j" };
            private readonly ICollection<string> _seen = new List<string>();
            private readonly List<string> _order = new();
            private readonly List<Item> _items = new();
            private readonly HashSet<string> _set = new();
            private readonly Dictionary<int, List<string>> _byKind = new();
            private readonly Dictionary<string, List<int>> _byName = new();
            private ITable Table => null!;
            private IEnumerable<Item> GetAll() => _items;
            private List<Item> CreateAll() => new();
            private List<string> FindParts() => new();
            private static bool Same(string a, string b) => a == b;
            private bool IsKnown(string name) => _order.Contains(name);
            public Item? FindByHand(string name) { foreach (var x in _items) { if (x.Name == name) return x; } return null; }
            public virtual Item? FindElsewhere(string name) { foreach (var x in _items) { if (x.Name == name) return x; } return null; }
            internal static int IndexByHand(List<Item> items, string name) { for (int i = 0; i < items.Count; i++) if (items[i].Name == name) return i; return -1; }
            private static int CountSame(object one, System.Collections.IEnumerable all) { int n = 0; foreach (var other in all) { if (IsSame(one, other)) { n++; } } return n; }
            private static bool IsSame(object a, object b) => a == b;
            private static int CountByHand(List<string> parts, string name) { int n = 0; foreach (var p in parts) if (p == name) n++; return n; }
            private int SumByHand(string name) { int n = 0; foreach (var x in _items) n += x.Id + name.Length; return n; }
            private static bool IsIn(List<Item> items, string name) => items.Any(x => x.Name == name);
            int Run(List<Item> items, string[] names, string name, Own own, IQueryable<Item> table, System.Xml.XmlDocument document, Catalog catalog, Row row, Keyed keyed)
            {
                int n = 0;
                {{body}}
                return n;
            }
        }
        """;
}
