namespace Emitted.Deep
{
    public interface IPair<TKey, TValue>
    {
        int Put(TKey key, TValue value);
        TValue this[TKey key] { get; }
        int Default(TKey key) { Func<TKey> f = () => key; return f() is null ? 0 : 1; }
    }

    public unsafe class Members : IPair<string, int>, IPair<int[], List<string[]>>, IEnumerable<KeyValuePair<string, int>>, IDisposable
    {
        int IPair<string, int>.Put(string key, int value) { Func<int> f = () => value; return f() + key.Length; }
        int IPair<int[], List<string[]>>.Put(int[] key, List<string[]> value) { return Loc(); int Loc() => key.Length + value.Count; }
        int IPair<string, int>.this[string key] => key.Count(c => c > 'a');
        List<string[]> IPair<int[], List<string[]>>.this[int[] key] { get { return new() { key.Select(k => k.ToString()).ToArray() }; } }
        void IDisposable.Dispose() { Func<int> f = () => 1; f(); }
        IEnumerator<KeyValuePair<string, int>> IEnumerable<KeyValuePair<string, int>>.GetEnumerator() { yield return new("a", 1); }
        IEnumerator IEnumerable.GetEnumerator() { yield return 1; }

        public void Refs(ref int a, in long b, out string c, ref List<int>[] d) { c = ""; a++; d = []; }
        public void Pointers(int* a, void** b, char*[] c, delegate*<int, void> d, delegate* unmanaged[Cdecl]<int*, long> e) { }
        public void Arrays(int[][,] a, int[,][] b, string[,,][][,] c, List<int[,]>[] d) { }
        public void Odd(dynamic a, (int X, string? Y) b, (int, int, int, int, int, int, int, int, int) c, nint d, nuint e, TypedReference f, Guid? g) { }
        public void Nested(Dictionary<string, Outer<int>.Inner<string>.Leaf>.Enumerator a, Outer<Outer<long>.Inner<int>>.Plain b) { }
        public int Ünïcode_名(int @class, string @event) => @class + @event.Length;
        public static implicit operator int(Members a) => 1;
        public static implicit operator Outer<int>.Plain(Members a) => null!;
        public static bool operator true(Members a) => true;
        public static bool operator false(Members a) => false;
        public static Members operator checked ++(Members a) => a;
        public static Members operator ++(Members a) => a;
        public static Members operator >>>(Members a, int b) => a;
        public int Init { get; init; } = 3;
        public required string Needed { get; set; }
        ~Members() { Init.ToString(); }
    }

    public class Outer<T>
    {
        public class Plain { public T? Get(T a, Plain b) => a; }

        public class Inner<U>
        {
            public struct Leaf { public int Go<V>(T a, U b, V c, Inner<V>.Leaf d, Dictionary<T, U[]> e) => 1; }
        }
    }

    public record Rec(int A, string B) { public int Sum() => A + B.Length; }
    public record struct RecStruct(int A) { public int Twice() => A * 2; }
    public sealed record Child(int A, string B, int C) : Rec(A, B) { public override string ToString() => "child"; }
    file class Hidden { public int Go(Hidden? other) { Func<int> f = () => other is null ? 1 : 2; return f(); } public class Deeper { public Hidden Make(Hidden[] all) => all[0]; } }
    public enum Colour { Red }
    public delegate int Handler(ref int a);
    public static class Extensions { public static int Count<T>(this IEnumerable<T> items, Func<T, bool> fits, Handler? h = null) => Enumerable.Count(items, x => fits(x)); }
}
