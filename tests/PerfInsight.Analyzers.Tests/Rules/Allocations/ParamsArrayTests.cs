using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.ParamsArrayAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

public class ParamsArrayTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading;
        using System.Threading.Tasks;

        """;

    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace);

    [Fact]
    public Task An_array_for_own_params_is_confirmed_by_its_bytes() => Verify.WarnsAsync(Usings + """
        class C
        {
            static int Sum(params int[] xs) => xs.Length;
            int A(int x, int y) => [|Sum(x, y)|];
        }
        """, Hot.Allocates("System.Int32[]"),
        "'Sum' makes a new int[] of its arguments in each call, which allocates 31 % of all bytes (310 B of 1.0 KB in 'load', commit 3f2c1ab): "
        + "add an overload for 2 arguments, or take a ReadOnlySpan");

    [Fact]
    public Task Loggers_and_loops_are_found() => Verify.SuggestsAsync(Usings + """
        class Logger { public void LogDebug(string text, params object[] values) { } }
        class C
        {
            void B(Logger logger, string[] names)
            {
                foreach (var name in names)
                    logger.[|LogDebug("{Name}", name)|];
            }
        }
        """, Hot);

    [Fact]
    public Task Constant_arguments_can_be_kept() => Verify.SuggestsAsync(Usings + """
        class Node
        {
            public bool Is(params string[] names) => names.Length > 1;
            public bool this[params int[] xs] => xs.Length > 1;
        }
        class C
        {
            bool A(Node node) => node.[|Is("a", "b")|];
        }
        """, Hot, "'Is' makes a new string[] of its arguments in each call, which is likely costly (its member has 50 % of all bytes (500 B of 1.0 KB in 'load', commit 3f2c1ab); "
        + "its own cost is not visible in the profile): keep the array in a static readonly field");

    [Fact]
    public Task Extensions_generics_and_asynchronous_members_are_found() => Verify.SuggestsAsync(Usings + """
        static class E
        {
            public static bool In<T>(this T x, params T[] xs) => xs.Contains(x);
        }
        class C
        {
            bool A(string x, string y, string z) => x.[|In(y, z)|];
            async Task<bool> B(int x, int y)
            {
                await Task.Yield();
                return x.[|In(y)|];
            }
        }
        """, Hot);

    [Fact]
    public Task No_array_no_diagnostic() => Verify.IsSilentAsync(Usings + """
        class C
        {
            static int Sum(params int[] xs) => xs.Length;
            static int None(int x) => x;
            int A(int[] xs) => Sum() + Sum(xs) + None(1);
        }
        """, Hot);

    [Fact]
    public Task Text_with_few_arguments_has_overloads() => Verify.IsSilentAsync(Usings + """
        class C
        {
            string A(string a, string b, string c) => string.Format("{0}{1}{2}", a, b, c) + Path.Combine(a, b, c) + string.Concat(a, b, c) + a.Split(',').Length;
        }
        """, Hot);

    [Fact]
    public Task Where_the_array_is_needed_it_is_left_alone() => Verify.IsSilentAsync(Usings + """
        class Node { public Node(params string[] names) => Names = names; public string[] Names { get; } }
        class C
        {
            Task A(Task a, Task b) => Task.WhenAll(a, b);
            Node B(string a, string b) => new Node(a, b);
            CancellationTokenSource D(CancellationToken a, CancellationToken b, CancellationToken c) => CancellationTokenSource.CreateLinkedTokenSource(a, b, c);
        }
        """, Hot);

    [Fact]
    public Task Error_paths_are_not_hot() => Verify.IsSilentAsync(Usings + """
        class C
        {
            static string Join(params string[] xs) => xs[0];
            static void LogError(params string[] xs) { }
            int A(int x, string y)
            {
                if (x < 0) throw new ArgumentException(Join("a", y));
                if (x == 0) LogError("a", y);
                return x;
            }
        }
        """, Hot);

    [Fact]
    public Task Boxed_arguments_are_told_of_by_another_rule() => Verify.IsSilentAsync(Usings + """
        class C
        {
            static void Trace(params object[] xs) { }
            void A(int x) => Trace(x, "a");
        }
        """, Hot);

    [Fact]
    public Task Static_constructors_and_cold_members_are_left_alone() => Verify.IsSilentAsync(Usings + """
        class C
        {
            static readonly int N;
            static int Sum(params int[] xs) => xs.Length;
            static C() { N = Sum(1, 2); }
        }
        """, Hot);

    [Fact]
    public Task What_only_a_static_constructor_calls_runs_once() => Verify.IsSilentAsync(Usings + """
        class C
        {
            static int Sum(params int[] xs) => xs.Length;
            static int s_sum;
            static C() { Prepare(3); Prepare(4); }
            private static void Prepare(int x) { s_sum += Sum(x, 2); }
        }
        """, Hot);

    [Fact]
    public Task What_others_call_too_does_not() => Verify.SuggestsAsync(Usings + """
        class C
        {
            static int Sum(params int[] xs) => xs.Length;
            static int s_sum;
            static C() { Prepare(3); }
            private static void Prepare(int x) { s_sum += [|Sum(x, 2)|]; }
            public void Again(int x) => Prepare(x);
        }
        """, Hot);

    [Fact]
    public Task Beside_an_object_for_each_element_the_array_is_nothing() => Verify.IsSilentAsync(Usings + """
        class Entry { public Entry(string name) { } }
        class C
        {
            List<Entry> _all = new();
            void Register(params string[] names) { foreach (var name in names) _all.Add(new Entry(name)); }
            void A(string a) => Register(a, a);
        }
        """, Hot);

    [Fact]
    public Task What_is_said_of_a_failure_is_not_hot() => Verify.IsSilentAsync(Usings + """
        class C
        {
            static void Put(params string[] names) { Console.Write(names.Length); }
            static void LogError(string text) { }
            void A(Task task, string name) { if (task.IsFaulted) Put("x", name); }
            void D(Task task, string name) { if (task.IsFaulted || task.IsCanceled) { Put("x", name); } }
            void B(int index, string name)
            {
                if (index < 0)
                {
                    LogError("not there");
                    Put("x", name);
                    return;
                }
            }
        }
        """, Hot);

    [Fact]
    public Task What_else_is_done_with_elements_and_the_way_without_a_failure_are_hot() => Verify.SuggestsAsync(Usings + """
        class Entry { public Entry(string name) { } }
        class C
        {
            int _sum;
            void Count(params string[] names) { foreach (var name in names) { if (name == "") throw new ArgumentException(new string('x', 3)); _sum += name.Length; } }
            static void LogError(string text) { }
            void A(Task task, string name) { if (!task.IsFaulted) [|Count("x", name)|]; }
            void B(int index, string name)
            {
                if (index < 0)
                    LogError("not there");
                else
                    [|Count("x", name)|];
            }
        }
        """, Hot);

    [Fact]
    public Task An_array_that_the_method_keeps_or_that_is_not_compiled_is_left_alone() => Verify.IsSilentAsync(Usings + """
        class C
        {
            string[] _names;
            void Keep(params string[] names) { _names = names; }
            [System.Diagnostics.Conditional("TRACED")]
            static void Trace(string text, params string[] names) { }
            static void Log(string text, params string[] names) { }
            bool IsVerbose3 { get; set; }
            void A(string a) => Keep("x", a);
            void B(string a) => Trace("x", a, a);
            void D(string a) { if (IsVerbose3) Log("x", a, a); }
            void E(Exception e) { Log("x", e.Message, e.Source); }
        }
        """, Hot);
}
