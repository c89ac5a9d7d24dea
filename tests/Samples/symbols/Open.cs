namespace Emitted;

public class Open
{
    public Open(int a) : this(a.ToString()) { }

    public Open(string a) { Length = Loc(); int Loc() => a.Length; }

    public Open(long a) : this(a.ToString()) { }

    public int Length { get; }

    public Open(byte a) : this(a.ToString()) { return; void Never() => Length.ToString(); }

    public readonly Func<int> Field = () => 1;
}
