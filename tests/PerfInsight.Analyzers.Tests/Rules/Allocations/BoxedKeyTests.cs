using static PerfInsight.Analyzers.Tests.Rules.Allocations.BoxingCode;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.BoxedValueAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

/// <summary>PI1005 for keys and for the indexers of untyped collections.</summary>
public class BoxedKeyTests
{
    [Fact]
    public Task A_key_that_cannot_compare_itself_is_boxed_by_each_look_up() => Verify.SuggestsAsync(Usings + """
        struct Place { public int X, Y; }
        class C
        {
            private readonly Dictionary<Place, string> _names = new();
            private readonly HashSet<Place> _seen = new HashSet<Place>();
            private readonly List<Place> _all = new();
            bool Has(Place p) => _names.[|ContainsKey(p)|];
            string Name(Place p) => [|_names[p]|];
            bool Add(Place p) => _seen.[|Add(p)|];
            bool Among(Place p) => _all.[|Contains(p)|];
            int Count(Place p) { var counts = new Dictionary<Place, int>(); [|counts[p]|] = 1; return counts.Count; }
        }
        """, Hot);

    [Fact]
    public Task A_key_that_can_or_that_has_a_comparer_is_not() => Verify.IsSilentAsync(Usings + """
        struct Place { public int X, Y; }
        record struct Named(string Name);
        struct Typed : IEquatable<Typed> { public int X; public bool Equals(Typed other) => X == other.X; public override int GetHashCode() => X; }
        class ByX : IEqualityComparer<Place> { public bool Equals(Place a, Place b) => a.X == b.X; public int GetHashCode(Place p) => p.X; }
        class C
        {
            private readonly Dictionary<Place, string> _names = new(new ByX());
            private readonly Dictionary<Named, string> _named = new();
            private readonly Dictionary<Typed, string> _typed = new();
            private readonly Dictionary<(int, int), string> _pairs = new();
            private readonly Dictionary<Place, string> _given;
            private readonly List<Place> _all = new();
            C(Dictionary<Place, string> given) { _given = given; }
            bool Has(Place p) => _names.ContainsKey(p) || _given.ContainsKey(p);
            bool Named(Named n, Typed t) => _named.ContainsKey(n) || _typed.ContainsKey(t) || _pairs.ContainsKey((1, 2));
            void Add(Place p) => _all.Add(p);
            Place At(int i) => _all[i];
        }
        """, Hot);

    [Fact]
    public Task The_indexer_of_an_interface_may_be_of_anything() => Verify.IsSilentAsync(Usings + """
        class C
        {
            void Set(System.Collections.IDictionary table, System.Collections.IList list, string key, double value) { table[key] = value; list[0] = value; }
        }
        """, Hot);

    [Fact]
    public Task The_indexer_of_an_untyped_table_boxes_keys_and_values() => Verify.SuggestsAsync(Usings + """
        class C
        {
            private readonly System.Collections.Hashtable _table = new();
            object Get(int key) => _table[[|key|]];
            void Set(string key, double value) { _table[key] = [|value|]; }
        }
        """, Hot);
}
