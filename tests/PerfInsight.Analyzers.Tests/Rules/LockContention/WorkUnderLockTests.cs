using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.LockContention.WorkUnderLockAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.LockContention;

public class WorkUnderLockTests
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
        class C { readonly object _g = new(); Func<int> _f = () => 1; int _n; void M() { lock ([|_g|]) { _n = _f(); } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); int[] _a = { 1 }; int[] _s = { }; void M() { lock ([|_g|]) { _s = _a.OrderBy(x => x).ToArray(); } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); event Action? Changed; int _n; void M() { lock ([|_g|]) { _n++; Changed?.Invoke(); } } }
        """)]
    [InlineData("""
        class C { readonly D _d = new(); string _t = ""; void M() { lock ([|this|]) { _t = _d.CreateReport(); } } } class D { public string CreateReport() => string.Join(",", new string[9]); }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); string _t = ""; void M(object o) { lock ([|_g|]) { _t = JsonSerializer.Serialize(o); } } }
        """)]
    [InlineData("""
        interface ILog { void Info(string s); } class C { readonly object _g = new(); readonly ILog _log = null!; int _n; void M() { lock ([|_g|]) { _n++; _log.Info("n " + _n); } } }
        """)]
    [InlineData("""
        class C { Func<int> _f = () => 1; int _n; [[|System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.Synchronized)|]] void M() { _n = _f(); } }
        """)]
    [InlineData("""
        class C { readonly ReaderWriterLockSlim _rw = new(); Func<int> _f = () => 1; int _n; void M() { [|_rw.EnterUpgradeableReadLock()|]; try { _n = _f(); } finally { _rw.ExitUpgradeableReadLock(); } } }
        """)]
    [InlineData("""
        class C { SpinLock _s; Func<int> _f = () => 1; int _n; void M() { var taken = false; try { [|_s.Enter(ref taken)|]; _n = _f(); } finally { if (taken) _s.Exit(); } } }
        """)]
    [InlineData("""
        class C { readonly Mutex _m = new(); Func<int> _f = () => 1; int _n; void M() { [|_m.WaitOne()|]; try { _n = _f(); } finally { _m.ReleaseMutex(); } } }
        """)]
    [InlineData("""
        interface ISub { void OnNext(int x); } class C { readonly List<ISub> _subs = new(); void M(int x) { lock ([|_subs|]) { foreach (var one in _subs) one.OnNext(x); } } }
        """)]
    [InlineData("""
        interface ISub { void OnNext(int x); } class C { readonly object _g = new(); readonly List<ISub> _subs = new(); void M(int x) { lock ([|_g|]) { for (var i = 0; i < _subs.Count; i++) _subs[i].OnNext(x); } } }
        """)]
    [InlineData("""
        class Engine { public virtual void Schedule(object o) { for (var i = 0; i < 3; i++) o.ToString(); } } class Topic { public List<object> Subscriptions = new(); } class C { readonly Engine _engine = new(); readonly Topic _topic = new(); void M() { lock ([|_topic|]) { for (int i = 0; i < _topic.Subscriptions.Count; i++) { object one = _topic.Subscriptions[i]; _engine.Schedule(one); } } } }
        """)]
    [InlineData("""
        class Job { public string Id = ""; public bool Has(string x) => Id.Split(',').Contains(x); } class C { readonly List<Job> _jobs = new(); List<Job> M(string id) { lock ([|_jobs|]) { return _jobs.Where(j => j.Has(id)).ToList(); } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); int _n; void M(Func<int, int> change) { lock ([|_g|]) { _n = change(_n); } } }
        """)]
    [InlineData("""
        interface IBus { Task SendAsync(string text); } class C { readonly SemaphoreSlim _g = new(1); readonly IBus _bus = null!; int _n; async Task M(string text) { await [|_g.WaitAsync()|]; try { _n++; await _bus.SendAsync(text); _n--; } finally { _g.Release(); } } }
        """)]
    public Task Reported_where_the_member_is_hot(string code) => Verify.SuggestsAsync(Head + code, Hot);

    [Theory]
    [InlineData("""
        interface ISub { void Reset(); int Size { get; } } class C { readonly List<ISub> _subs = new(); int _n; void M() { lock (_subs) { foreach (var one in _subs) one.Reset(); foreach (var one in _subs) _n += one.Size; } } }
        """)]
    [InlineData("""
        interface ISub { void OnNext(int x); } class C { readonly List<ISub> _subs = new(); void M(int x) { ISub[] all; lock (_subs) { all = _subs.ToArray(); } foreach (var one in all) one.OnNext(x); } }
        """)]
    [InlineData("""
        interface ISub { void OnNext(int x); } class C { readonly List<ISub> _subs = new(); void M(int x) { lock (_subs) { foreach (var one in _subs) { one.OnNext(x); _subs.Remove(one); } } } }
        """)]
    [InlineData("""
        class Entry { public int N; public void Age() { N++; } } class C { readonly List<Entry> _all = new(); void M() { lock (_all) { foreach (var one in _all) one.Age(); } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); readonly List<int> _l = new(); void M(int x) { lock (_g) { _l.Add(x); } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); Func<int> _f = () => 1; int _n; void M() { var n = _f(); lock (_g) { _n = n; } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); D? _d; D M() { if (_d == null) { lock (_g) { if (_d == null) _d = D.CreateNew(); } } return _d; } } class D { public static D CreateNew() => new(); }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); int _n; void M() { lock (_g) { if (_n < 0) throw new Exception(D.FormatText(_n)); _n++; } } } class D { public static string FormatText(int n) => ""; }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); Func<int>? _f; void M() { lock (_g) { _f = () => D.ComputeAll(); } } } class D { public static int ComputeAll() => 1; }
        """)]
    [InlineData("""
        class C : IDisposable { readonly object _g = new(); Action _f = () => { }; public void Dispose() { lock (_g) { _f(); } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); string _t = ""; int M() { lock (_g) { return _t.Length; } } }
        """)]
    [InlineData("""
        class Job { public string Id = ""; } class C { readonly List<Job> _jobs = new(); void M(string id) { List<Job> mine; lock (_jobs) { mine = _jobs.Where(j => string.Equals(j.Id, id, StringComparison.OrdinalIgnoreCase)).ToList(); } foreach (var job in mine) job.Id = ""; } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); void M(Action body) { lock (_g) { body(); } } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); int _limit; readonly List<int> _l = new(); void M() { lock (_g) { _l.Add(CalculateLimit()); } }
        private int CalculateLimit()
        {
            // When this is called, somebody has checked that there is something to limit, and that more than one may come at a time, so that there is
            // no need to look at that again here, whatever the settings say, and whoever has changed them meanwhile, and for whatever reason that was done.
            // What is left is a number, which is given or not, and where it is not given it is as large as the machine, which is what nearly all want to have.
            if (_limit <= 0)
                return Environment.ProcessorCount;
            return _limit;
        } }
        """)]
    [InlineData("""
        class C { readonly object _g = new(); readonly IDbConnection _c = null!; int[] M() { lock (_g) return Rows().ToArray(); } IEnumerable<int> Rows() { using var cmd = _c.CreateCommand(); using var r = cmd.ExecuteReader(); while (r.Read()) yield return r.GetInt32(0); } }
        """)]
    [InlineData("""
        class C { readonly SemaphoreSlim _g = new(1); string _t = ""; async Task M() { await _g.WaitAsync(); try { var text = CreateText(); _t = await Ask(text); } finally { _g.Release(); } } string CreateText() => string.Join(",", new List<string> { _t }.Select(x => x + 1)); Task<string> Ask(string text) => Task.FromResult(text); }
        """)]
    public Task A_look_alike_is_left_alone(string code) => Verify.IsSilentAsync(Head + code, Hot);

    [Fact]
    public Task A_cold_member_is_left_alone() => Verify.IsSilentAsync(Head + """
        class C { readonly object _g = new(); Func<int> _f = () => 1; int _n; void M() { lock (_g) { _n = _f(); } } }
        """, TestProfile.Cold);
}
