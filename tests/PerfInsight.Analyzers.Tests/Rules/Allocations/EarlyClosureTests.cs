using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.CapturingLambdaAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

public class EarlyClosureTests
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
    public Task A_closure_for_a_local_of_the_whole_member_is_made_in_each_call() => Verify.SuggestsAsync(Usings + """
        class C
        {
            string _name;
            static string Text(Func<string> text) => text();
            string Name()
            {
                var name = _name;
                if (name == null)
                {
                    name = Environment.MachineName;
                    _name = name;
                    Text([|() => "n" + name|]);
                }
                return name;
            }
            string Other()
            {
                if (_name == null)
                {
                    var made = Environment.MachineName;
                    _name = made;
                    Text(() => "n" + made);
                }
                return _name;
            }
        }
        """, Hot);

    [Fact]
    public Task What_the_called_method_keeps_is_needed() => Verify.IsSilentAsync(Usings + """
        class Player
        {
            Action _done; readonly List<Action> _later = new(); Action _tick;
            public void Play(Action done) { _done = done; }
            public void After(Action done) => _later.Add(done);
            public void ConnectThen(Action done) { _tick = () => { done(); }; }
            public Player Make(Action done) => new Player { _done = done };
            public static Lazy<int> Once(Func<int> make) => new Lazy<int>(make);
            public void BindMenu(Func<int, int> make) { _tick = () => make(3); }
        }
        class C
        {
            int _n;
            void A(Player p, int n) => p.Play(() => _n = n);
            void B(Player p, int n) => p.After(() => _n = n);
            void D(Player p, int n) => p.ConnectThen(() => _n = n);
            Player E(Player p, int n) => p.Make(() => _n = n);
            int F(int n) => Player.Once(() => n).Value;
            void G(Player p, int n) { Func<int, int> make = x => x + n; p.Play(() => p.BindMenu(make)); }
        }
        """, Hot);

    [Fact]
    public Task What_the_called_method_only_calls_is_made_for_the_call() => Verify.SuggestsAsync(Usings + """
        class C
        {
            int _n;
            static void Twice(Action done) { if (done != null) done(); done(); }
            static int Sum(Func<int, int> f) { var n = f(1); return n + f(2); }
            void A(int n) => Twice([|() => _n = n|]);
            int B(int n) => Sum([|x => x + n|]);
        }
        """, Hot);

    [Fact]
    public Task A_lambda_of_one_branch_makes_each_call_pay_for_its_closure() => Verify.SuggestsAsync(Usings + """
        class C
        {
            readonly Dictionary<string, object> _map = new(); readonly List<Action> _queue = new(); bool _tracks; int _state;
            void Add(Action a) => _queue.Add(a);
            bool Find(string key, out object value)
            {
                if (!_map.TryGetValue(key, out var found)) { value = null; return false; }
                if (_tracks) Add([|() => found.ToString()|]);
                value = found;
                return true;
            }
            int Step(string name, int n)
            {
                if (_state > 3) Task.Run([|() => Console.WriteLine(name)|]);
                return n + _state;
            }
            async Task<int> Wait(string name)
            {
                if (_state == 0) return 1;
                Add([|() => Console.WriteLine(name)|]);
                await Task.Delay(5);
                return 2;
            }
        }
        """, Hot);

    [Fact]
    public Task A_closure_that_each_call_needs_or_only_the_branch_makes_is_no_matter() => Verify.IsSilentAsync(Usings + """
        class C
        {
            readonly List<Action> _queue = new(); bool _tracks; int _state;
            void Add(Action a) => _queue.Add(a);
            void Always(string name) { Add(() => Console.WriteLine(name)); if (_tracks) Add(() => Console.Error.WriteLine(name)); }
            void Whole(string name) { if (_tracks) { Add(() => Console.WriteLine(name)); } }
            int Null(string name, object o) { if (o == null) Add(() => Console.WriteLine(name)); return _state; }
            int Own(string name) { if (_tracks) { var copy = name; Add(() => Console.WriteLine(copy)); } return _state; }
            int Static(string name) { if (_tracks) Add(static () => Console.WriteLine()); return _state; }
            async Task Work(string name) { if (_tracks) return; await Task.Run(() => Console.WriteLine(name)); }
            bool Query(string name, List<string> all) { if (_tracks) return false; return all.Any(one => one.Length == name.Length); }
            Func<string> Made(string name) { if (_tracks) return null; return () => name; }
            int This() { if (_tracks) Add(() => _state++); return _state; }
        }
        """, Hot);
}
