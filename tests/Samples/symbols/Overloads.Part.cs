namespace Emitted;

public partial class Overloads
{
    public int SomeHaveNone(byte a) { return Loc(); int Loc() => a; }
    public int SomeHaveNone(short a) => a;

    public int Nested(int a, int b)
    {
        var delegates = new List<Func<int>>();
        for (var i = 0; i < 3; i++)
        {
            var j = i;
            delegates.Add(delegate { return j + a; });
            if (b > 0)
            {
                var k = j + b;
                delegates.Add(() => k + j + a);
            }
        }

        return delegates.Sum(static f => f());
    }
}
