namespace Emitted;

public partial class Overloads
{
    public int AfterReturn(int a) { return Loc(a) + 1; int Loc(int x) => x + a; }
    public int AfterReturn(string a) { return Loc(1); static int Loc(int x) { return x; } }
    public int AfterReturn(long a) => 0;

    public int BeforeFirst(int a) { static int Loc(int x) => x + 1; return Loc(a); }
    public int BeforeFirst(string a) { return 1; }
    public int BeforeFirst(double a) { int Loc() => (int)a; return Loc(); }

    public int SomeHaveNone(int a) => a;
    public int SomeHaveNone(string a) { Func<int> f = () => a.Length; return f(); }
    public int SomeHaveNone(long a) => (int)a;
    public int SomeHaveNone(double a) => new[] { 1, 2 }.Select(x => x + (int)a).Sum();

    public int Neighbours(int a) { return Last(); int Last() => a; }
    public int Neighbours(string a) { int First() => a.Length; return First(); }
    public int Neighbours(long a) => 1;

    public int Nested(int a)
    {
        Func<Func<int>> f = () => { int b = a; return () => b + a; };
        return f()() + Outer(1);

        int Outer(int x)
        {
            Func<int> inner = () => x + Inner();
            return inner();
            int Inner() => x * a;
        }
    }

    public int Nested(string a) => a.Length;

    public IEnumerable<int> Query(int[] xs) => from x in xs where x > 1 let y = x * 2 orderby y select y + 1;
    public IEnumerable<int> Query(List<int> xs, int k) => from x in xs where x > k from y in xs select y + x;

    public int this[int i] { get { return Loc(); int Loc() => i; } }
    public int this[string s] => s.Count(c => c == 'x');

    private event Action? Changed { add { Action a = () => Changed2 += value; a(); } remove { Local(); void Local() => Changed2 -= value; } }
    private Action? Changed2;

    public static Overloads operator +(Overloads a, int b) { Func<int> f = () => b; f(); return a; }
    public static Overloads operator +(Overloads a, string b) { Func<int> f = () => b.Length; f(); return a; }
    public static explicit operator int(Overloads a) => new[] { 1 }.Sum(x => x + a.AfterReturn(x));
    public static explicit operator string(Overloads a) => string.Concat(new[] { 1 }.Select(x => x + a.AfterReturn(1)));
}
