using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.LinqInHotCodeAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

public class LinqInHotCodeTests
{
    private const string Usings = """
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.Linq;
        using System.Linq.Expressions;
        using System.Threading.Tasks;

        """;

    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace);

    [Fact]
    public Task A_search_with_a_closure_is_confirmed_by_what_it_allocates() => Verify.WarnsAsync(Usings + """
        class C
        {
            string? Find(IReadOnlyList<string> items, int length) => items.[|FirstOrDefault(i => i.Length == length)|];
        }
        """, Hot.Allocates("C+<>c__DisplayClass0_0"),
        "'FirstOrDefault' in each call, which captures 'length', allocates 31 % of all bytes (310 B of 1.0 KB in 'load', commit 3f2c1ab): "
        + "write it as a loop, which needs no enumerator, delegate and closure");

    [Fact]
    public Task A_chain_is_one_problem() => Verify.SuggestsAsync(Usings + """
        class C
        {
            List<int> Sizes(List<string> items, int max)
            {
                return items
                    .[|Where(i => i.Length < max)
                    .Select(i => i.Length)
                    .ToList()|];
            }
        }
        """, Hot);

    [Fact]
    public Task Conditional_accesses_queries_and_static_calls_are_chains_too() => Verify.SuggestsAsync(Usings + """
        class C
        {
            int? A(List<string>? items, int max) => items?.[|Where(i => i.Length < max).Count()|];
            List<int> B(List<string> items, int max) => ([|from i in items where i.Length < max select i.Length).ToList()|];
            bool D(string[] items, string x) => Enumerable.[|Any(items, i => i == x)|];
            bool E(string text) => text.[|All(char.IsDigit)|];
            string F(string path) => string.Join("/", path.Split('/').[|Skip(3)|]);
            int G(List<int> xs) => xs.[|OrderBy(x => x).First()|];
        }
        """, Hot);

    [Fact]
    public Task Without_captures_a_method_of_the_list_serves() => Verify.SuggestsAsync(Usings + """
        class C
        {
            int A(List<int> items) => items.[|FirstOrDefault(i => i > 0)|];
        }
        """, Hot, "'FirstOrDefault' in each call is likely costly "
        + "(its member has 50 % of all bytes (500 B of 1.0 KB in 'load', commit 3f2c1ab); its own cost is not visible in the profile): use List.Find or a loop");

    [Fact]
    public Task Loops_and_queries_in_queries_are_found() => Verify.SuggestsAsync(Usings + """
        class C
        {
            int Count(List<List<int>> rows, int[] keys)
            {
                int n = 0;
                for (int i = 0; i < keys.Length; i++)
                {
                    var key = keys[i];
                    if (rows.[|Any(row => row.[|Any(cell => cell == key)|])|]) n++;
                }
                return n;
            }
            async Task<bool> AnyAsync(List<int> xs, int y)
            {
                await Task.Yield();
                return xs.[|Any(x => x == y)|];
            }
        }
        """, Hot);

    [Fact]
    public Task A_long_chain_is_marked_at_its_first_operator() => Verify.SuggestsAsync(Usings + """
        class C
        {
            List<int> Sizes(List<string> items, int max)
            {
                return items.[|Where(i => i.Length < max)|]
                    .Select(i => i.Length)
                    .Select(i => i + 1)
                    .Select(i => i + 2)
                    .Select(i => i + 3)
                    .Select(i => i + 4)
                    .Select(i => i + 5)
                    .ToList();
            }
        }
        """, Hot);

    [Fact]
    public Task Operators_that_allocate_nothing_are_left_alone() => Verify.IsSilentAsync(Usings + """
        class C
        {
            int A(List<int> xs) => xs.First() + xs.Last() + xs.Count() + xs.ElementAt(2) + xs.Max();
            bool B(List<int> xs) => xs.Any() || xs.Contains(3);
            List<int> D(IEnumerable<int> xs) => xs.ToList();
            Dictionary<int, int> E(List<int> xs) => xs.ToDictionary(x => x, x => x);
        }
        """, Hot);

    [Fact]
    public Task A_snapshot_of_what_the_loop_changes_is_needed() => Verify.IsSilentAsync(Usings + """
        class C
        {
            readonly List<string> _items = new();
            void A(int max)
            {
                foreach (var item in _items.Where(i => i.Length < max).ToList())
                    _items.Remove(item);
            }
            void B(int max)
            {
                var old = _items.Where(i => i.Length < max).ToArray();
                foreach (var item in old)
                    Delete(item);
            }
            void D() { foreach (var item in _items.ToList()) _items.Remove(item); }
            void E(int max)
            {
                foreach (var item in _items.Where(i => i.Length < max).ToArray())
                    ReleaseSession(item);
            }
            void ReleaseSession(string item) => _items.Remove(item);
            void Delete(string item) => _items.Remove(item);
        }
        """, Hot);

    [Fact]
    public Task Error_paths_are_not_hot() => Verify.IsSilentAsync(Usings + """
        class C
        {
            int A(List<string> names, string name, int i)
            {
                if (i < 0) throw new ArgumentException(string.Join(", ", names.Select(n => n + name)));
                if (i > 9)
                {
                    var others = names.Where(n => n != name).ToList();
                    throw new InvalidOperationException(string.Join(", ", others));
                }
                Debug.Assert(names.All(n => n != name));
                return i;
            }
            int B(List<string> names, string name)
            {
                foreach (var n in names)
                {
                    if (n == name) return 1;
                }
                var others = string.Join(", ", names.Where(n => n != name));
                throw new InvalidOperationException(others);
            }
        }
        """, Hot);

    [Fact]
    public Task What_fills_a_cache_is_not_hot() => Verify.IsSilentAsync(Usings + """
        class C
        {
            readonly ConcurrentDictionary<int, string> _cache = new();
            List<string>? _names;
            readonly Lazy<int> _lazy;
            string[]? _array;
            C(List<string> names, int k) { _lazy = new Lazy<int>(() => names.Where(n => n.Length > k).Count()); }
            string A(List<string> names, int key) => _cache.GetOrAdd(key, k => names.First(n => n.Length == k));
            List<string> B(List<string> names, int k) => _names ??= names.Where(n => n.Length == k).ToList();
            string[] D(List<string> names)
            {
                if (_array == null)
                    _array = names.Where(n => n.Length > 1).ToArray();
                return _array;
            }
            string[] E(List<string> names)
            {
                if (_array != null) return _array;
                _array = names.Where(n => n.Length > 1).ToArray();
                return _array;
            }
        }
        """, Hot);

    [Fact]
    public Task A_sequence_that_is_only_handed_on_is_left_to_who_gets_it() => Verify.IsSilentAsync(Usings + """
        class C
        {
            IEnumerable<int> Sizes(List<string> items) => items.Select(i => i.Length);
        }
        """, Hot);

    [Fact]
    public Task Beside_the_objects_of_each_element_the_query_is_nothing() => Verify.IsSilentAsync(Usings + """
        class C
        {
            sealed class Item { public string? Name; }
            List<Item> A(List<string> names) => names.Where(n => n.Length > 3).Select(n => new Item { Name = n }).ToList();
            Task B(List<Task> all, int key) => Task.WhenAll(all.Select(async one => { await one; Console.WriteLine(key); }));
            List<string> D(List<string> names) => names.Where(n => n.Length > 3).ToList();
            object[] E(IEnumerable<string> names, List<object[]> to) { var all = names.OfType<object>().ToArray(); to.Add(all); return all; }
        }
        """, Hot);

    [Fact]
    public Task A_sequence_that_is_put_together_under_conditions_is_no_loop_of_its_own() => Verify.IsSilentAsync(Usings + """
        class C
        {
            int Count(IEnumerable<string> names, int skip, int? most, string prefix)
            {
                IEnumerable<string> found = names;
                if (skip > 0)
                    found = found.Skip(skip);
                if (most is { } limit)
                    found = found.Take(limit);
                if (prefix.Length > 0)
                    found = found.Where(n => n.StartsWith(prefix));
                var n = 0;
                foreach (var one in found)
                    n += one.Length;
                return n;
            }
        }
        """, Hot);

    [Fact]
    public Task Where_it_is_measured_or_repeated_or_the_size_is_known_it_is_told_of() => Verify.SuggestsAsync(Usings + """
        class C
        {
            sealed class Item { public string? Name; }
            void A(List<string> names, List<List<Item>> to) { for (var i = 0; i < 9; i++) to.Add(names.[|Select(n => new Item { Name = n }).ToList()|]); }
            List<int> B(List<string> names) => names.[|Select(n => n.Length).ToList()|];
            int D(List<string> names) { var n = 0; foreach (var one in names.[|Where(n => n.Length > 3).ToList()|]) n += one.Length; return n; }
            Item? E(List<string> names, string prefix) => names.[|Select(n => new Item { Name = prefix + n }).FirstOrDefault()|];
            List<Item> F(List<string> names, string prefix) => names.[|Where(n => n.Length > 3).Select(n => new Item { Name = prefix + n }).ToList()|];
        }
        """, Hot);

    [Fact]
    public Task Beside_the_objects_of_each_element_it_is_told_of_where_the_profile_shows_it() => Verify.WarnsAsync(Usings + """
        class C
        {
            List<string> D(List<string> names) => names.[|Where(n => n.Length > 3).ToList()|];
        }
        """, Hot.Allocates("System.Linq.Enumerable+ListWhereIterator`1"),
        "'Where.ToList' in each call allocates 31 % of all bytes (310 B of 1.0 KB in 'load', commit 3f2c1ab): write it as a loop, which needs no enumerator");

    [Fact]
    public Task Queries_of_data_bases_and_expression_trees_do_not_run_here() => Verify.IsSilentAsync(Usings + """
        class C
        {
            List<string> A(IQueryable<string> items, int max) => items.Where(i => i.Length < max).ToList();
            Expression<Func<List<int>, bool>> B(int x) => xs => xs.Any(y => y == x);
        }
        """, Hot);

    [Fact]
    public Task Methods_of_the_same_name_elsewhere_are_not_LINQ() => Verify.IsSilentAsync(Usings + """
        class Bag
        {
            public Bag Where(Func<int, bool> filter) => this;
            public int Any() => 0;
        }
        class C
        {
            int A(Bag bag) => bag.Where(i => i > 1).Any();
        }
        """, Hot);

    [Fact]
    public Task Static_constructors_exceptions_and_cold_members_are_left_alone() => Verify.IsSilentAsync(Usings + """
        class C : Exception
        {
            static readonly List<int> Xs = new();
            static int N;
            static C() { N = Xs.Where(x => x > N).Count(); }
            public override string Message => string.Join(",", Xs.Where(x => x > N));
        }
        """, Hot);

    [Fact]
    public Task Ranges_and_casts_of_loops_are_enumerators_too() => Verify.SuggestsAsync(Usings + """
        class C
        {
            int A(System.Collections.ArrayList xs, int n)
            {
                foreach (var i in Enumerable.[|Range(0, n)|]) n += i;
                foreach (var x in xs.[|Cast<int>()|]) n += x;
                return n;
            }
        }
        """, Hot);

    [Fact]
    public Task Static_lambdas_show_that_somebody_has_thought_of_it() => Verify.IsSilentAsync(Usings + """
        class C
        {
            int A(List<string> names) { int n = 0; for (int i = 0; i < 9; i++) n += names.Count(static x => x.Length > 1); return n; }
        }
        """, Hot);

    [Fact]
    public Task Sequences_that_are_compared_need_two_enumerators() => Verify.SuggestsAsync(Usings + """
        class C
        {
            bool A(IReadOnlyList<int> a, IReadOnlyList<int> b) => a.[|SequenceEqual(b)|];
            bool B(int[] a, List<int> b) => a.SequenceEqual(b);
        }
        """, Hot);

    [Fact]
    public Task A_query_that_a_field_keeps_is_run_by_who_reads_it() => Verify.IsSilentAsync(Usings + """
        class C
        {
            IEnumerable<int> _lengths;
            void A(string[] names) { _lengths = names.Select(name => name.Length); }
        }
        """, Hot);

    [Fact]
    public Task A_sorted_query_is_a_sort() => Verify.SuggestsAsync(Usings + """
        class C
        {
            void A(string[] names) { foreach (var name in names.[|OrderBy(one => one.Length)|]) Console.WriteLine(name); }
        }
        """, Hot,
        "'OrderBy' in each call is likely costly (its member has 50 % of all bytes (500 B of 1.0 KB in 'load', commit 3f2c1ab); its own cost is not visible in the profile): "
        + "fill a list or an array and sort it in place: Sort with a comparison that captures nothing");
}
