using Microsoft.CodeAnalysis.CSharp;

namespace PerfInsight.Analyzers.Tests.Robustness;

/// <summary>
/// Code that has every kind of statement, expression, pattern, type and declaration of C# 14 and of what the compiler knows after it
/// (<see cref="EverySyntaxCoverageTests"/>). What stands before the empty comment is what each of the lines behind it needs around it.
/// </summary>
internal static class EverySyntax
{
    private const string Usings = "using System; using System.Collections.Generic; using System.IO; using System.Linq; using System.Threading.Tasks; ";

    /// <summary>The texts by what they are about.</summary>
    public static IReadOnlyDictionary<string, string> Texts { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["statements"] = """
            public unsafe class C
            {
                private readonly object gate = new(); private int n; private fixed char F[1];
                public IEnumerable<string> M(List<string> xs, string s)
                {
                    //
                    ; { n++; } const int k = 1; int a = 1, b; string t = "", u = null!;
                    if (n > 0) t += s; else if (n < 0) t = t + "x" + n; else { }
                    for (var i = 0; i < xs.Count; i++) { if (xs.Contains(s)) continue; t += xs[i]; break; }
                    foreach (var x in xs) xs.RemoveAt(0); foreach (var (q, r) in new Dictionary<int, string>()) t += r;
                    while (n < 3) n++; do n--; while (n > 0);
                    switch (n) { case 1: goto case 2; case 2: goto default; case > 5 when s.Length > 1: break; default: break; }
                    lock (gate) { n++; File.ReadAllText("x"); }
                    using (var f = File.OpenRead("x")) f.ReadByte(); using var g = new StreamReader("y");
                    try { checked { n++; } unchecked { n--; } } catch (IOException e) when (e.Message == "") { throw; } catch { throw new Exception(s); } finally { n = 0; }
                    yield return t; goto end; end: yield break;
                }
                public unsafe void P(int[] xs) { fixed (int* p = xs) { *p = 1; } unsafe { int* q = stackalloc int[3]; q[0] = 1; } void L(int x) => L(x - 1); L(1); static int S() { return 1; } }
                public async Task A(IAsyncEnumerable<int> xs) { await foreach (var x in xs) n += x; await foreach (var (x, y) in new IAsyncEnumerable<(int, int)>[0][0]) n += x; await using (var f = File.OpenRead("x")) { } await using var g = File.OpenRead("y"); return; }
            }
            """,
        ["expressions"] = """
            public unsafe class C
            {
                private int n; private int[] xs = { 1, 2 }; private C next; private event Action E; public int this[int i] { get => i; set => n = i; }
                public object M(string s, object o, C c, dynamic d, bool f)
                {
                    //
                    n = (1 + 2) * 3 - 4 / 5 % 6 << 1 >> 2 >>> 3 & 7 | 8 ^ ~9; f = !f && f || n == 1 | n != 2 & n <= 3 ^ n >= 4; n = +n; n = -n; ++n; --n; n++; n--;
                    n += 1; n -= 1; n *= 2; n /= 2; n %= 2; n <<= 1; n >>= 1; n >>>= 1; n &= 1; n |= 1; n ^= 1; s ??= "x"; s = s ?? "y";
                    var t = (A: 1, 2); (n, var z) = t; var (p, q) = t; var an = new { n, s.Length }; var l = new List<int> { 1, 2 }; var m = new Dictionary<int, int> { [1] = 2, { 3, 4 } };
                    var ar = new int[3]; var ar2 = new[] { 1, 2 }; var ar3 = new int[,] { { 1 }, { 2 } }; Span<int> st = stackalloc int[3]; Span<int> si = stackalloc[] { 1, 2 }; C i = new() { next = { n = 1 } }; List<int> ce = [1, .. ar, .. l]; C cp = new(n) { n = 1 };
                    o = typeof(List<>); o = sizeof(int); o = nameof(M); o = default(int); o = default; o = (long)n; o = o as string; f = o is string; o = f ? s : o; o = c?.next?.n; o = c?[1]; o = xs[^1]; o = xs[1..]; o = xs[..^1]; o = c!.next; o = this.n; o = base.ToString();
                    o = $"{n} {s,10:x} {{}}"; o = $@"{n}"; o = \"\"\"raw\"\"\"; o = @"v"; o = 'c'; o = 1.5; o = null; o = true; o = false; o = "u"u8.Length; o = int.MaxValue; o = global::System.Math.Abs(n); o = checked(n + 1); o = unchecked(n - 1);
                    Func<int, int> g = x => x + n; g = (int x) => { return x; }; g = static x => x; g = delegate (int x) { return x + n; }; Func<Task> h = async () => await Task.Yield(); var k = (int x = 1) => x; Action<int> ig = _ => { }; 
                    o = from x in xs from y in l let w = x + y join v in l on x equals v into vs where w > 0 orderby x, w descending group x by w into gr select gr.Count() into r select r; o = n switch { 1 => "a", > 2 and < 5 => s, _ => throw new Exception() };
                    M2(ref n, out var ov, in n, s: "x"); ref int rf = ref n; ref readonly int rr = ref xs[0]; int* ptr = &n; *ptr = ptr->GetHashCode(); o = ptr[0]; d.Foo(d.Bar, 1); o = __makeref(n); o = __refvalue(__makeref(n), int); o = __reftype(__makeref(n)); delegate*<int, void> fp = null; fp(1);
                    E += () => { }; E?.Invoke(); xs.Where(x => x > n).ToList().ForEach(x => n += x); o = c with { n = 1 }; c?.n = 5; c?.next.n += 2; field = 3; M2(ref n, out var _, in n, s); scoped Span<int> sl = default; List<int> wc = [with(capacity: 3), 1]; o = unsafe(*&n); return await Task.FromResult(1);
                }
                public C(int x) : this() { } public C() : base() { } public void M2(ref int a, out int b, in int c, string s) => b = Va(__arglist(1)); int Va(__arglist) => 1;
            }
            """,
        ["patterns"] = """
            public record R(int A, string B, R C);
            public class P
            {
                public int M(object o, int[] xs, R r, ReadOnlySpan<char> sp)
                {
                    //
                    if (o is int i and > 0 or (string or null) and not "x") return i;
                    if (o is R { A: 1, B: "x" or "y", C.A: > 2 } q && o is R(var a, _, { } c) && o is not null && o is var v && o is string { Length: > 3 and < 9 } w) return a;
                    if (xs is [1, .. var rest, _] or [.. { Length: 0 }] and [] tail && sp is "abc") return rest.Length;
                    foreach (var x in xs) if (x is 1 or 2 && xs.Contains(x) && o is (1, 2) and (int, long) t) return x switch { < 0 => 1, >= 1 and <= 2 when xs.Any(y => y == x) => 2, not 3 => 3, _ => 4 };
                    switch (o) { case R(1, "x", null): case string s when s.Contains('a'): return 1; case List<int> { Count: 0 }: break; case (var m, var n): break; case { }: break; case not null: break; }
                    return r is { C: { C.A: var deep } } ? deep : r is (A: 1, B: _, C: _) ? 1 : 0;
                }
            }
            """,
        ["declarations"] = """
            [Serializable, Obsolete("x")] public abstract partial class A<T, in U, out V> : IDisposable where T : class?, new() where U : struct where V : notnull, allows ref struct
            {
                //
                [field: NonSerialized] public event EventHandler E; public event Action F { add { n++; } remove { n--; } } private const int K = 1; private static readonly int[] S = { 1 }; private int n = 1, m; volatile int v;
                static A() { S[0] = 1; } protected A(int x = 1, params string[] ys) { n = x; foreach (var y in ys) m += y.Length; } ~A() { n = 0; } void IDisposable.Dispose() => n = 0; public abstract void Ab(); public virtual int V1() => n; partial void Pa(); partial void Pa() { n++; } extern static void Ex();
                public int P { get; set; } = 3; public required int Q { get; init; } public int R { get { return n; } private set { n = value; } } public int X => n; public string B { get => field; set => field = value + field; } public int this[string s, int i = 0] => s.Length + i; int IList<int>.Count => n;
                public static A<T, U, V> operator +(A<T, U, V> a, A<T, U, V> b) => a; public static bool operator true(A<T, U, V> a) => true; public static bool operator false(A<T, U, V> a) => false; public static implicit operator int(A<T, U, V> a) => a.n; public static explicit operator checked long(A<T, U, V> a) => a.n; public void operator +=(int x) { n += x; }
                public enum En : byte { One = 1, Two, Three = One | Two } public delegate TR D<TR>(ref int x, params int[] ys) where TR : new(); public interface I { int P { get; } static abstract int Z(); void Dm() => Z(); event Action Ev; int this[int i] { get; } } private protected struct St { public fixed int Buf[4]; public readonly int G() => 1; public ref int Rf(ref int x) => ref x; }
                public ref struct Rs(int a) { public scoped Span<int> Sp => new int[a]; public int C => a; } public readonly record struct Rec(int X, int Y) { public int Z { get; } = X; public Rec(int x) : this(x, 1) { } } public record Der(int X) : Base(X), I2; public record Base(int Y); public union Un(int, string) { public int L => this is string s ? s.Length : 0; } public interface I2; public class Prim(List<int> xs) : List<int>(xs) { public int N() => xs.Count + (xs.Contains(1) ? 1 : 0); }
                file class Hidden { void T<TA>(TA? x, (int A, string B)[] t, int*[] p, int?[][,] q, delegate* unmanaged[Cdecl]<int, ref int, void> fp, scoped in int r) where TA : unmanaged, Enum { } } public int M<TM>(TM x) where TM : default => 1; ref readonly int RR(out int o, ref readonly int z) { o = 1; return ref z; }
            }
            public static class Ext { extension<T>(List<T> xs) where T : class { public int Twice() { var n = 0; foreach (var x in xs) if (xs.Contains(x)) n++; return n; } public bool IsEmpty => xs.Count == 0; public static List<T> operator +(List<T> a, List<T> b) => a; } public static int Old(this string s) => s.Length; }
            """,
        ["members with hot patterns"] = """
            public class H
            {
                private readonly object gate = new(); private readonly Dictionary<string, int> map = new(); private static readonly List<string> all = new(); private readonly System.Threading.SemaphoreSlim slim = new(1); private StringBuilder2 sb = new(); private int count;
                //
                public async Task<int> A(Stream s, List<string> xs, HttpClient2 http) { var b = new byte[512]; await s.ReadAsync(b, 0, 1); foreach (var x in xs) await http.GetAsync(x); var t = Task.Run(() => 1); count += t.Result; Task.Delay(1).Wait(); await slim.WaitAsync(); try { count++; } finally { slim.Release(); } return s.ReadByte(); }
                public int L(string k) { lock (gate) { if (!map.ContainsKey(k)) map.Add(k, 1); count++; Console.WriteLine(k); return map[k]; } }
                public string T(IEnumerable<string> xs, DayOfWeek d, object o) { var r = ""; foreach (var x in xs) { r += x.Substring(1).Trim(); if (all.Any(y => y == x)) all.Insert(0, x); all.RemoveAt(0); all.Sort(); r = r.Substring(1); } return string.Format("{0} {1} {2}", d, r, xs.ElementAt(3)) + d.ToString() + string.Join(",", xs.Where(x => x.Length > r.Length).Select(x => x + r).ToList().ToArray()) + xs.OrderBy(x => x).First(); }
                public int F(int n) => n < 2 ? n : F(n - 1) + F(n - 2); public void G() { GC.Collect(); Array.Resize(ref arr, arr.Length + 1); File.AppendAllText("a", "b"); var m = new MemoryStream(); m.WriteByte(1); m.ToArray(); var re = new System.Text.RegularExpressions.Regex("a"); re.IsMatch("b"); try { int.Parse("x"); } catch (FormatException) { count++; } while (count > 0) System.Threading.Thread.Sleep(1); } private int[] arr = new int[0];
                public System.Collections.Immutable.ImmutableList<int> I(int n) { var l = System.Collections.Immutable.ImmutableList<int>.Empty; for (var i = 0; i < n; i++) l = l.Add(i); foreach (var a in all) foreach (var b in map) if (a == b.Key) count++; IEnumerable<int> q = l; for (var i = 0; i < n; i++) q = q.Concat(l); return l; } ~H() { }
            }
            """,
    }.ToDictionary(text => text.Key, text => text.Value.Replace("\\\"", "\"", StringComparison.Ordinal), StringComparer.Ordinal);

