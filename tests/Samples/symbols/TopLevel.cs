var n = args.Length;
Func<int> f = () => n + 1;
Console.WriteLine(f() + Loc(2) + await Later(3));
return 0;

int Loc(int x) => x + n;

static async Task<int> Later(int x)
{
    await Task.Yield();
    Func<int> g = () => x;
    return g();
}

public class Helper
{
    public int Loc(int x) { Func<int> f = () => x; return f(); }
}
