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
}