    /// <summary>Statements at the top of a file, directives, and what only stands at its start.</summary>
    public const string TopLevel = """
        extern alias X;
        global using System;
        using System.Collections.Generic;
        using static System.Math;
        using Pair = (int A, string B);
        using unsafe Ptr = int*;
        [assembly: CLSCompliant(false)]
        #nullable enable
        #region top
        var log = new List<string>();
        foreach (var one in args) { if (!log.Contains(one)) log.Add(one); }
        await Task.Delay(1);
        int Twice(int x) => x * 2;
        Console.WriteLine(Twice(log.Count) + Max(1, 2));
        return 0;
        #endregion
        namespace Named { namespace Inner { class D { void M() { } } } delegate void Del(); enum E { A } interface I { } record R; struct S { } }
        public partial class Program { void M() { } }
        """;

    /// <summary>Each line of a text, in what it needs around it, cut at the end of each of its tokens.</summary>
    public static IEnumerable<string> CutsOf(string text)
    {
        var start = text.IndexOf("//", StringComparison.Ordinal) + 2;
        foreach (var line in text[start..].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var end in SyntaxFactory.ParseTokens(line).Select(token => token.Span.End).Distinct())
                yield return text[..start] + "\n" + line[..end];
        }
    }

    /// <summary>A text, or the beginning of one, as a file in a namespace of its own, so that all can be compiled together.</summary>
    public static string File(string text, int number) => Usings + "namespace N" + number.ToString(System.Globalization.CultureInfo.InvariantCulture) + ";\n" + text;
}
