namespace Emitted;

public class StateMachines
{
    public async Task<int> Run(int a) { await Task.Yield(); Func<Task<int>> f = async () => { await Task.Yield(); return a; }; return await f(); }
    public async Task<int> Run(string a) { return await Loc(1); async Task<int> Loc(int x) { await Task.Yield(); return x + a.Length; } }
    public async ValueTask Run() { await foreach (var x in Stream(3)) GC.KeepAlive(x); }
    public async IAsyncEnumerable<int> Stream(int n) { for (var i = 0; i < n; i++) { await Task.Yield(); yield return i; } }
    public IEnumerable<int> Stream(string s) { return Loc(); IEnumerable<int> Loc() { foreach (var c in s) yield return c; } }

    public IEnumerable<int> Finally(IEnumerable<int> source)
    {
        try
        {
            foreach (var x in source)
                yield return x;
        }
        finally
        {
            GC.KeepAlive(source);
        }
    }

    public IEnumerable<int> Finally(int n)
    {
        try
        {
            yield return n;
        }
        finally
        {
            Func<int> f = () => n;
            f();
        }
    }

    public async void Fire() => await Task.Delay(1);

    public override string ToString() { Func<string> f = () => base.ToString()!; return f(); }
}
