namespace Emitted;

public class Ordinary
{
    private readonly int _first = Environment.TickCount;
    private readonly Func<int, int> _lambda = x => x + 1;

    public Ordinary() { Func<int> f = () => _first; f(); }

    private readonly int _last = Environment.ProcessorCount;
}

public class Chained
{
    private readonly List<int> _items = new() { 1, 2, 3 };

    public Chained(int a) : this(a.ToString()) { _items.Add(a); }

    public Chained(string s)
        : base()
    {
        _items.Add(s.Length);
    }
}

public class NoFields(int seed)
{
    public int Seed => seed;
}

public class Derived<T> : Base<T>
{
    private readonly T[] _array = new T[4];

    public Derived(T first) : base(new List<T> { first })
    {
        _array[0] = first;
    }

    public Derived(T first, int count)
        : base(new List<T>(count)) => _array[0] = first;
}

public class Base<T>
{
    protected Base(List<T> items) { Items = items; }

    public List<T> Items { get; } = [];
}

public class Primary(int a, List<string> names) : Base<string>(names)
{
    private readonly int _twice = a * Environment.ProcessorCount;

    public Primary(string s) : this(1, [s]) { Items.Add(s); }

    public int Twice() => _twice + a;
}

public class OnlyInitialisers
{
    private readonly int _a = Environment.TickCount;
    private static readonly int S = Environment.TickCount;
    private static readonly Func<int> Lambda = () => S + 1;

    public int Sum() => _a + Lambda();
}

public class WithStatic
{
    private static readonly int Before = Environment.TickCount;

    static WithStatic() { Shared = Before + After; }

    private static readonly int After = Environment.TickCount;

    public static int Shared { get; set; }
}

public struct Value
{
    private int _x = Environment.TickCount;

    public Value(int y) { _x += y; }
}
