using PerfInsight.Cli.Hotspots;

namespace PerfInsight.Cli.Tests.Hotspots;

public class MemberNameTests
{
    [Theory]
    [InlineData("M:Shop.Pricing.Matcher.Match(Shop.Order)", "Matcher.Match(Order)")]
    [InlineData("M:W.B.Burn(System.Int32)", "B.Burn(int)")]
    [InlineData("M:W.B.#cctor", "B static constructor")]
    [InlineData("M:W.Kinds.Members.#ctor(System.Int32,System.String)", "new Members(int, string)")]
    [InlineData("M:W.Kinds.Members.Finalize", "~Members()")]
    [InlineData("M:W.Kinds.Plain.Static", "Plain.Static()")]
    [InlineData("M:W.Kinds.Box`1.Stat(`0)", "Box<T>.Stat(T)")]
    [InlineData("M:W.Kinds.Box`1.Map``1(``0,System.Func{`0,``0})", "Box<T>.Map<U>(U, Func<T, U>)")]
    [InlineData("M:W.Kinds.Box`1.Nest`1.Go``1(`0,`1,``0)", "Nest<T2>.Go<U>(T1, T2, U)")]
    [InlineData(
        "M:W.Kinds.Gen.C``1(System.Collections.Generic.List{``0},``0[],System.Collections.Generic.Dictionary{System.String,System.Collections.Generic.List{System.Nullable{``0}}})",
        "Gen.C<T>(List<T>, T[], Dictionary<string, List<T?>>)")]
    [InlineData("M:W.Kinds.Members.Deconstruct(System.Int64@,System.Int32@)", "Members.Deconstruct(ref long, ref int)")]
    [InlineData("M:W.Kinds.Members.W#Kinds#IGen{System#Int32}#G(System.Int32)", "Members.IGen<int>.G(int)")]
    [InlineData("M:W.Kinds.Members.W#Kinds#IFoo#get_XP", "Members.IFoo.XP.get")]
    [InlineData("M:W.Kinds.Members.op_Explicit(W.Kinds.Members)~System.Int32", "Members explicit to int(Members)")]
    [InlineData("M:W.Kinds.Ext.op_Multiply``1(System.Collections.Generic.List{``0},System.Int32)", "Ext.operator *(List<T>, int)")]
    [InlineData("M:W.Kinds.Members.get_Item(System.Int32)", "Members[].get(int)")]
    [InlineData("M:W.Kinds.Members.get_Prop", "Members.Prop.get")]
    [InlineData("M:Program.{Main}$(System.String[])", "Program top-level statements")]
    [InlineData("M:A.B.M(System.Int32[0:,0:],System.Byte*,System.Collections.Generic.List{A.C}.Enumerator)", "B.M(int[,], byte*, List<C>.Enumerator)")]
    [InlineData("W.Waits.Sleep(Int32)", "Waits.Sleep(Int32)")]
    public void Reads_as_a_person_would_say_it(string id, string expected) =>
        Assert.Equal(expected, MemberName.OfId(id).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("M:")]
    [InlineData("M:.")]
    [InlineData("main")]
    [InlineData("M:A.B(")]
    [InlineData("M:A.B.C(,)")]
    [InlineData("M:A.B.C({)")]
    [InlineData("M:A.B.C(`x)")]
    [InlineData("M:A.B.C(X[)")]
    [InlineData("M:A.B.C``99999999999(``0)")]
    [InlineData("M:A.B.#")]
    [InlineData("M:A.B.X#")]
    public void Keeps_what_is_no_id_instead_of_failing(string id) => Assert.NotNull(MemberName.OfId(id).ToString());

    [Fact]
    public void An_id_nested_beyond_reason_is_kept_as_it_is()
    {
        var id = "M:A.B.C(" + string.Concat(Enumerable.Repeat("X{", 10_000)) + ")";
        Assert.Equal(id[2..], MemberName.OfId(id).ToString());
    }

    [Theory]
    [InlineData(100, "OrderFile.ReadAll(Stream, Encoding)")]
    [InlineData(34, "OrderFile.ReadAll(…)")]
    [InlineData(19, "OrderFile.ReadAll")]
    [InlineData(10, "Ord…eadAll")]
    [InlineData(1, "…")]
    public void Is_shortened_from_the_parameters_on(int width, string expected)
    {
        var name = MemberName.OfId("M:Shop.OrderFile.ReadAll(System.IO.Stream,System.Text.Encoding)");
        Assert.Equal(expected, name.Fit(width));
    }
}
