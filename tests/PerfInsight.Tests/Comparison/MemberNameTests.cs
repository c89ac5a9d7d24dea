using PerfInsight.Comparison;
using PerfInsight.Profiles;

namespace PerfInsight.Tests.Comparison;

public sealed class MemberNameTests
{
    [Theory]
    [InlineData("Shop.Cache", "Find", "instance void  (string)", "Shop.Cache.Find(string)")]
    [InlineData("System.Collections.Generic.List`1[System.Int32]", "Contains", "instance bool  (!0)", "System.Collections.Generic.List`1.Contains(!0)")]
    [InlineData("Shop.Cache", "Get[System.__Canon]", "void  ()", "Shop.Cache.Get()")]
    [InlineData("Shop.Cache+<>c__DisplayClass4_0", "<Find>b__1", "void  (int32)", "Shop.Cache.Find.(lambda)")]
    [InlineData("Shop.Cache+<>c", "<Find>b__7_3", "void  (int32)", "Shop.Cache.Find.(lambda)")]
    [InlineData("Shop.Cache", "<Find>g__Probe|4_0", "void  ()", "Shop.Cache.Find.Probe")]
    [InlineData("Shop.Cache+<LoadAsync>d__5", "MoveNext", "void  ()", "Shop.Cache.LoadAsync")]
    [InlineData("Shop.Cache+<<Find>b__1>d", "MoveNext", "void  ()", "Shop.Cache.Find.(lambda)")]
    [InlineData("Shop.Cache+Entry", "Touch", "void  ()", "Shop.Cache+Entry.Touch()")]
    [InlineData("", "example.com/svc/pkg.Func00.func1", "", "example.com/svc/pkg.Func00.func")]
    [InlineData("", "example.com/svc/pkg.Func00.func1.2", "", "example.com/svc/pkg.Func00.func")]
    [InlineData("", "example.com/svc/pkg.(*Type).Method", "", "example.com/svc/pkg.(*Type).Method")]
    [InlineData("", "slices.SortFunc[go.shape.int]", "", "slices.SortFunc")]
    [InlineData("", "pkg.Map[...].Get", "", "pkg.Map.Get")]
    [InlineData("", "std::vector<int>::push_back", "", "std::vector<int>::push_back")]
    [InlineData("", "", "", "[unknown]")]
    public void A_function_is_compared_under_the_name_that_a_person_would_use(string type, string name, string signature, string expected) =>
        Assert.Equal(expected, MemberName.Of(new Function(-1, 0, type, name, signature)));

    [Theory]
    [InlineData("Shop.Cache.Find(string)", "Cache.Find")]
    [InlineData("W.Kinds.Outer+Inner.Method(int32)", "Inner.Method")]
    [InlineData("Shop.Cache.Find.(lambda)", "Find.(lambda)")]
    [InlineData("example.com/svc/pkg.(*Type).Method", "(*Type).Method")]
    [InlineData("example.com/svc/pkg001.Func00.func", "Func00.func")]
    [InlineData("main.main", "main.main")]
    [InlineData("std::vector<int>::push_back", "std::vector<int>::push_back")]
    [InlineData("[unknown]", "[unknown]")]
    public void A_narrow_place_shows_type_and_method(string name, string expected) => Assert.Equal(expected, MemberName.Short(name));
}
