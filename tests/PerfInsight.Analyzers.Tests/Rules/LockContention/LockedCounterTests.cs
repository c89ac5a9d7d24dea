using CsCheck;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.LockContention.LockedCounterAnalyzer, PerfInsight.Analyzers.Rules.LockContention.LockedCounterFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.LockContention;

public class LockedCounterTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Contention);
    private static readonly TestProfile Confirmed = Hot.Callee("System.Threading.Monitor.Enter_Slowpath", SampleKind.Contention, 190);

    [Fact]
    public Task A_counter_under_a_lock_of_its_own_is_confirmed_by_the_waits() => Verify.WarnsAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        class C
        {
            private readonly object _gate = new object();
            private long _hits;
            public void Hit() { lock ([|_gate|]) { _hits++; } }
        }
        """, Confirmed,
        "This lock guards only '_hits' and makes threads wait 190 ns (19 % of wall time in 'load', commit 3f2c1ab): use Interlocked");

    [Fact]
    public Task Waits_of_a_member_that_takes_one_lock_are_for_that_lock() => Verify.WarnsAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        class C
        {
            private readonly object _gate = new object();
            private long _hits;
            public void Hit() { lock ([|_gate|]) _hits++; }
        }
        """, Hot,
        "This lock guards only '_hits' and makes threads wait 500 ns (50 % of wall time in 'load', commit 3f2c1ab): use Interlocked");

    [Fact]
    public Task Counting_reading_and_resetting_become_interlocked_and_the_gate_goes() => Verify.FixesAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        class C
        {
            private readonly object _gate = new object();
            private long _hits;
            private int _size;

            public void Hit()
            {
                lock ([|_gate|])
                {
                    _hits++;
                }
            }

            public void Grow(int n)
            {
                lock ([|_gate|])
                    _size += n;
            }

            public long Hits { get { lock ([|_gate|]) { return _hits; } } }
            public int Next() { lock ([|_gate|]) { return ++_size; } }
            public void Reset() { lock ([|_gate|]) { _hits = 0; } }
        }
        """, """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        class C
        {
            private long _hits;
            private int _size;

            public void Hit()
            {
                Interlocked.Increment(ref _hits);
            }

            public void Grow(int n)
            {
                Interlocked.Add(ref _size, n);
            }

            public long Hits { get { return Interlocked.Read(ref _hits); } }
            public int Next() { return Interlocked.Increment(ref _size); }
            public void Reset() { Interlocked.Exchange(ref _hits, 0); }
        }
        """, Confirmed);

    [Fact]
    public Task A_gate_that_others_use_stays() => Verify.FixesAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        class C
        {
            private readonly object _gate = new object();
            private int _hits;
            private readonly List<int> _items = new List<int>();
            public void Hit() { lock ([|_gate|]) { _hits--; } }
            public int Last() { lock ([|_gate|]) { return _hits--; } }
            public void Add(int i) { lock (_gate) { _items.Add(i); } }
        }
        """, """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        class C
        {
            private readonly object _gate = new object();
            private int _hits;
            private readonly List<int> _items = new List<int>();
            public void Hit() { Interlocked.Decrement(ref _hits); }
            public int Last() { return Interlocked.Decrement(ref _hits) + 1; }
            public void Add(int i) { lock (_gate) { _items.Add(i); } }
        }
        """, Confirmed);

    [Fact]
    public Task In_checked_arithmetic_no_fix_is_offered() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        class C
        {
            private readonly object _gate = new object();
            private int _hits;
            public void Hit() { checked { lock ([|_gate|]) { _hits++; } } }
        }
        """, Confirmed);

    [Fact]
    public Task A_comment_inside_the_lock_is_not_thrown_away() => Verify.FixesAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        class C
        {
            private readonly object _gate = new object();
            private int _hits;
            public void Hit()
            {
                lock ([|_gate|])
                {
                    // one more
                    _hits++;
                }
            }
        }
        """, """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        class C
        {
            private int _hits;
            public void Hit()
            {
                // one more
                Interlocked.Increment(ref _hits);
            }
        }
        """, Confirmed);

    [Fact]
    public Task Two_fields_that_belong_together_are_left_alone() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        class C
        {
            private readonly object _gate = new object();
            private int _hits;
            private int _misses;
            public void Hit() { lock (_gate) { _hits++; _misses--; } }
        }
        """, Confirmed);

    [Fact]
    public Task A_counter_that_is_read_with_other_state_is_left_alone() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        class C
        {
            private readonly object _gate = new object();
            private int _hits;
            private string _name = "";
            public void Hit() { lock (_gate) { _hits++; } }
            public string Show() { lock (_gate) { return _name + _hits; } }
        }
        """, Confirmed);

    [Fact]
    public Task A_counter_that_is_read_without_the_lock_is_left_alone() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        class C
        {
            private readonly object _gate = new object();
            private int _hits;
            public void Hit() { lock (_gate) { _hits++; } }
            public int Hits => _hits;
        }
        """, Confirmed);

    [Fact]
    public Task A_counter_that_others_can_reach_is_left_alone() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        class C
        {
            private readonly object _gate = new object();
            internal int _hits;
            public void Hit() { lock (_gate) { _hits++; } }
        }
        """, Confirmed);

    [Fact]
    public Task A_type_that_Interlocked_does_not_know_is_left_alone() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        class C
        {
            private readonly object _gate = new object();
            private decimal _sum;
            public void Add(decimal d) { lock (_gate) { _sum += d; } }
        }
        """, Confirmed);

    [Fact]
    public Task A_value_that_is_computed_from_other_fields_is_left_alone() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        class C
        {
            private readonly object _gate = new object();
            private int _a;
            private int _b;
            public void Add() { lock (_gate) { _a += _b; } }
        }
        """, Confirmed);

    [Fact]
    public Task Two_gates_are_left_alone() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        class C
        {
            private readonly object _gate = new object();
            private readonly object _other = new object();
            private int _hits;
            public void Hit() { lock (_gate) { _hits++; } }
            public void Miss() { lock (_other) { _hits--; } }
        }
        """, Confirmed);

    [Fact]
    public Task A_lock_that_nobody_waits_for_is_left_alone() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        class C
        {
            private readonly object _gate = new object();
            private int _hits;
            public void Hit() { lock (_gate) { _hits++; } }
        }
        """, TestProfile.Hot(SampleKind.Cpu));

    [Fact]
    public Task The_counts_are_those_of_the_lock() => Differential.SameResultsAsync<
        PerfInsight.Analyzers.Rules.LockContention.LockedCounterAnalyzer, PerfInsight.Analyzers.Rules.LockContention.LockedCounterFixer, int[]>("""
        public class C
        {
            private readonly object _gate = new object();
            private int _sum;
            private long _calls;
            private void Add(int n) { lock (_gate) { _sum += n; } }
            private void Take(int n) { lock (_gate) { _sum -= n; } }
            private long Call() { lock (_gate) { return _calls++; } }
            private int Sum() { lock (_gate) { return _sum; } }
            public static string Run(int[] values)
            {
                var c = new C();
                var text = "";
                foreach (var value in values)
                {
                    if (value % 3 == 0) c.Take(value); else c.Add(value);
                    text += c.Call() + ":" + c.Sum() + ";";
                }

                return text;
            }
        }
        """, Confirmed, "C.Run", Gen.Int.Array[0, 20]);

    [Theory]
    [InlineData("class C { readonly object _g = new(); int _next; string M(string[] l) { int i; lock ([|_g|]) { i = _next; _next = (_next + 1) % l.Length; } return l[i]; } }", "_next", "count with Interlocked.Increment and take the remainder")]
    [InlineData("class C { readonly object _g = new(); int _next; readonly List<string> _l = new(); string M() { lock ([|_g|]) { var i = _next; _next = i + 1; return i.ToString(); } } }", null, null)]
    [InlineData("class C { readonly object _g = new(); long _next; long M() { lock ([|_g|]) { var id = _next; _next = id + 1; return id; } } }", "_next", "count with Interlocked.Add")]
    [InlineData("class C { readonly object _g = new(); object _k; void M(object k) { lock ([|_g|]) { if (_k != null) { throw new NotSupportedException(); } _k = k; } } }", "_k", "set it with Interlocked.CompareExchange")]
    [InlineData("class C { readonly object _g = new(); bool _on; void M() { lock ([|_g|]) { if (_on) return; _on = true; } Console.WriteLine(); } }", "_on", "set it with Interlocked.Exchange")]
    [InlineData("class C { private long _c; void Start() { _c = DateTime.UtcNow.Ticks; } protected virtual string Id { get { lock ([|this|]) { return Convert.ToString(_c++, System.Globalization.CultureInfo.InvariantCulture); } } } }", "_c", "use Interlocked")]
    [InlineData("class C { readonly object _g = new(); object _k; object M() { lock ([|_g|]) { var r = _k; _k = null; return r; } } }", "_k", "take its value with Interlocked.Exchange")]
    [InlineData("class C { readonly object _g = new(); object _k; object _l; object M() { lock ([|_g|]) { var r = _k; _k = null; return _l; } } }", null, null)]
    public Task Numbers_and_first_comers_need_no_lock_of_their_own(string code, string? field, string? remedy) => field is null
        ? Verify.IsSilentAsync(Head + code.Replace("[|", "").Replace("|]", ""), Hot)
        : Verify.WarnsAsync(Head + code, Hot, $"This lock guards only '{field}' and makes threads wait 500 ns (50 % of wall time in 'load', commit 3f2c1ab): {remedy}");

    [Fact]
    public Task A_counter_that_is_also_stored_without_the_lock_gets_no_fix() => Verify.OffersNoFixAsync(Head + """
        class C
        {
            private readonly object _gate = new object();
            private long _hits;
            public void Reset() { _hits = 0; }
            public void Hit() { lock ([|_gate|]) { _hits++; } }
        }
        """, Confirmed);

    private const string Head = """
        using System;
        using System.Collections.Generic;

        """;
}
