using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.BoxedEnumeratorAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

public class BoxedEnumeratorTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Threading.Tasks;

        """;

    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace);

    [Fact]
    public Task Beside_devices_and_texts_of_each_element_the_enumerator_is_nothing() => Verify.IsSilentAsync(Usings + """
        class C
        {
            async Task A(IReadOnlyList<Stream> all) { foreach (var one in all) await one.FlushAsync().ConfigureAwait(false); }
            int B(IReadOnlyList<double> all) { var n = 0; foreach (var one in all) n += one.ToString("0.0").Length; return n; }
            int D(IReadOnlyList<string> all, string root) { var n = 0; foreach (var one in all) n += Path.Combine(root, one).Length; return n; }
        }
        """, Hot);

    [Fact]
    public Task Waits_of_some_elements_and_texts_that_stay_the_same_are_another_matter() => Verify.SuggestsAsync(Usings + """
        class C
        {
            async Task D(IReadOnlyList<Func<ValueTask>> all) { foreach (var one in [|all|]) await one(); }
            async Task A(IReadOnlyList<Stream> all) { foreach (var one in [|all|]) if (one.CanSeek) await one.FlushAsync(); }
            int B(IReadOnlyList<string> all) { var n = 0; foreach (var one in [|all|]) n += one.Trim().Length; return n; }
        }
        """, Hot);

    [Fact]
    public Task A_loop_over_an_interface_of_a_list_is_confirmed_by_its_enumerator() => Verify.WarnsAsync(Usings + """
        class C
        {
            int Sum(IReadOnlyList<int> xs)
            {
                int sum = 0;
                foreach (var x in [|xs|]) sum += x;
                return sum;
            }
        }
        """, Hot.Allocates("System.Collections.Generic.List`1+Enumerator"),
        "foreach over 'xs' of type 'IReadOnlyList<int>' allocates an enumerator in each call, which allocates 31 % of all bytes (310 B of 1.0 KB in 'load', commit 3f2c1ab): "
        + "use a for loop over its index");

    [Fact]
    public Task Properties_fields_and_casts_of_lists_count() => Verify.SuggestsAsync(Usings + """
        interface INames : IList<string> { }
        class C
        {
            readonly IList<int> _xs;
            INames Names { get; }
            C(IList<int> xs, INames names) { _xs = xs; Names = names; }
            int A() { int n = 0; foreach (var x in [|_xs|]) n += x; return n; }
            int B() { int n = 0; foreach (var name in [|Names|]) n += name.Length; return n; }
            int D(int[] xs) { int n = 0; foreach (var x in [|(IList<int>)xs|]) n += x; return n; }
        }
        """, Hot);

    [Fact]
    public Task A_dictionary_behind_its_interface_can_be_declared_as_what_it_is() => Verify.SuggestsAsync(Usings + """
        class C
        {
            readonly IDictionary<string, int> _sizes = new Dictionary<string, int>();
            readonly IReadOnlyDictionary<string, int> _others;
            IEnumerable<int> Keys { get; } = new List<int>();
            C() { _others = new Dictionary<string, int>(); }
            int A() { int n = 0; foreach (var pair in [|_sizes|]) n += pair.Value; return n; }
            int B() { int n = 0; foreach (var pair in [|this._others|]) n += pair.Value; return n; }
            int D() { int n = 0; foreach (var key in [|Keys|]) n += key; return n; }
        }
        """, Hot);

    [Fact]
    public Task A_local_of_an_interface_type_shows_what_it_is() => Verify.SuggestsAsync(Usings + """
        class C
        {
            int A(int k)
            {
                ICollection<int> xs = new HashSet<int> { k };
                int n = 0;
                foreach (var x in [|xs|]) n += x;
                return n;
            }
        }
        """, Hot,
        "foreach over 'xs' of type 'ICollection<int>' allocates an enumerator in each call, which is likely costly (its member has 50 % of all bytes (500 B of 1.0 KB in 'load', commit 3f2c1ab); "
        + "its own cost is not visible in the profile): declare it as HashSet<int>");

    [Fact]
    public Task An_inner_loop_allocates_one_for_each_outer_iteration() => Verify.SuggestsAsync(Usings + """
        class C
        {
            void A(List<IList<string>> rows, List<string> to)
            {
                for (int i = 0; i < rows.Count; i++)
                    foreach (var cell in [|rows[i]|]) to.Add(cell + ";");
            }
        }
        """, Hot);

    [Fact]
    public Task A_sequence_of_which_nothing_is_known_is_left_alone() => Verify.IsSilentAsync(Usings + """
        class C
        {
            readonly IDictionary<string, int> _sizes;
            C(IDictionary<string, int> sizes) => _sizes = sizes;
            int A(IEnumerable<int> xs) { int n = 0; foreach (var x in xs) n += x; return n; }
            int B(ICollection<int> xs) { int n = 0; foreach (var x in xs) n += x; return n; }
            int D() { int n = 0; foreach (var pair in _sizes) n += pair.Value; return n; }
        }
        """, Hot);

    [Fact]
    public Task Concrete_collections_allocate_nothing() => Verify.IsSilentAsync(Usings + """
        class C
        {
            readonly List<int> _xs = new();
            int A(int[] xs) { int n = 0; foreach (var x in xs) n += x; return n; }
            int B(Dictionary<int, int> xs) { int n = 0; foreach (var x in xs.Values) n += x; foreach (var x in _xs) n += x; return n; }
            int D(string text) { int n = 0; foreach (var c in text) n += c; return n; }
            int E(Span<int> xs) { int n = 0; foreach (var x in xs) n += x; return n; }
        }
        """, Hot);

    [Fact]
    public Task A_loop_that_allocates_in_each_iteration_has_worse_problems() => Verify.IsSilentAsync(Usings + """
        class C
        {
            List<string> A(IList<int> xs)
            {
                var all = new List<string>();
                foreach (var x in xs) all.Add($"{x}");
                return all;
            }
            void B(IList<int> xs, List<object> to)
            {
                foreach (var x in xs) to.Add(new object());
            }
        }
        """, Hot);

    [Fact]
    public Task A_loop_by_index_is_fine() => Verify.IsSilentAsync(Usings + """
        class C
        {
            int A(IList<int> xs) { int n = 0; for (int i = 0; i < xs.Count; i++) n += xs[i]; return n; }
        }
        """, Hot);

    [Fact]
    public Task A_property_shows_the_field_behind_it_and_a_private_parameter_its_callers() => Verify.SuggestsAsync(Usings + """
        class Template
        {
            readonly string[] _tokens = new string[3];
            string[] Names { get; } = new string[3];
            public IEnumerable<string> Tokens => _tokens;
            public IEnumerable<string> All { get { return Names; } }
        }
        class C
        {
            readonly List<int> _xs = new();
            int A(Template t) { int n = 0; foreach (var x in [|t.Tokens|]) n += x.Length; return n; }
            int B(Template t) { int n = 0; foreach (var x in [|t.All|]) { if (x.Length == 9) n += new object().GetHashCode(); } return n; }
            public int D() => Sum(_xs) + Sum(new List<int>());
            private int Sum([|IEnumerable<int> xs|]) { int n = 0; foreach (var x in xs) n += x; return n; }
        }
        """, Hot);

    [Fact]
    public Task A_property_that_works_and_a_parameter_that_gets_several_kinds_stay_silent() => Verify.IsSilentAsync(Usings + """
        class Template
        {
            readonly IEnumerable<string> _tokens = new string[3];
            public IEnumerable<string> Tokens => _tokens;
            public virtual IEnumerable<string> All => Names;
            List<string> Names { get; } = new();
        }
        class C
        {
            readonly List<int> _xs = new();
            int A(Template t) { int n = 0; foreach (var x in t.Tokens) n += x.Length; foreach (var x in t.All) n += x.Length; return n; }
            public int D() => Sum(_xs) + Sum(new HashSet<int>()) + Count(_xs);
            private int Sum(IEnumerable<int> xs) { int n = 0; foreach (var x in xs) n += x; return n; }
            public int Count(IEnumerable<int> xs) { int n = 0; foreach (var x in xs) n += x; return n; }
            public Func<IEnumerable<int>, int> E() { Least(_xs); return Least; }
            private int Least(IEnumerable<int> xs) { int n = 0; foreach (var x in xs) n += x; return n; }
        }
        """, Hot);

    [Fact]
    public Task Several_kinds_of_collections_have_no_common_type() => Verify.IsSilentAsync(Usings + """
        class C
        {
            IEnumerable<int> _xs = new List<int>();
            void Set(HashSet<int> xs) => _xs = xs;
            int A() { int n = 0; foreach (var x in _xs) n += x; return n; }
        }
        """, Hot);

    [Fact]
    public Task Error_paths_and_Dispose_are_not_hot() => Verify.IsSilentAsync(Usings + """
        class C : IDisposable
        {
            readonly IList<IDisposable> _all = new List<IDisposable>();
            public void Dispose() { foreach (var one in _all) one.Dispose(); }
            int A(IList<int> xs)
            {
                try { return xs[0]; }
                catch (Exception) { int n = 0; foreach (var x in xs) n += x; return n; }
            }
        }
        """, Hot);

    [Fact]
    public Task Cold_members_are_left_alone() => Verify.IsSilentAsync(Usings + """
        class C
        {
            int A(IList<int> xs) { int n = 0; foreach (var x in xs) n += x; return n; }
        }
        """, TestProfile.Cold);

    [Fact]
    public Task An_own_GetEnumerator_can_return_a_struct() => Verify.SuggestsAsync(Usings + """
        class A : IEnumerable<int>
        {
            readonly List<int> _xs = new();
            public IEnumerator<int> GetEnumerator() => [|_xs.GetEnumerator()|];
            System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
        }
        class B : IEnumerable<int>
        {
            public [|IEnumerator<int>|] GetEnumerator() { for (int i = 0; i < 3; i++) yield return i; }
            System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
        }
        class D
        {
            readonly List<int> _xs = new();
            public List<int>.Enumerator GetEnumerator() => _xs.GetEnumerator();
        }
        """, Hot);

    [Fact]
    public Task An_iterator_of_the_program_is_an_object_for_each_call() => Verify.SuggestsAsync(Usings + """
        class Node
        {
            public Node Parent;
            public bool IsOpen;
            public IEnumerable<Node> Ancestors() { for (var node = Parent; node != null; node = node.Parent) yield return node; }
        }
        class C
        {
            void A(Node start) { foreach (var node in [|start.Ancestors()|]) node.IsOpen = false; }
            bool B(Node start) { foreach (var node in [|Open(start)|]) { if (node.Parent == null) return true; } return false; }
            static IEnumerable<Node> Open(Node node) { while (node.IsOpen) { yield return node; node = node.Parent; } }
        }
        """, Hot);

    [Fact]
    public Task Sequences_that_are_no_iterators_or_are_the_least_of_it_are_silent() => Verify.IsSilentAsync(Usings + """
        class Node
        {
            public Node Parent;
            public virtual IEnumerable<Node> Ancestors() { yield return Parent; }
            public IEnumerable<Node> Kept() => _kept;
            public IEnumerable<Node> Below() { foreach (var node in Below()) yield return new Node { Parent = node }; }
            private readonly Node[] _kept = new Node[3];
        }
        class C
        {
            void A(Node start) { foreach (var node in start.Ancestors()) node.Parent = null; }
            void B(Node start) { foreach (var node in start.Kept()) node.Parent = null; }
            void D(Node start) { foreach (var node in start.Below()) node.Parent = new Node(); }
            void E(Node start) { foreach (var node in Local(start)) node.Parent = null; static List<Node> Local(Node one) => new List<Node> { one }; }
        }
        """, Hot);

    [Fact]
    public Task Wrappers_of_a_list_hand_out_its_enumerator_by_the_interface() => Verify.SuggestsAsync(Usings + """
        class C
        {
            int A(System.Collections.ObjectModel.ReadOnlyCollection<int> xs) { int sum = 0; foreach (var x in [|xs|]) sum += x; return sum; }
            int B(System.Collections.ObjectModel.ObservableCollection<int> xs) { int sum = 0; foreach (var x in [|xs|]) sum += x; return sum; }
        }
        """, Hot);

    [Fact]
    public Task Collections_with_an_enumerator_of_their_own_are_left_alone() => Verify.IsSilentAsync(Usings + """
        class Own : List<int> { }
        class C
        {
            int A(Own xs) { int sum = 0; foreach (var x in xs) sum += x; return sum; }
            int B(LinkedList<int> xs) { int sum = 0; foreach (var x in xs) sum += x; return sum; }
            void D(System.Collections.ObjectModel.ReadOnlyCollection<int> xs, List<int[]> all) { foreach (var x in xs) all.Add(new int[x]); }
            int E(System.Collections.ObjectModel.ReadOnlyCollection<int> xs) { int sum = 0; for (var i = 0; i < xs.Count; i++) sum += xs[i]; return sum; }
        }
        """, Hot);

    [Fact]
    public Task A_method_that_hands_out_a_field_can_return_what_it_is() => Verify.SuggestsAsync(Usings + """
        class C
        {
            private readonly List<int> _all = new();
            private IEnumerable<int> All() => _all;
            internal ICollection<int> Items() { return _all; }
            int Sum() { var s = 0; foreach (var x in [|All()|]) s += x; foreach (var x in [|Items()|]) s += x; return s; }
        }
        """, Hot);

    [Fact]
    public Task A_method_that_may_hand_out_something_else_stays_silent() => Verify.IsSilentAsync(Usings + """
        class C
        {
            private readonly List<int> _all = new();
            private IEnumerable<int> Some(bool b) { if (b) return new[] { 1 }; return _all; }
            protected virtual IEnumerable<int> All() => _all;
            public IEnumerable<int> Public() => _all;
            int Sum() { var s = 0; foreach (var x in Some(true)) s += x; foreach (var x in All()) s += x; foreach (var x in Public()) s += x; return s; }
        }
        """, Hot);

    [Fact]
    public Task An_enumerator_class_of_the_collection_can_be_a_struct() => Verify.SuggestsAsync(Usings + """
        class Ring : IEnumerable<int>
        {
            private readonly int[] _items = new int[8];
            public IEnumerator<int> GetEnumerator() => [|new Walk(this)|];
            System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
            private sealed class Walk : IEnumerator<int>
            {
                private readonly Ring _ring; private int _at = -1;
                public Walk(Ring ring) { _ring = ring; }
                public int Current => _ring._items[_at];
                object System.Collections.IEnumerator.Current => null;
                public bool MoveNext() => ++_at < 8;
                public void Reset() { }
                public void Dispose() { }
            }
        }
        """, Hot);
}
