using PerfInsight.Symbols;

namespace PerfInsight.Tests.Symbols;

public class RuntimeNamesTests
{
    [Theory]
    [InlineData("System.Collections.Generic.List`1[System.__Canon]", "Contains", "System.Collections.Generic.List`1.Contains")]
    [InlineData("System.Collections.Generic.Dictionary`2+Entry[System.Int32,System.__Canon]", "Get", "System.Collections.Generic.Dictionary`2+Entry.Get")]
    [InlineData("System.String", "Concat", "System.String.Concat")]
    [InlineData("System.Threading.Monitor", "Enter_Slowpath", "System.Threading.Monitor.Enter_Slowpath")]
    [InlineData("W.Box`1+Nest`1[System.Int32,W.Pair`2[System.Int32,System.String]]", ".ctor", "W.Box`1+Nest`1..ctor")]
    [InlineData("", "memcpy", "memcpy")]
    [InlineData("W.Kinds.Lambdas+<>c", "<Host>b__3_0", "W.Kinds.Lambdas.Host")]
    [InlineData("W.Kinds.Asyncs+<A>d__0", "MoveNext", "W.Kinds.Asyncs.A")]
    [InlineData("W.Kinds.Asyncs+<>c__DisplayClass3_0+<<Lam>b__0>d", "MoveNext", "W.Kinds.Asyncs.Lam")]
    [InlineData("Program+<<<Main>$>g__RunAsync|0_3>d", "MoveNext", "Program.<Main>$")]
    [InlineData("W.X+<System-Collections-Generic-IEnumerable<T>-GetEnumerator>d__0[System.__Canon]", "MoveNext", "W.X.System.Collections.Generic.IEnumerable<T>.GetEnumerator")]
    [InlineData("W.X+<W-IPair<System-Int32,System-String>-Get>d__0", "MoveNext", "W.X.W.IPair<System.Int32,System.String>.Get")]
    public void A_callee_is_named_as_in_metadata(string type, string method, string expected) =>
        Assert.Equal(expected, RuntimeNames.Callee(type, method));

    [Theory]
    [InlineData("System.Byte[]", "System.Byte[]")]
    [InlineData("System.Int32[,][]", "System.Int32[,][]")]
    [InlineData("System.Collections.Generic.List`1[System.Int32]", "System.Collections.Generic.List`1")]
    [InlineData("System.Collections.Generic.List`1[System.Int32][]", "System.Collections.Generic.List`1[]")]
    [InlineData("System.Collections.Generic.Dictionary`2+Entry[System.String,System.Int32[]][,]", "System.Collections.Generic.Dictionary`2+Entry[,]")]
    [InlineData("W.Waits+<>c__DisplayClass27_0", "W.Waits+<>c__DisplayClass27_0")]
    [InlineData("W.Waits+<Never>d__29", "W.Waits+<Never>d__29")]
    [InlineData("<>f__AnonymousType0`2[System.Int32,System.String]", "<>f__AnonymousType0`2")]
    public void A_type_has_no_generic_arguments(string type, string expected) => Assert.Equal(expected, RuntimeNames.TypeName(type));

    [Theory]
    [InlineData("W.B", "Burn", "int64  (int32)", "W.B.Burn(Int32)")]
    [InlineData("W.B", "None", "void  ()", "W.B.None()")]
    [InlineData("W.B", ".ctor", "instance void  (class System.String,bool)", "W.B..ctor(String,Boolean)")]
    [InlineData("W.Box`1[System.Int32]", "Map", "instance generic int64  (!!0,class System.Func`2<!0,!!0>)", "W.Box`1.Map(!!0,Func`2)")]
    [InlineData("W.S", "RefInOut", "int64  (int32&,int64&,class System.String&,float64&)", "W.S.RefInOut(Int32,Int64,String,Double)")]
    [InlineData("W.S", "Ptr", "int64  (int32*,void*,wchar**)", "W.S.Ptr(Int32*,Void*,Char**)")]
    [InlineData("W.S", "Arr", "int64  (int32[],int32[,],int32[][,,],class System.String[][],class System.Collections.Generic.List`1<int32[]>[])", "W.S.Arr(Int32[],Int32[,],Int32[][,,],String[][],List`1[])")]
    [InlineData("W.S", "Prim", "int64  (unsigned int8,int8,wchar,unsigned int16,int,unsigned int,refany)", "W.S.Prim(Byte,SByte,Char,UInt16,IntPtr,UIntPtr,TypedReference)")]
    [InlineData("W.S", "Nul", "int64  (value class System.Nullable`1<value class W.Kinds.Color>)", "W.S.Nul(Nullable`1)")]
    [InlineData("W.S", "set_InitP", "instance required_modifier System.Runtime.CompilerServices.IsExternalInit void  (int64)", "W.S.set_InitP(Int64)")]
    [InlineData("W.Locals", "<SameName>g__Loc|5_0", "int64  (int32)", "W.Locals.SameName")]
    [InlineData("W.Asyncs+<A>d__0", "MoveNext", "instance void  ()", "W.Asyncs.A")]
    [InlineData("W.B", "Odd", "", "W.B.Odd")]
    public void A_member_s_name_has_the_simple_names_of_its_parameters(string type, string method, string signature, string expected) =>
        Assert.Equal(expected, RuntimeNames.Member(type, method, signature));

    [Theory]
    [InlineData("W.X+<>c__DisplayClass3_0", ".ctor")]
    [InlineData("W.X+<>c", ".cctor")]
    [InlineData("W.X+<Iter>d__6", "System.IDisposable.Dispose")]
    [InlineData("W.X+<Iter>d__6", ".ctor")]
    [InlineData("W.X", "<>n__0")]
    public void What_nobody_wrote_has_no_name(string type, string method) => Assert.Null(RuntimeNames.Member(type, method, "instance void  ()"));

    [Fact]
    public void A_finally_block_of_an_iterator_is_the_iterator_s() =>
        Assert.Equal("W.X.Iter", RuntimeNames.Member("W.X+<Iter>d__6", "<>m__Finally1", "instance void  ()"));

    [Theory]
    [InlineData("W.S", "Fn", "int64  (fnptr int64(int32),fnptr unmanaged cdecl int32(void*))", "W.S.Fn(fnptr,fnptr)")]
    [InlineData("W.S", "In", "instance void  (required_modifier System.Runtime.InteropServices.InAttribute unsigned int8&)", "W.S.In(Byte)")]
    public void Function_pointers_and_modifiers_have_one_form(string type, string method, string signature, string expected) =>
        Assert.Equal(expected, RuntimeNames.Member(type, method, signature));

    [Fact]
    public void Any_text_is_a_name_and_never_crashes() => CsCheck.Check.Sample(
        CsCheck.Gen.Select(
            CsCheck.Gen.String[CsCheck.Gen.Char["<>[](),`+.&*|_1abd $c"], 0, 30],
            CsCheck.Gen.String[CsCheck.Gen.Char["<>.gb_|01$A"], 0, 15],
            CsCheck.Gen.String[CsCheck.Gen.Char["( )<>[],&*!`class in32"], 0, 30]),
        name =>
        {
            Assert.NotNull(RuntimeNames.Callee(name.Item1, name.Item2));
            RuntimeNames.Member(name.Item1, name.Item2, name.Item3);
            RuntimeNames.Kind(name.Item1, name.Item2);
            Assert.NotNull(RuntimeNames.TypeName(name.Item1));
        },
        iter: 20_000);
}
