using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.CapturingLambdaAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

public class CapturingLambdaTests
{
    private const string Usings = """
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Linq;
        using System.Linq.Expressions;
        using System.Threading;
        using System.Threading.Tasks;

        """;

    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace);

    [Fact]
    public Task One_that_each_call_leaves_in_the_same_field_is_made_for_it() => Verify.SuggestsAsync(Usings + """
        class C
        {
            Func<string>? _make; Action? _done; readonly string _prefix = "x";
            void Name(string name) { _make = [|() => _prefix + name|]; }
            void ConfigureName(string name) { _make = () => name; }
            C(string name) { _make = () => name; }
            void Same() { _done = () => Name(_prefix); }
        }
        """, Hot);

    [Fact]
    public Task A_factory_that_captures_an_argument_is_confirmed_by_its_closure() => Verify.WarnsAsync(Usings + """
        class C
        {
            readonly ConcurrentDictionary<int, string> _names = new();
            string Name(int key, string prefix) => _names.GetOrAdd(key, [|k => prefix + k|]);
        }
        """, Hot.Allocates("C+<>c__DisplayClass1_0"),
        "'k => prefix + k', which captures 'prefix', is made in each call and allocates 31 % of all bytes (310 B of 1.0 KB in 'load', commit 3f2c1ab): "
        + "pass what it needs as 'factoryArgument' of GetOrAdd to a static lambda");

    [Fact]
    public Task A_factory_in_a_local_is_told_of_at_the_local() => Verify.SuggestsAsync(Usings + """
        class C
        {
            readonly ConcurrentDictionary<int, string> _names = new();
            string Name(int key, string prefix)
            {
                Func<int, string> [|make =
                    k => prefix + k|];
                return _names.GetOrAdd(key, make);
            }
        }
        """, Hot);

    [Fact]
    public Task A_delegate_per_read_of_a_property_can_be_kept() => Verify.SuggestsAsync(Usings + """
        class C
        {
            readonly List<Action<int>> _actions = new();
            Action<int> All => [|x => { foreach (var action in _actions) action(x); }|];
            Action<int> Others { get { return [|delegate (int x) { _actions[0](x); }|]; } }
        }
        """, Hot,
        "'x => { foreach (var action in _actions) action(x); }', which captures 'this', is made in each call and is likely costly "
        + "(its member has 50 % of all bytes (500 B of 1.0 KB in 'load', commit 3f2c1ab); its own cost is not visible in the profile): make the delegate once and keep it in a field");

    [Fact]
    public Task A_method_group_of_the_instance_is_a_delegate_too() => Verify.SuggestsAsync(Usings + """
        class C
        {
            readonly ConcurrentDictionary<int, string> _names = new();
            string Make(int key) => key.ToString();
            string Name(int key) => _names.GetOrAdd(key, [|Make|]);
        }
        """, Hot);

    [Fact]
    public Task Predicates_of_lists_and_helpers_in_loops_are_found() => Verify.SuggestsAsync(Usings + """
        class C
        {
            static void Retry(Action action) => action();
            int Count(List<int> items, List<string> names, int limit)
            {
                int n = 0;
                foreach (var name in names)
                {
                    if (items.Exists([|i => i > name.Length + limit|])) n++;
                    Retry([|() => n++|]);
                }
                return n;
            }
        }
        """, Hot);

    [Fact]
    public Task State_can_be_passed_to_continuations_and_registrations() => Verify.SuggestsAsync(Usings + """
        class C
        {
            CancellationTokenRegistration Watch(Task task, CancellationToken token, TaskCompletionSource done)
            {
                task.ContinueWith([|t => done.TrySetResult()|]);
                return token.Register([|() => done.TrySetCanceled()|]);
            }
        }
        """, Hot);

    [Fact]
    public Task A_lazy_value_for_a_cache_is_made_on_hits_too() => Verify.SuggestsAsync(Usings + """
        class C
        {
            readonly ConcurrentDictionary<int, Lazy<string>> _names = new();
            string Name(int key, string prefix) => _names.GetOrAdd(key, new Lazy<string>([|() => prefix + key|])).Value;
        }
        """, Hot);

    [Fact]
    public Task A_function_that_only_the_member_calls_can_be_local() => Verify.SuggestsAsync(Usings + """
        class C
        {
            int Twice(int x)
            {
                Func<int, int> [|add = y => x + y|];
                return add(1) + add(2);
            }
        }
        """, Hot);

    [Fact]
    public Task A_local_function_that_captures_becomes_a_delegate() => Verify.SuggestsAsync(Usings + """
        class C
        {
            bool Has(List<int> items, int limit)
            {
                bool IsLarge(int i) => i > limit;
                return items.Exists([|IsLarge|]);
            }
        }
        """, Hot);

    [Fact]
    public Task A_lambda_that_captures_nothing_is_made_once() => Verify.IsSilentAsync(Usings + """
        class C
        {
            static readonly ConcurrentDictionary<int, string> Names = new();
            const string Prefix = "a";
            static string Make(int key) => key.ToString();
            string Name(int key) => Names.GetOrAdd(key, k => Prefix + k) + Names.GetOrAdd(key, Make) + Names.GetOrAdd(key, static (k, p) => p + "k", key);
        }
        """, Hot);

    [Fact]
    public Task An_object_that_is_made_per_call_can_be_given_a_delegate_that_is_kept() => Verify.SuggestsAsync(Usings + """
        class Response { public Response(Func<int, bool> isExcluded, string cursor) { } public int Count { get; set; } }
        class C
        {
            bool IsExcluded(int i) => i == 3;
            Response A(string cursor) { var response = new Response([|IsExcluded|], cursor); response.Count = 2; return response; }
            Response B(string cursor) => new Response([|IsExcluded|], cursor);
            Response D(string cursor) => new Response([|i => IsExcluded(i) && _on|], cursor);
            bool _on;
        }
        """, Hot);

    [Fact]
    public Task An_object_that_is_made_once_keeps_its_delegate() => Verify.IsSilentAsync(Usings + """
        class Command { public Command(Func<int, bool> canRun) { } }
        class C
        {
            Command _first;
            Command Second { get; set; }
            C() { var third = new Command(CanRun); third.ToString(); }
            Command Make(int j) => new Command(i => i == j);
            bool CanRun(int i) => i == 3;
            void A() { _first = new Command(CanRun); Second = new Command(CanRun); var third = new Command(CanRun); _first = third; }
        }
        """, Hot);

    [Fact]
    public Task A_delegate_that_is_stored_is_needed() => Verify.IsSilentAsync(Usings + """
        class C
        {
            readonly Func<int, string> _make;
            readonly Lazy<string> _lazy;
            Func<string>? _late;
            readonly List<Action> _later = new();
            event Action? Done;
            C(string prefix)
            {
                _make = k => prefix + k;
                _lazy = new Lazy<string>(() => prefix);
                Done += () => _later.Clear();
            }
            void Later(int x) { _later.Add(() => Console.Write(x)); }
            string Late() => (_late ??= () => _make(1))();
            string Late2() { if (_late == null) { _late = () => _make(1); } return _late(); }
        }
        """, Hot);

    [Fact]
    public Task A_method_that_makes_functions_needs_them() => Verify.IsSilentAsync(Usings + """
        class C
        {
            Func<int, int> Adder(int x) => y => x + y;
        }
        """, Hot);

    [Fact]
    public Task Error_paths_are_not_hot() => Verify.IsSilentAsync(Usings + """
        class C
        {
            static string Text(Func<string> text) => text();
            int Check(int x)
            {
                if (x < 0) throw new ArgumentException(Text(() => "bad " + x));
                if (x == 0)
                {
                    var text = Text(() => "zero " + x);
                    throw new InvalidOperationException(text);
                }
                try { return 1 / x; }
                catch (Exception e) { Text(() => e.Message); return 0; }
            }
        }
        """, Hot);

    [Fact]
    public Task An_expression_tree_is_no_delegate() => Verify.IsSilentAsync(Usings + """
        class C
        {
            static void Query(Expression<Func<int, bool>> filter) { }
            void Run(int limit) => Query(x => x > limit);
        }
        """, Hot);

    [Fact]
    public Task Work_that_is_started_elsewhere_costs_more_than_its_delegate() => Verify.IsSilentAsync(Usings + """
        class C
        {
            Task Start(int x) => Task.Run(() => Console.Write(x));
            void All(int[] xs, int y) => Parallel.For(0, xs.Length, i => xs[i] += y);
        }
        """, Hot);

    [Fact]
    public Task Queries_are_told_of_by_another_rule() => Verify.IsSilentAsync(Usings + """
        class C
        {
            int First(List<int> items, int limit) => items.FirstOrDefault(i => i > limit);
        }
        """, Hot);

    [Fact]
    public Task Code_of_a_static_constructor_of_Dispose_and_of_cold_members_is_left_alone() => Verify.IsSilentAsync(Usings + """
        class C : IDisposable
        {
            static readonly List<int> Items = new();
            static C() { int limit = Items.Count; Items.Exists(i => i > limit); }
            public void Dispose() { int limit = Items.Count; Items.Exists(i => i > limit); }
        }
        """, Hot);

    [Fact]
    public Task A_miss_of_a_cache_is_not_hot() => Verify.IsSilentAsync(Usings + """
        class C
        {
            readonly Dictionary<int, string> _names = new();
            string _prefix = "n";
            static string Text(Func<string> text) => text();
            string Name(int key)
            {
                if (!_names.TryGetValue(key, out var name))
                {
                    var number = key.ToString();
                    name = Text(() => "n" + number);
                    _names.Add(key, name);
                }
                return name;
            }
            string Other(int key)
            {
                if (_names.TryGetValue(key, out var name))
                    return name;
                name = Text(() => _prefix);
                _names[key] = name;
                return name;
            }
        }
        """, Hot);

    [Fact]
    public Task Cold_members_are_left_alone() => Verify.IsSilentAsync(Usings + """
        class C
        {
            bool Has(List<int> items, int limit) => items.Exists(i => i > limit);
        }
        """, TestProfile.Cold);

    [Fact]
    public Task A_closure_for_arguments_is_made_though_the_lambda_is_not_reached() => Verify.SuggestsAsync(Usings + """
        class C
        {
            readonly Dictionary<int, string> _names = new();
            static string Text(Func<string> text) => text();
            string Name(int key)
            {
                if (!_names.TryGetValue(key, out var name))
                {
                    name = Text([|() => "n" + key|]);
                    _names.Add(key, name);
                }
                return name;
            }
            string Other(int key)
            {
                if (_names.TryGetValue(key, out var name))
                    return name;
                name = Text([|() => "n" + key|]);
                _names[key] = name;
                return name;
            }
        }
        """, Hot,
        "'() => \"n\" + key' captures 'key', for which each call makes a closure, even where it does not get here, which is likely costly (its member has 50 % of all bytes (500 B of 1.0 KB in 'load', commit 3f2c1ab); "
        + "its own cost is not visible in the profile): "
        + "move this code into a method of its own, so that only a call that gets here makes the closure");

    [Fact]
    public Task Helpers_that_run_what_they_get_and_loops_by_method_are_found() => Verify.SuggestsAsync(Usings + """
        static class E
        {
            public static void ForEach<T>(this IEnumerable<T> all, Action<T> action) { foreach (var one in all) action(one); }
            public static Task<T> RunAsync<T>(Func<Task<T>> action) => action();
        }
        class C
        {
            void A(List<string> names, HashSet<string> to) => names.ForEach([|n => to.Add(n)|]);
            void B(IEnumerable<string> names, HashSet<string> to) => names.ForEach([|n => to.Add(n)|]);
            Task<int> D(int x) => E.RunAsync([|async () => { await Task.Yield(); return x; }|]);
        }
        """, Hot);

    [Fact]
    public Task Work_for_a_scheduler_can_get_its_state() => Verify.SuggestsAsync(Usings + """
        class C
        {
            void A(string name)
            {
                ThreadPool.QueueUserWorkItem([|_ => Console.Write(name)|]);
                Task.Factory.StartNew([|() => Console.Write(name)|]);
                SynchronizationContext.Current?.Post([|_ => Console.Write(name)|], null);
                Task.Factory.StartNew(static s => Console.Write(s), name);
            }
        }
        """, Hot);

    [Fact]
    public Task A_handler_for_each_object_that_comes_by_is_found() => Verify.SuggestsAsync(Usings + """
        class Block { public event Action Ended; }
        class C
        {
            void A(Block block) { block.Ended += [|OnEnded|]; }
            void OnEnded() { }
        }
        """, Hot);

    [Fact]
    public Task Handlers_of_what_is_made_or_kept_here_and_registrations_are_silent() => Verify.IsSilentAsync(Usings + """
        class Block { public event Action Ended; public Block Add(Action done) => this; public void AddStep(string name, Action<Block> configure) { } }
        class C
        {
            readonly Block _block;
            C(Block block) { block.Ended += OnEnded; _block = block; }
            Block A() { var block = new Block(); block.Ended += OnEnded; return block; }
            void B() { _block.Ended += OnEnded; }
            void D(Block block) { block.Ended -= OnEnded; }
            void E(Block block, string name) { block.AddStep(name, b => b.Add(() => Console.WriteLine(name))); }
            void OnEnded() { }
        }
        """, Hot);
}
