using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.GcPressure.NeverReleasedAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.GcPressure;

public class NeverReleasedTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace);

    [Theory]
    [InlineData("Task M(CancellationToken t) { var s = [|CancellationTokenSource.CreateLinkedTokenSource(t, _stop)|]; return Task.Delay(5, s.Token); }")]
    [InlineData("Task M() => Task.Delay(5, [|new CancellationTokenSource(1000)|].Token);")]
    [InlineData("async Task M() { var s = [|new CancellationTokenSource(TimeSpan.FromHours(1))|]; await Task.Delay(5, s.Token); }")]
    [InlineData("void M(CancellationToken t, Action a) { [|t.Register(a)|]; }")]
    [InlineData("void M(Action a) { [|_stop.Register(a)|]; }")]
    [InlineData("void M() { [|Console.CancelKeyPress += On|]; } void On(object o, ConsoleCancelEventArgs e) { }")]
    [InlineData("private static readonly List<string> Seen = new(); void M(string s) { [|Seen.Add(s)|]; } int N() => Seen.Count;")]
    [InlineData("private static readonly System.Collections.Concurrent.ConcurrentBag<string> Seen = new(); static void M(string s) { [|Seen.Add(s)|]; }")]
    [InlineData("async Task<bool> M(Task work, int ms) => await Task.WhenAny(work, [|Task.Delay(ms)|]) == work;")]
    [InlineData("async Task<bool> M(Task work, CancellationToken t) => await Task.WhenAny(work, [|Task.Delay(-1, t)|]) == work;")]
    [InlineData("async Task<bool> M(Task work, CancellationToken t) { var end = [|Task.Delay(Timeout.InfiniteTimeSpan, t)|]; return await Task.WhenAny(work, end) == work; }")]
    [InlineData("async Task<bool> M(Task work) { var late = [|Task.Delay(TimeSpan.FromSeconds(30))|]; return await Task.WhenAny(work, late) == work; }")]
    [InlineData("C() { [|Console.CancelKeyPress += On|]; } void On(object o, ConsoleCancelEventArgs e) { }")]
    [InlineData("C() { [|AppDomain.CurrentDomain.ProcessExit += On|]; } void On(object o, EventArgs e) { }")]
    [InlineData("void M() { [|AppDomain.CurrentDomain.ProcessExit += (s, e) => N()|]; } void N() { }")]
    [InlineData("C(Settings all) { [|all.E += On|]; } void On() { }")]
    [InlineData("readonly Settings _all; C(Settings all) { _all = all; [|_all.E += () => On()|]; } void On() { }")]
    [InlineData("private readonly List<WeakReference> _all = new(); void M(object o) { [|_all.Add(new WeakReference(o))|]; } int N() => _all.Count;")]
    public Task A_call_leaves_something_behind(string member) => Verify.SuggestsAsync(Class(member), Hot);

    [Theory]
    [InlineData("async Task M(CancellationToken t) { using var s = CancellationTokenSource.CreateLinkedTokenSource(t); await Task.Delay(5, s.Token); }")]
    [InlineData("async Task M(CancellationToken t) { using (var s = CancellationTokenSource.CreateLinkedTokenSource(t)) { await Task.Delay(5, s.Token); } }")]
    [InlineData("async Task M(CancellationToken t) { var s = CancellationTokenSource.CreateLinkedTokenSource(t); try { await Task.Delay(5, s.Token); } finally { s.Dispose(); } }")]
    [InlineData("CancellationTokenSource M(CancellationToken t) { var s = CancellationTokenSource.CreateLinkedTokenSource(t); s.CancelAfter(5); return s; }")]
    [InlineData("CancellationTokenSource _s; void M(CancellationToken t) { _s = CancellationTokenSource.CreateLinkedTokenSource(t); }")]
    [InlineData("Task M() { var s = new CancellationTokenSource(); return Task.Delay(5, s.Token); }")]
    [InlineData("async Task M(CancellationToken t, Action a) { using (t.Register(a)) await Task.Delay(5); }")]
    [InlineData("IDisposable _r; void M(CancellationToken t, Action a) { _r = t.Register(a); }")]
    [InlineData("C() { _stop.Register(() => { }); }")]
    [InlineData("void M() { Console.CancelKeyPress += On; } void N() { Console.CancelKeyPress -= On; } void On(object o, ConsoleCancelEventArgs e) { }")]
    [InlineData("event Action E; void M(C other, Action a) { other.E += a; }")]
    [InlineData("private static readonly List<string> Seen = new(); void M(string s) { Seen.Add(s); if (Seen.Count > 9) Seen.Clear(); }")]
    [InlineData("private static List<string> Seen = new(); void M(string s) { Seen.Add(s); } List<string> Take() { var all = Seen; Seen = new(); return all; }")]
    [InlineData("private static readonly Dictionary<string, int> Known = new(); void M(string s) { if (!Known.ContainsKey(s)) Known.Add(s, 1); }")]
    [InlineData("private readonly List<string> _seen = new(); void M(string s) { _seen.Add(s); }")]
    [InlineData("async Task<bool> M(Task work, int ms, CancellationToken t) => await Task.WhenAny(work, Task.Delay(ms, t)) == work;")]
    [InlineData("async Task<bool> M(Task work) { using var s = new CancellationTokenSource(); var won = await Task.WhenAny(work, Task.Delay(-1, s.Token)) == work; s.Cancel(); return won; }")]
    [InlineData("Task M(CancellationToken t) => Task.Delay(-1, t);")]
    [InlineData("async Task M(Task work) { while (!work.IsCompleted) await Task.WhenAny(work, Task.Delay(500)); }")]
    [InlineData("async Task M(Task work) => await Task.WhenAny(work, Task.Delay(TimeSpan.FromMilliseconds(500)));")]
    [InlineData("async Task M(Task work) => await Task.WhenAny(work, Task.Delay(TimeSpan.FromSeconds(1)));")]
    [InlineData("Task M(int ms) => Task.WhenAll(Task.Delay(ms), Task.Delay(ms));")]
    [InlineData("readonly Settings _all; C(Settings all) { _all = all; _all.E += On; } void On() { } public void Dispose() => _all.E -= On;")]
    [InlineData("C(int n) { var part = new Settings(); part.E += On; } void On() { }")]
    [InlineData("C(Settings all, Action a) { all.E += a; all.E += () => { }; }")]
    [InlineData("event Action E; C(C pipe) { pipe.E += On; } void On() { }")]
    [InlineData("event Action E; C(C model) { E += On; } void On() { }")]
    [InlineData("private readonly List<WeakReference> _all = new(); void M(object o) { _all.Add(new WeakReference(o)); _all.RemoveAll(one => !one.IsAlive); }")]
    public Task What_is_taken_back_or_handed_on_stays_silent(string member) => Verify.IsSilentAsync(Class(member), Hot);

    private static string Class(string member) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        class Settings { public event Action E; }
        class C
        {
            private readonly CancellationToken _stop = new CancellationTokenSource().Token;
            {{member}}
        }
        """;
}
