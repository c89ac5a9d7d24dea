using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.LockContention.StaticLockForKeyedWorkAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.LockContention;

public class StaticLockForKeyedWorkTests
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
        class C { static readonly object Gate = new(); void M(string tenantId) { lock ([|Gate|]) { Store.Touch(tenantId); } } } static class Store { public static void Touch(string id) => Console.WriteLine(string.Concat(id, new string[5].Length)); }
        """)]
    [InlineData("""
        class C { static object Gate = new object(); readonly Store _s = new(); int M(int userId, int n) { lock ([|Gate|]) { var v = _s.Ensure(userId); return v + n; } } } class Store { public int Ensure(int id) => new List<int>(id).Count; }
        """)]
    [InlineData("""
        class C { readonly ConcurrentDictionary<string, object> _locks = new(); int _n; int M(string k) { object gate = _locks.GetOrAdd(k, static () => new object()); lock ([|gate|]) { return _n++; } } }
        """)]
    [InlineData("""
        class C { static readonly object One = new(); readonly ConcurrentDictionary<string, object> _locks = new(); int _n; int M(string k) { lock ([|_locks.GetOrAdd(k, One)|]) { return _n++; } } }
        """)]
    [InlineData("""
        class C { static readonly SemaphoreSlim Gate = new(1); async Task M(string path) { await [|Gate.WaitAsync()|]; try { await Store.Touch(path); } finally { Gate.Release(); } } } static class Store { public static async Task Touch(string id) { await Task.Yield(); Console.WriteLine(id); } }
        """)]
    [InlineData("""
        class C { void M(Type type) { lock ([|typeof(C)|]) { Store.Touch(type); } } } static class Store { public static void Touch(Type id) => Console.WriteLine(id.GetMethods().Length); }
        """)]
    public Task Reported_where_the_member_is_hot(string code) => Verify.SuggestsAsync(Head + code, Hot);

    [Theory]
    [InlineData("""
        class C { readonly object _gate = new(); void M(string id) { lock (_gate) { Store.Touch(id); } } } static class Store { public static void Touch(string id) => Console.WriteLine(id); }
        """)]
    [InlineData("""
        class C { static readonly object Gate = new(); static readonly Dictionary<string, int> D = new(); void M(string key) { lock (Gate) { D[key] = Store.Make(key); } } } static class Store { public static int Make(string id) => id.Length; }
        """)]
    [InlineData("""
        class C { static readonly object Gate = new(); static int _n; void M(string key) { lock (Gate) { _n++; Store.Touch(key); } } } static class Store { public static void Touch(string id) => Console.WriteLine(id); }
        """)]
    [InlineData("""
        class C { readonly ConcurrentDictionary<string, object> _locks = new(); int _n; int M(string k) { lock (_locks.GetOrAdd(k, _ => new object())) { return _n++; } } }
        """)]
    [InlineData("""
        class C { readonly ConcurrentDictionary<string, object> _locks = new(); int _n; int M(string k) { var gate = _locks.GetOrAdd(k, new object()); lock (gate) { return _n++; } } }
        """)]
    [InlineData("""
        class C { static readonly object Gate = new(); void M(string text) { lock (Gate) { Store.Touch(text); } } } static class Store { public static void Touch(string id) => Console.WriteLine(id); }
        """)]
    [InlineData("""
        class C { static readonly SemaphoreSlim Gate = new(4); async Task M(string path) { await Gate.WaitAsync(); try { await Store.Touch(path); } finally { Gate.Release(); } } } static class Store { public static Task Touch(string id) => Task.CompletedTask; }
        """)]
    [InlineData("""
        class C { static readonly object Gate = new(); void M(string id) { if (id == "") return; lock (Gate) { if (id.Length > 100) throw new ArgumentException(Store.Text(id)); } } } static class Store { public static string Text(string id) => id; }
        """)]
    [InlineData("""
        static class Native { [System.Runtime.InteropServices.DllImport("x")] public static extern int Open(string path); } class C { static readonly object Gate = new(); int M(string path) { lock (Gate) { return Native.Open(path); } } }
        """)]
    public Task A_look_alike_is_left_alone(string code) => Verify.IsSilentAsync(Head + code, Hot);

    [Fact]
    public Task A_cold_member_is_left_alone() => Verify.IsSilentAsync(Head + """
        class C { static readonly object Gate = new(); void M(string tenantId) { lock (Gate) { Store.Touch(tenantId); } } } static class Store { public static void Touch(string id) => Console.WriteLine(string.Concat(id, new string[5].Length)); }
        """, TestProfile.Cold);
}
