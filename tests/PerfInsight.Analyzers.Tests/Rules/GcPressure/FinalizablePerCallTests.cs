using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.GcPressure.FinalizablePerCallAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.GcPressure;

public class FinalizablePerCallTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace).Of("M");
    private static readonly TestProfile HotFinalizer = TestProfile.Hot(SampleKind.AllocSpace).Of("Finalize");

    [Theory]
    [InlineData("int M() { var h = [|new Bare()|]; return h.Value; }")]
    [InlineData("Bare M() => [|new Bare()|];")]
    [InlineData("void M(int n) { for (var i = 0; i < n; i++) Use([|new Derived()|]); } void Use(Bare b) { }")]
    [InlineData("int M() { var h = [|new Proper()|]; return h.Value; }")]
    [InlineData("int M() { using (var h = [|new Forgetful()|]) return h.Value; }")]
    [InlineData("int M() { using var h = [|new Forgetful()|]; return h.Value; }")]
    public Task An_object_with_a_finalizer(string member) => Verify.SuggestsAsync(Class(member), Hot);

    [Theory]
    [InlineData("int M() { using var h = new Proper(); return h.Value; }")]
    [InlineData("int M() { using (var h = new Proper()) { return h.Value; } }")]
    [InlineData("int M() { var h = new Proper(); try { return h.Value; } finally { h.Dispose(); } }")]
    [InlineData("int M() { var h = new Plain(); return h.Value; }")]
    [InlineData("static readonly Bare One = new Bare();")]
    [InlineData("Bare _one; Bare M() => _one ??= new Bare();")]
    [InlineData("void M(string p) { using var f = System.IO.File.OpenRead(p); }")]
    [InlineData("void M(int n) { if (n < 0) throw new ArgumentException(new Bare().ToString()); }")]
    [InlineData("Proper M() => new Proper();")]
    [InlineData("Proper M(int n) { var one = new Proper(); one.Value = n; return one; }")]
    [InlineData("Proper _one; void M() { _one = new Proper(); }")]
    [InlineData("void M(System.Collections.Generic.List<Proper> all) { all.Add(new Proper()); }")]
    [InlineData("Proper[] M() => new[] { new Proper(), new Proper() };")]
    [InlineData("Proper M(bool big) => big ? new Proper { Value = 9 } : null;")]
    public Task One_that_is_disposed_of_kept_or_has_none_stays_silent(string member) => Verify.IsSilentAsync(Class(member), Hot);

    [Theory]
    [InlineData("class Bag { readonly List<int> _all = new(); ~[|Bag|]() { _all.Clear(); } }")]
    [InlineData("class Node { ~[|Node|]() { } }")]
    [InlineData("class Data : IDisposable { Dictionary<int, int> _all = new(); ~[|Data|]() { Dispose(true); } public void Dispose() { Dispose(true); GC.SuppressFinalize(this); } void Dispose(bool all) { _all = null; } }")]
    [InlineData("class Data : IDisposable { ~[|Data|]() { Dispose(true); } public void Dispose() { Dispose(true); GC.SuppressFinalize(this); } protected virtual void Dispose(bool all) { } }")]
    [InlineData("sealed class Data : IDisposable { ~[|Data|]() { Dispose(false); } public void Dispose() { Dispose(true); GC.SuppressFinalize(this); } void Dispose(bool all) { } }")]
    [InlineData("class Buffer : IDisposable { IntPtr _p = System.Runtime.InteropServices.Marshal.AllocHGlobal(9); ~[|Buffer|]() { Free(); } public void Dispose() { Free(); } void Free() { } }")]
    [InlineData("class Base : IDisposable { ~[|Base|]() { Dispose(false); } public void Dispose() { Dispose(true); GC.SuppressFinalize(this); } protected virtual void Dispose(bool all) { } }")]
    [InlineData("class Poll : IDisposable { readonly System.Threading.ManualResetEvent _stopped = new(false); int _n; void Count() => System.Threading.Interlocked.Increment(ref _n); ~[|Poll|]() { Dispose(false); } public void Dispose() { Dispose(true); GC.SuppressFinalize(this); } protected virtual void Dispose(bool disposing) { if (disposing) { Stop(); } _stopped.Close(); } void Stop() { } }")]
    [InlineData("abstract class Part : System.IO.Stream { readonly System.IO.Stream _inner; protected Part(System.IO.Stream inner) { _inner = inner; } ~[|Part|]() { Dispose(false); } protected override void Dispose(bool disposing) { base.Dispose(disposing); if (disposing) _inner.Dispose(); } }")]
    public Task A_finalizer_that_is_hot_and_frees_nothing_or_runs_for_what_was_disposed_of(string type) => Verify.SuggestsAsync(Types(type), HotFinalizer);

    [Theory]
    [InlineData("class Buffer : IDisposable { IntPtr _p = System.Runtime.InteropServices.Marshal.AllocHGlobal(9); ~Buffer() { Free(); } public void Dispose() { Free(); GC.SuppressFinalize(this); } void Free() { } }")]
    [InlineData("class Buffer { IntPtr _p = System.Runtime.InteropServices.Marshal.AllocHGlobal(9); ~Buffer() { System.Runtime.InteropServices.Marshal.FreeHGlobal(_p); } }")]
    [InlineData("class Counted { static int _count; public Counted() { _count++; } ~Counted() { System.Threading.Interlocked.Decrement(ref _count); } }")]
    [InlineData("class Watched { ~Watched() { Report(); } static void Report() { Console.WriteLine(); } }")]
    [InlineData("class Held { SafeHandle _h; ~Held() { _h?.Dispose(); } class SafeHandle : IDisposable { public void Dispose() { } } }")]
    [InlineData("class Stream2 : System.IO.MemoryStream { ~Stream2() { Dispose(false); } }")]
    [InlineData("class Block : IDisposable { IntPtr _at; ~Block() { Back(); } public void Dispose() { } void Back() { } }")]
    [InlineData("class Base : IDisposable { IntPtr _p; ~Base() { Dispose(false); } public void Dispose() { Dispose(true); GC.SuppressFinalize(this); } protected virtual void Dispose(bool all) { } }")]
    [InlineData("class Base : IDisposable { ~Base() { Dispose(false); } public void Dispose() { Dispose(true); GC.SuppressFinalize(this); } protected virtual void Dispose(bool disposing) { if (disposing) { } else Free(); } void Free() { } }")]
    [InlineData("class Port : IDisposable { int _at; ~Port() { Dispose(false); } public void Dispose() { Dispose(true); GC.SuppressFinalize(this); } void Dispose(bool disposing) { Api.Close(_at); } static class Api { public static void Close(int at) { } } }")]
    [InlineData("class Worker : IDisposable { ~Worker() { Dispose(true); } public void Dispose() { Dispose(true); GC.SuppressFinalize(this); } void Dispose(bool disposing) { if (disposing) Stop(); } void Stop() { } }")]
    [InlineData("class Lease : IDisposable { static int _all; ~Lease() { Dispose(false); } public void Dispose() { Dispose(true); GC.SuppressFinalize(this); } void Dispose(bool disposing) { System.Threading.Interlocked.Decrement(ref _all); } }")]
    [InlineData("class Font { readonly long _font; Font(long font) { _font = font; } ~Font() => Dispose(); public void Dispose() { Api.Delete(_font); } static class Api { public static void Delete(long font) { } } }")]
    public Task A_finalizer_that_has_something_to_do_stays_silent(string type) => Verify.IsSilentAsync(Types(type), HotFinalizer);

    private static string Types(string type) => $$"""
        using System;
        using System.Collections.Generic;
        {{type}}
        """;

    private static string Class(string member) => $$"""
        using System;
        class Plain { public int Value; }
        class Bare { public int Value; ~Bare() { Value = 0; } }
        class Derived : Bare { }
        class Forgetful : IDisposable { public int Value; public void Dispose() { Value = 0; } ~Forgetful() { Dispose(); } }
        class Proper : IDisposable { public int Value; public void Dispose() { Value = 0; GC.SuppressFinalize(this); } ~Proper() { Value = 0; } }
        class C
        {
            {{member}}
        }
        """;
}
