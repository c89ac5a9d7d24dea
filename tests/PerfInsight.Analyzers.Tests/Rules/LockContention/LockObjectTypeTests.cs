using CsCheck;
using PerfInsight.Analyzers.Rules.LockContention;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.LockContention.LockObjectTypeAnalyzer, PerfInsight.Analyzers.Rules.LockContention.LockObjectTypeFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.LockContention;

public class LockObjectTypeTests
{
    private static readonly TestProfile Contended = TestProfile.Hot(SampleKind.Contention).Callee("System.Threading.Monitor.Enter_Slowpath", SampleKind.Contention, 190);
    private static readonly TestProfile NotSeen = TestProfile.Hot(SampleKind.Contention);

    [Fact]
    public Task A_contended_object_becomes_a_lock() => Verify.FixesAsync("""
        using System.Threading;
        class C
        {
            // Guards _n.
            private readonly object _gate = new object(); // and nothing else
            private int _n;

            public void Add(int x)
            {
                lock ([|_gate|])
                {
                    _n += x;
                }
            }

            public int Read() { lock ([|this._gate|]) return _n; }
        }
        """, """
        using System.Threading;
        class C
        {
            // Guards _n.
            private readonly Lock _gate = new Lock(); // and nothing else
            private int _n;

            public void Add(int x)
            {
                lock (_gate)
                {
                    _n += x;
                }
            }

            public int Read() { lock (this._gate) return _n; }
        }
        """, Contended);

    [Fact]
    public Task The_using_directive_is_added() => Verify.FixesAsync("""
        class C
        {
            private static readonly object Gate = new();
            private static int _n;

            public static void Add(int x) { lock ([|Gate|]) { _n += x; } }
        }
        """, """
        using System.Threading;

        class C
        {
            private static readonly Lock Gate = new();
            private static int _n;

            public static void Add(int x) { lock (Gate) { _n += x; } }
        }
        """, Contended);

    [Fact]
    public Task The_message_says_what_is_waited() => Verify.WarnsAsync(
        "class C { private readonly object _g = new(); int _n; public void Add() { lock ([|_g|]) { _n++; } } }",
        Contended,
        "'_g' is an object that is only locked, and makes threads wait 190 ns (19 % of wall time in 'load', commit 3f2c1ab): make it a System.Threading.Lock");

    [Theory]
    [InlineData("class C { private readonly object _g = new(); int _n; public void Add() { lock (_g) { _n++; System.Threading.Monitor.Pulse(_g); } } }")]
    [InlineData("class C { private object _g = new(); int _n; public void Add() { lock (_g) { _n++; } } public void Reset() { _g = new object(); } }")]
    [InlineData("class C { internal readonly object Gate = new(); int _n; public void Add() { lock (Gate) { _n++; } } }")]
    [InlineData("class C { private readonly System.Collections.Generic.List<int> _l = new(); public void Add() { lock (_l) { _l.Add(1); } } }")]
    [InlineData("class C { private readonly object _g; int _n; public C(object g) { _g = g; } public void Add() { lock (_g) { _n++; } } }")]
    [InlineData("class C { private readonly object _g = new(); int _n; public object Root => _g; public void Add() { lock (_g) { _n++; } } }")]
    [InlineData("class C { private readonly object _g = new(); int _n; public System.Collections.Generic.IEnumerable<int> All() { lock (_g) { yield return _n; } } }")]
    [InlineData("[System.Serializable] class C { private readonly object _g = new(); int _n; public void Add() { lock (_g) { _n++; } } }")]
    [InlineData("class C { private readonly System.Threading.Lock _g = new(); int _n; public void Add() { lock (_g) { _n++; } } }")]
    [InlineData("class C { private readonly object _g = new(); int _n; public void Add() { System.Threading.Monitor.Enter(_g); try { _n++; } finally { System.Threading.Monitor.Exit(_g); } } }")]
    [InlineData("class C { int _n; public void Add() { lock (this) { _n++; } } }")]
    public Task A_look_alike_is_left_alone(string code) => Verify.IsSilentAsync(code, Contended);

    [Fact]
    public Task A_lock_at_which_the_profile_shows_no_wait_is_left_alone() => Verify.IsSilentAsync(
        "class C { private readonly object _g = new(); int _n; public void Add() { lock (_g) { _n++; } } }", NotSeen);

    [Fact]
    public Task Two_fields_of_one_declaration_are_left_alone() => Verify.IsSilentAsync(
        "class C { private readonly object _a = new(), _b = new(); int _n; public void Add() { lock (_a) { _n++; } lock (_b) { _n++; } } }", Contended);

    [Fact]
    public Task The_fix_keeps_results() => Differential.SameResultsAsync<LockObjectTypeAnalyzer, LockObjectTypeFixer, int[]>("""
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        public class C
        {
            private readonly object _gate = new object();
            private readonly List<int> _seen = new();

            private int Add(int x)
            {
                lock (_gate)
                {
                    if (x < 0)
                        throw new ArgumentException("negative");
                    lock (_gate) { _seen.Add(x); }
                    return _seen.Count;
                }
            }

            public static List<int> Run(int[] xs)
            {
                var c = new C();
                var failed = 0;
                Parallel.ForEach(xs, x => { try { c.Add(x); } catch (ArgumentException) { System.Threading.Interlocked.Increment(ref failed); } });
                c._seen.Sort();
                c._seen.Add(failed);
                return c._seen;
            }
        }
        """, Contended, "C.Run", Gen.Int[-3, 20].Array[0, 20]);
}
