using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.ObjectPerCallAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

public class ObjectPerCallTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace);

    [Theory]
    [InlineData("bool M(string s) => [|new Regex(\"^a+$\")|].IsMatch(s);")]
    [InlineData("bool M(string s) { var r = [|new Regex(Pattern, RegexOptions.IgnoreCase)|]; return r.IsMatch(s); } const string Pattern = \"b\";")]
    [InlineData("string M(string s) => [|Regex.Replace(s, \"[^a-z]\", \"\")|];")]
    [InlineData("string[] M(string s) => s.Split([|new[] { ',', ';' }|]);")]
    [InlineData("string[] M(string s) => s.Split([|new char[] { ',' }|], StringSplitOptions.RemoveEmptyEntries);")]
    [InlineData("int M(string s) => s.IndexOfAny([|['{', '}']|], 3);")]
    [InlineData("bool M(Version v) => v >= [|new Version(9, 2, 0)|];")]
    [InlineData("string M(object o) => JsonSerializer.Serialize(o, [|new JsonSerializerOptions { WriteIndented = true }|]);")]
    [InlineData("string M(double d) => d.ToString([|new CultureInfo(\"en-US\")|]);")]
    [InlineData("byte[] M(byte[] data, byte[] key) { using var h = [|new HMACSHA256(key)|]; return h.ComputeHash(data); }")]
    [InlineData("byte[] M(byte[] data) { using (var h = [|SHA256.Create()|]) return h.ComputeHash(data); }")]
    [InlineData("long M() { var w = [|Stopwatch.StartNew()|]; Work(); return w.ElapsedMilliseconds; }")]
    [InlineData("object M() => [|typeof(C).GetMethod(\"Work\")|];")]
    [InlineData("int M() => [|Enum.GetValues(typeof(DayOfWeek))|].Length;")]
    [InlineData("void M(System.IO.Stream s) { var b = [|Encoding.UTF8.GetBytes(\"OK\")|]; s.Write(b, 0, b.Length); }")]
    [InlineData("int M(int n) => [|new Random()|].Next(n);")]
    [InlineData("string M(int a, string b) { var sb = [|new StringBuilder()|]; sb.Append(a); sb.Append(b); return sb.ToString(); }")]
    [InlineData("string M(string p, long id) { var sb = [|new StringBuilder(p)|]; return Encode(id, sb).ToString(); } static StringBuilder Encode(long id, StringBuilder b) => b.Append(id);")]
    [InlineData("void M(object[] data) { var sb = [|new StringBuilder(64)|]; for (var i = 0; i < data.Length; i++) { if (i > 0) sb.Append(','); sb.Append(i); } Hand(sb.ToString()); } void Hand(string s) { }")]
    [InlineData("string[] M() => [|new string[0]|];")]
    [InlineData("byte[] M(byte[] b) { return b ?? [|new byte[] { }|]; }")]
    [InlineData("event EventHandler Done; void M() { Done?.Invoke(this, [|new EventArgs()|]); }")]
    [InlineData("bool M(string s) { var names = [|new[] { \"a\", \"b\" }|]; return Array.IndexOf(names, s) >= 0; }")]
    [InlineData("bool M(string s) => [|new List<string> { \"a\", \"b\" }|].Contains(s);")]
    [InlineData("bool M(string s) { var known = [|new HashSet<string>(StringComparer.Ordinal) { \"a\", \"b\" }|]; return known.Contains(s); }")]
    [InlineData("int M(string s) { var map = [|new Dictionary<string, int> { { \"a\", 1 }, { \"b\", 2 } }|]; return map[s]; }")]
    [InlineData("int M(string s) { var map = [|new Dictionary<string, int> { [\"a\"] = 1, [\"b\"] = 2 }|]; return map.TryGetValue(s, out var n) ? n : 0; }")]
    [InlineData("string M(int i) { var names = [|new[] { \"no\", \"one\", \"two\" }|]; return names[i]; }")]
    [InlineData("string[] M(string s) { var at = [|new[] { ',', ';' }|]; return s.Split(at); }")]
    [InlineData("void M(List<string> all) { all.Sort([|new ByLength()|]); } class ByLength : IComparer<string> { public int Compare(string a, string b) => a.Length - b.Length; }")]
    [InlineData("bool M(string s) => [|new Checker()|].IsFine(s); class Checker { public bool IsFine(string s) => s.Length > 2; }")]
    [InlineData("View M() { return [|new View(this)|]; } class View { private readonly C _c; public View(C c) { _c = c; } }")]
    [InlineData("object[] M(object o) => [|o.GetType().GetCustomAttributes(typeof(ObsoleteAttribute), true)|];")]
    [InlineData("object M(object o) => [|o.GetType().GetProperty(\"Name\")|].GetValue(o);")]
    [InlineData("int M() => [|Process.GetCurrentProcess()|].Id;")]
    [InlineData("string M() => [|System.Reflection.MethodBase.GetCurrentMethod()|].Name;")]
    [InlineData("string M() => [|typeof(C).Assembly.GetName()|].Name;")]
    [InlineData("IComparer<string> M() => [|new ByLength()|]; class ByLength : IComparer<string> { public int Compare(string a, string b) => a.Length - b.Length; }")]
    [InlineData("static IEqualityComparer<T> M<T>() { if (typeof(T) == typeof(int)) return null; return [|new Same<T>()|]; } class Same<T> : IEqualityComparer<T> { public bool Equals(T a, T b) => true; public int GetHashCode(T a) => 1; }")]
    [InlineData("int M(Terms terms, int n) { var sum = 0; for (var i = 0; i < n; i++) { var term = [|new Term()|]; terms.Get(i, term); sum += term.Length; } return sum; } class Term { public int Length; } abstract class Terms { public abstract void Get(int i, Term into); }")]
    [InlineData("int M(Terms terms, int n) { var sum = 0; while (n-- > 0) { Term term = [|new Term()|]; terms.LookUp(n, term); sum += term.ToString().Length; } return sum; } class Term { public int Length; } abstract class Terms { public abstract void LookUp(int i, Term into); }")]
    [InlineData("int M(List<int> xs) { var n = 0; foreach (var x in xs ?? [|new List<int>()|]) n += x; return n; }")]
    [InlineData("IEnumerable<string> M(string s) { if (s == null) return [|new List<string>()|]; return s.Split(','); }")]
    [InlineData("readonly List<int> _xs = new(); public IReadOnlyList<int> P { get { return [|_xs.AsReadOnly()|]; } }")]
    [InlineData("readonly List<int> _xs = new(); public IReadOnlyList<int> P => [|new System.Collections.ObjectModel.ReadOnlyCollection<int>(_xs)|];")]
    [InlineData("int M(System.Linq.Expressions.Expression<Func<int, int>> e) => [|e.Compile()|](3);")]
    [InlineData("int M(System.Linq.Expressions.Expression<Func<int, int>> e) { var f = [|e.Compile()|]; return f.Invoke(3); }")]
    [InlineData("static ILoud Loud => [|new Shout()|]; string M(string s) => Loud.Say(s); interface ILoud { string Say(string s); } class Shout : ILoud { public string Say(string s) => s + \"!\"; }")]
    [InlineData("ILoud Loud { get { return [|new Shout()|]; } } interface ILoud { } class Shout : ILoud { }")]
    [InlineData("void M(Dictionary<string, object> to) { to[\"line\"] = [|new Literal(Environment.NewLine)|]; } class Literal { readonly string _text; public Literal(string text) { if (text == null) throw new ArgumentNullException(nameof(text)); _text = text; } }")]
    [InlineData("object M() => [|new Literal(\"none\", 3)|]; sealed class Literal { readonly string _text; readonly int _n; public Literal(string text, int n) { _text = text ?? throw new ArgumentNullException(nameof(text)); _n = n; } }")]
    [InlineData("string M(int n, bool two) { string[] names = [|{ \"none\", \"one\", \"two\" }|]; return two ? names[2] : names[n]; }")]
    public Task An_object_of_constants_is_made_each_time(string member) => Verify.SuggestsAsync(Class(member), Hot);

    [Theory]
    [InlineData("static readonly Regex R = new Regex(\"a\"); bool M(string s) => R.IsMatch(s);")]
    [InlineData("static C() { R = new Regex(\"a\"); } static Regex R;")]
    [InlineData("bool M(string s, string pattern) => new Regex(pattern).IsMatch(s);")]
    [InlineData("bool M(string s, string pattern) => Regex.IsMatch(s, pattern);")]
    [InlineData("Regex _r; bool M(string s) { _r ??= new Regex(\"a\"); return _r.IsMatch(s); }")]
    [InlineData("Regex _r; bool M(string s) { if (_r == null) _r = new Regex(\"a\"); return _r.IsMatch(s); }")]
    [InlineData("string[] M() => new[] { \"a\", \"b\" };")]
    [InlineData("string[] M(string s, char c) => s.Split(new[] { c });")]
    [InlineData("string[] M(string s) => s.Split(',', ';');")]
    [InlineData("bool M(string s) => s.AsSpan().IndexOfAny(['{', '}']) >= 0;")]
    [InlineData("JsonSerializerOptions M() { var o = new JsonSerializerOptions { WriteIndented = true }; o.Converters.Add(null); return o; }")]
    [InlineData("void M(int x) { if (x < 0) throw new ArgumentException(string.Join(\",\", new[] { \"a\", \"b\" })); }")]
    [InlineData("long M() { var w = Stopwatch.StartNew(); Hand(w); return w.ElapsedMilliseconds; } void Hand(Stopwatch w) { }")]
    [InlineData("object M(Type t) => t.GetMethod(\"Work\");")]
    [InlineData("object M<T>() => typeof(Lazy<int>).Name;")]
    [InlineData("Version M(int a) => new Version(a, 2);")]
    [InlineData("byte[] M(byte[] a, byte[] b) { using var h = SHA256.Create(); h.TransformBlock(a, 0, a.Length, null, 0); return h.ComputeHash(b); }")]
    [InlineData("StringBuilder M(int a) { var sb = new StringBuilder(); sb.Append(a); return sb; }")]
    [InlineData("StringBuilder _b; void M(int a) { var sb = new StringBuilder(); _b = sb; sb.Append(a).ToString(); }")]
    [InlineData("void M(List<StringBuilder> all) { var sb = new StringBuilder(); all.Add(sb); sb.Append(1); }")]
    [InlineData("string M(int a) { var sb = new StringBuilder(); var x = sb.Append(a).ToString(); sb.Append(2); return x + sb.ToString(); }")]
    [InlineData("void M(int a) { if (a < 0) { var sb = new StringBuilder(); sb.Append(a); throw new ArgumentException(sb.ToString()); } }")]
    [InlineData("Func<string> M(int a) { var sb = new StringBuilder(); sb.Append(a); return () => sb.ToString(); }")]
    [InlineData("static string FormatExceptionMessage(int a) { var sb = new StringBuilder(500); sb.Append(a); return sb.ToString(); }")]
    [InlineData("string[] M(int n) => new string[n];")]
    [InlineData("int[] M() => new[] { 1, 2, 3 };")]
    [InlineData("Dictionary<string, int> M() { var map = new Dictionary<string, int> { { \"a\", 1 } }; return map; }")]
    [InlineData("int M(string s) { var map = new Dictionary<string, int> { { \"a\", 1 } }; map[s] = 2; return map.Count; }")]
    [InlineData("bool M(string s, string t) { var known = new HashSet<string> { \"a\", t }; return known.Contains(s); }")]
    [InlineData("int M(int i) { var a = new[] { 1, 2, 3 }; a[i]++; return a[0]; }")]
    [InlineData("void M(List<string> all) { var l = new List<string> { \"a\" }; all.AddRange(l); Keep(l); } void Keep(List<string> l) { }")]
    [InlineData("int M() { ReadOnlySpan<int> a = new[] { 1, 2, 3 }; return a[1]; }")]
    [InlineData("void M(List<string> all) { all.Sort(new By(2)); } class By : IComparer<string> { private int _n; public By(int n) { _n = n; } public int Compare(string a, string b) => _n; }")]
    [InlineData("int M() => new Counter().Next(); class Counter { private int _n; public int Next() => ++_n; }")]
    [InlineData("void M(List<object> all) { all.Add(new Mark()); } class Mark { }")]
    [InlineData("View M() { return new View(this); } class View { private C _c; public View(C c) { _c = c; } }")]
    [InlineData("int _n; View M() { return new View(this); } class View { private readonly int _n; public View(C c) { _n = c._n; } }")]
    [InlineData("View M() { return new View(this); } class View { private readonly C _c; public View(C c) { System.Threading.Monitor.Enter(c); _c = c; } }")]
    [InlineData("View M(int n) { return new View(this, n); } class View { private readonly C _c; private readonly int _n; public View(C c, int n) { _c = c; _n = n; } }")]
    [InlineData("object M(Type t) => t.GetProperty(\"Name\");")]
    [InlineData("object M(object o, string name) => o.GetType().GetProperty(name);")]
    [InlineData("string M(object o) => o.GetType().Name;")]
    [InlineData("List<string> M() => new List<string>();")]
    [InlineData("IList<string> M() { return new List<string>(); }")]
    [InlineData("IEnumerable<string> M() { var all = new List<string>(); all.Add(\"a\"); return all; }")]
    [InlineData("int M(List<int> xs) { var ys = xs ?? new List<int>(); ys.Add(1); return ys.Count; }")]
    [InlineData("List<int> _xs = new(); public IReadOnlyList<int> P => _xs.AsReadOnly(); void Set(List<int> xs) { _xs = xs; }")]
    [InlineData("readonly List<int> _xs = new(); public IReadOnlyList<int> View() => _xs.AsReadOnly();")]
    [InlineData("Func<int, int> M(System.Linq.Expressions.Expression<Func<int, int>> e) => e.Compile();")]
    [InlineData("Func<int, int> _f; int M(System.Linq.Expressions.Expression<Func<int, int>> e) { _f ??= e.Compile(); return _f(3); }")]
    [InlineData("IComparer<string> M(int n) => new By(n); class By : IComparer<string> { readonly int _n; public By(int n) => _n = n; public int Compare(string a, string b) => _n; }")]
    [InlineData("object M() => new Same(); class Same : IEqualityComparer<int> { public bool Equals(int a, int b) => true; public int GetHashCode(int a) => 1; }")]
    [InlineData("void M(Terms terms, List<Term> all, int n) { for (var i = 0; i < n; i++) { var term = new Term(); terms.Get(i, term); all.Add(term); } } class Term { public int Length; } abstract class Terms { public abstract void Get(int i, Term into); }")]
    [InlineData("int M(Terms terms, int n) { var sum = 0; for (var i = 0; i < n; i++) { var term = new Term(); terms.Add(term); sum += term.Length; } return sum; } class Term { public int Length; } abstract class Terms { public abstract void Add(Term one); }")]
    [InlineData("int M(Terms terms) { var term = new Term(); terms.Get(1, term); return term.Length; } class Term { public int Length; } abstract class Terms { public abstract void Get(int i, Term into); }")]
    [InlineData("int M(Terms terms, int n) { var sum = 0; for (var i = 0; i < n; i++) { var term = new Term(); term.Length = i; terms.Get(i, term); sum += term.Length; } return sum; } class Term { public int Length; } abstract class Terms { public abstract void Get(int i, Term into); }")]
    [InlineData("int M(Terms terms, int n) { var sum = 0; for (var i = 0; i < n; i++) { var term = new Term(); terms.Get(i, term); Keep(() => term.Length); } return sum; } void Keep(Func<int> f) { } class Term { public int Length; } abstract class Terms { public abstract void Get(int i, Term into); }")]
    [InlineData("Process M() => Process.GetCurrentProcess();")]
    [InlineData("static ILoud Make() => new Shout(); interface ILoud { } class Shout : ILoud { }")]
    [InlineData("static ILoud Loud => new Shout(); interface ILoud { } class Shout : ILoud { int _count; }")]
    [InlineData("static ILoud Loud { get; } = new Shout(); interface ILoud { } class Shout : ILoud { }")]
    [InlineData("static ILoud Loud => new Shout(Environment.TickCount); interface ILoud { } class Shout : ILoud { readonly int _n; public Shout(int n) { _n = n; } }")]
    [InlineData("object M() => new Literal(\"none\"); class Literal { string _text; public Literal(string text) { _text = text; } public void Set(string s) => _text = s; }")]
    [InlineData("object M() => new Literal(\"none\"); class Literal { readonly List<string> _texts; public Literal(string text) { _texts = new List<string> { text }; } }")]
    [InlineData("object M(string s) => new Literal(s); class Literal { readonly string _text; public Literal(string text) { _text = text; } }")]
    [InlineData("object M() => new Open(\"none\"); class Open : IDisposable { readonly string _text; public Open(string text) { _text = text; } public void Dispose() { } }")]
    [InlineData("object _l; C() { _l = new Literal(\"none\"); } class Literal { readonly string _text; public Literal(string text) { _text = text; } }")]
    [InlineData("string M() { string[] names = { \"none\", \"one\" }; return names[0] + names[1]; }")]
    [InlineData("string[] M(int n) { string[] names = { \"none\", \"one\" }; names[0] = n.ToString(); return names; }")]
    [InlineData("static readonly Dictionary<string, int> Words = LoadWords(); static Dictionary<string, int> LoadWords() { var names = new[] { \"a\", \"b\" }; var all = new Dictionary<string, int>(); foreach (var name in names) all[name] = all.Count; return all; }")]
    public Task What_differs_or_is_kept_stays_silent(string member) => Verify.IsSilentAsync(Class(member), Hot);

    private static string Class(string member) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.Globalization;
        using System.Security.Cryptography;
        using System.Text;
        using System.Text.Json;
        using System.Text.RegularExpressions;
        public class C
        {
            {{member}}
            public void Work() { }
        }
        """;
}
