using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.LockContention.SleepPollingAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.LockContention;

public class SleepPollingTests
{
    private const string Head = """
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Data;
        using System.IO;
        using System.Linq;
        using System.Net;
        using System.Net.Http;
        using System.Text.Json;
        using System.Threading;
        using System.Threading.Tasks;

        """;

    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Contention).Callee("Somewhere.Else", SampleKind.Contention, 1);

    [Theory]
    [InlineData("""
        class C { volatile bool _ready; void M() { while (!_ready) { [|Thread.Sleep(10)|]; } } void Set() => _ready = true; }
        """)]
    [InlineData("""
        class C { bool Ready { get; set; } async Task M() { while (!Ready) await [|Task.Delay(50)|]; } }
        """)]
    [InlineData("""
        class C { volatile bool _ready; bool M(int ms) { var start = DateTime.UtcNow; while (true) { if (_ready) return true; if ((DateTime.UtcNow - start).TotalMilliseconds > ms) throw new TimeoutException(); [|Thread.Sleep(1)|]; } } }
        """)]
    [InlineData("""
        class C { readonly ConcurrentQueue<int> _q = new(); void M(CancellationToken t) { while (!t.IsCancellationRequested) { if (_q.TryDequeue(out var x)) Console.WriteLine(x); else [|Thread.Sleep(10)|]; } } }
        """)]
    [InlineData("""
        class C { readonly Queue<int> _q = new(); bool _stop; void M() { while (!_stop) { if (_q.Count == 0) { [|Thread.Sleep(10)|]; continue; } Console.WriteLine(_q.Dequeue()); } } }
        """)]
    [InlineData("""
        class C { void M(Task t) { while (!t.IsCompleted) { [|Thread.Sleep(5)|]; } } }
        """)]
    [InlineData("""
        class C { void M(System.Diagnostics.Process p) { var n = 0; while (!p.HasExited && n < 100) { n++; [|Thread.Sleep(100)|]; } } }
        """)]
    [InlineData("""
        class C { bool IsDone() => false; void M() { do { [|Thread.Sleep(10)|]; } while (!IsDone()); } }
        """)]
    [InlineData("""
        class C { volatile bool _ready; void M() { [|SpinWait.SpinUntil(() => _ready)|]; } }
        """)]
    [InlineData("""
        class C { volatile bool _ready; void M() { var s = new SpinWait(); while (!_ready) [|s.SpinOnce()|]; } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); bool _ready; void M() { lock (_g) { while (!_ready) [|Monitor.Wait(_g, 10)|]; } } }
        """)]
    [InlineData("""
        class C { volatile int _pending; void M() { for (var i = 0; i < 100 && _pending > 0; i++) [|Thread.Sleep(20)|]; } }
        """)]
    public Task Reported_where_the_member_is_hot(string code) => Verify.SuggestsAsync(Head + code, Hot);

    [Theory]
    [InlineData("""
        class C { void M(Action a) { for (var i = 0; i < 3; i++) { try { a(); return; } catch (IOException) { Thread.Sleep(100 * i); } } } }
        """)]
    [InlineData("""
        class C { void M(int[] xs) { foreach (var x in xs) { Console.WriteLine(x); Thread.Sleep(100); } } }
        """)]
    [InlineData("""
        class C { async Task M(CancellationToken t) { while (!t.IsCancellationRequested) { Work(); await Task.Delay(1000, t); } } void Work() { } }
        """)]
    [InlineData("""
        class C { volatile bool _stop; void M() { while (!_stop) { Console.WriteLine("x"); Thread.Sleep(1000); } } }
        """)]
    [InlineData("""
        class C { int _n; void M() { var s = new SpinWait(); while (Interlocked.CompareExchange(ref _n, 1, 0) != 0) s.SpinOnce(); } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); bool _ready; void M() { lock (_g) { while (!_ready) Monitor.Wait(_g, 10); } } void Set() { lock (_g) { _ready = true; Monitor.PulseAll(_g); } } }
        """)]
    [InlineData("""
        class C { async Task M(HttpClient c) { while (true) { var s = await c.GetStringAsync("status"); if (s == "done") return; await Task.Delay(500); } } }
        """)]
    [InlineData("""
        class C { void M(string p) { while (!File.Exists(p)) Thread.Sleep(100); } }
        """)]
    [InlineData("""
        class C { async Task<bool> M(Func<Task<bool>> ask) { while (!await ask()) { await Task.Delay(100); } return true; } }
        """)]
    [InlineData("""
        class C { void M() { Thread.Sleep(100); } }
        """)]
    [InlineData("""
        class C { void M() { for (var i = 10; i > 0; i--) { Console.WriteLine(i); Thread.Sleep(1000); } } }
        """)]
    [InlineData("""
        class C { readonly ManualResetEventSlim _e = new(); void M() { _e.Wait(); } }
        """)]
    [InlineData("""
        class C { DateTime _next; int _calls; void M() { while (DateTime.UtcNow < _next) Thread.Sleep(1); _calls++; } }
        """)]
    [InlineData("""
        class Job { public bool HasExited; } class C { async Task M(Job job, string path) { while (!File.Exists(path) && !job.HasExited) await Task.Delay(100); } }
        """)]
    public Task A_look_alike_is_left_alone(string code) => Verify.IsSilentAsync(Head + code, Hot);

    [Fact]
    public Task A_cold_member_is_left_alone() => Verify.IsSilentAsync(Head + """
        class C { volatile bool _ready; void M() { while (!_ready) { Thread.Sleep(10); } } }
        """, TestProfile.Cold);
}
