namespace Emitted;

public class Generic<T>
    where T : notnull
{
    public int Do(T a) { Func<int> f = () => a.GetHashCode(); return f(); }
    public int Do<U>(T a, U b) { return Loc<int>(1); int Loc<V>(V v) => a.GetHashCode() + b!.GetHashCode() + v!.GetHashCode(); }
    public int Do<U>(List<U> a, Dictionary<T, U[]> b) => a.Count(x => b.Count > 0);
    public int Do<U, V>(U a, V b, Func<T, U, V, int> c) => 1;
    public static Generic<T> operator +(Generic<T> a, T b) => a;

    public class Nested<V>
    {
        public int Do(T a, V b) { Func<V> f = () => b; return f()!.GetHashCode(); }
        public int Do<W>(T a, V b, W c, Generic<W>.Nested<V[]> d) where W : notnull { return Loc(); int Loc() => c.GetHashCode(); }
        public IEnumerable<W> Do<W>(W a, int n) { for (var i = 0; i < n; i++) yield return a; }
        public async Task<W> Do<W>(Task<W> a) => await a;
    }
}
