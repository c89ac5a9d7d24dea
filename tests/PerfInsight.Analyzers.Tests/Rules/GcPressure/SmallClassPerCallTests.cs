using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.GcPressure.SmallClassPerCallAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.GcPressure;

public class SmallClassPerCallTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace);

    [Theory]
    [InlineData("int M(int x) { var p = [|new Point(x, x)|]; return p.X + p.Y; }")]
    [InlineData("Point M(int x) => [|new Point(x, x)|];")]
    [InlineData("void M(List<Point> all, int n) { for (var i = 0; i < n; i++) all.Add([|new Point(i, i)|]); }")]
    [InlineData("int M(Dictionary<Key, int> map, string name, int kind) => map[[|new Key(name, kind)|]];")]
    [InlineData("Point[] M(int[] xs) { var all = new Point[xs.Length]; for (var i = 0; i < xs.Length; i++) all[i] = [|new Point(xs[i], 0)|]; return all; }")]
    [InlineData("IEnumerable<Key> M(IEnumerable<string> names) => names.Select(name => [|new Key(name, 1)|]);")]
    [InlineData("Tuple<int, string> M(int x) => [|Tuple.Create(x, \"a\")|];")]
    [InlineData("int M(Dictionary<Tuple<int, string>, int> map, int a, string b) => map[[|new Tuple<int, string>(a, b)|]];")]
    [InlineData("int M(List<string> all) => all.GroupBy(x => [|new { x.Length, First = x[0] }|]).Count();")]
    [InlineData("int M(string a, int b) => [|new { a, b }|].GetHashCode();")]
    [InlineData("Bare M(int x) => [|new Bare(x)|];")]
    [InlineData("IDisposable M(object gate) { System.Threading.Monitor.Enter(gate); return [|new Releaser(gate)|]; }")]
    public Task A_few_values_that_never_change(string member) => Verify.SuggestsAsync(Class(member), Hot);

    [Fact]
    public Task The_profile_shows_its_bytes() => Verify.WarnsAsync(
        Class("Point M(int x) => [|new Point(x, x)|];"),
        Hot.Allocates("Point"),
        "Each 'Point' made in each call is 8 B that never change and allocates 31 % of all bytes (310 B of 1.0 KB in 'load', commit 3f2c1ab): make it a readonly struct, where nobody asks for its identity or for null");

    [Theory]
    [InlineData("object M(int x) => new Point(x, x);")]
    [InlineData("Point? M(int x) => x > 0 ? new Point(x, x) : null;")]
    [InlineData("int M(int x, Point other) { var p = new Point(x, x); return p == other ? 1 : 0; }")]
    [InlineData("int M(int x) { var p = new Point(x, x); lock (p) return p.X; }")]
    [InlineData("int M(int x) { var p = new Point(x, x); return p is null ? 0 : p.X; }")]
    [InlineData("void M(Point p) { object o = p; Use(new Point(1, 2)); Use(o); } void Use(object o) { }")]
    public Task Where_an_object_is_needed_nothing_is_said(string member) => Verify.IsSilentAsync(Class(member), Hot);

    [Theory]
    [InlineData("Open M(int x) => new Open(x);")]
    [InlineData("Mutable M(int x) => new Mutable(x);")]
    [InlineData("readonly Bare _one; C(int x) { _one = new Bare(x); }")]
    [InlineData("Hooked M(int x) => new Hooked(x);")]
    [InlineData("int M(int x) => new Worker(x).Run();")]
    [InlineData("object M(object gate) => new Releaser(gate);")]
    [InlineData("Releaser M(object gate) => new Releaser(gate);")]
    [InlineData("void M(List<IDisposable> all, object gate) { all.Add(new Releaser(gate)); }")]
    [InlineData("IDisposable M(object gate) => new Once(gate);")]
    [InlineData("public virtual IDisposable M(object gate) => new Releaser(gate);")]
    [InlineData("Large M(long x) => new Large(x, x, x, x);")]
    [InlineData("Node M(Node next) => new Node(next);")]
    [InlineData("Derived M() => new Derived();")]
    [InlineData("Shown M(int x) => new Shown(x);")]
    [InlineData("Public M(int x) => new Public(x);")]
    [InlineData("Ended M(int x) => new Ended(x);")]
    [InlineData("Empty M() => new Empty();")]
    [InlineData("static readonly Point Zero = new Point(0, 0); Point M() => Zero;")]
    [InlineData("Point _zero; Point M() => _zero ??= new Point(0, 0);")]
    [InlineData("System.Version M(int x) => new System.Version(x, x);")]
    [InlineData("(int, string) M(int x) => (x, \"a\");")]
    [InlineData("object M(List<string> all) => all.Select(x => new { x.Length }).ToList();")]
    [InlineData("object M(IQueryable<string> all) => all.GroupBy(x => new { x.Length });")]
    [InlineData("void M(int x) { if (x < 0) throw new InvalidOperationException(Tuple.Create(x, x).ToString()); }")]
    public Task Classes_that_are_more_than_their_values_stay_silent(string member) => Verify.IsSilentAsync(Class(member), Hot);

    [Fact]
    public Task Cold_code_stays_silent() => Verify.IsSilentAsync(Class("Point M(int x) => new Point(x, x);"), TestProfile.Cold);

    private static string Class(string member) => $$"""
        #nullable disable annotations
        #pragma warning disable CS8632
        using System;
        using System.Collections.Generic;
        using System.Linq;
        sealed class Point { public Point(int x, int y) { X = x; Y = y; } public int X { get; } public int Y { get; } }
        sealed record Key(string Name, int Kind);
        class Open { public Open(int x) { X = x; } public int X { get; } }
        sealed class Mutable { public Mutable(int x) { X = x; } public int X; }
        sealed class Large { public Large(long a, long b, long c, long d) { A = a; B = b; C = c; D = d; } public readonly long A, B, C, D; }
        sealed class Node { public Node(Node next) { Next = next; } public Node Next { get; } }
        sealed class Derived : Open { public Derived() : base(1) { } }
        sealed class Shown : IFormattable { public Shown(int x) { X = x; } public readonly int X; public string ToString(string format, IFormatProvider provider) => ""; }
        public sealed class Public { public Public(int x) { X = x; } public readonly int X; }
        sealed class Ended { public Ended(int x) { X = x; } public readonly int X; ~Ended() { } }
        sealed class Empty { }
        class Bare { public Bare(int x) { X = x; } public int X { get; } }
        class Worker { readonly int _x; public Worker(int x) { _x = x; } public int Run() => _x * 2; }
        class Hooked { public Hooked(int x) { X = x; } public int X { get; } protected virtual void On() { } }
        sealed class Releaser : IDisposable { readonly object _gate; public Releaser(object gate) { _gate = gate; } public void Dispose() => System.Threading.Monitor.Exit(_gate); }
        sealed class Once : IDisposable { object _gate; public Once(object gate) { _gate = gate; } public void Dispose() { if (_gate != null) System.Threading.Monitor.Exit(_gate); _gate = null; } }
        class C
        {
            {{member}}
        }
        """;
}
