using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Rule = PerfInsight.Analyzers.Tests.Testing.Marked<PerfInsight.Analyzers.Rules.Algorithmic.ReflectionPerCallAnalyzer>;

namespace PerfInsight.Analyzers.Tests.Rules.Algorithmic;

/// <summary>What PI2016 says, and where it is silent.</summary>
public class ReflectionPerCallTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Cpu);

    [Theory]
    [InlineData("foreach (var field in [|value.GetType().GetFields()|]) n += field.Name.Length;")]
    [InlineData("n = [|type.GetInterfaces()|].Length;")]
    [InlineData("n = [|value.GetType().GetRuntimeMethods()|].Count(m => m.Name == name);")]
    [InlineData("if ([|member.IsDefined(typeof(ObsoleteAttribute), true)|]) n++;")]
    [InlineData("if ([|member.GetCustomAttribute<ObsoleteAttribute>()|] != null) n++;")]
    [InlineData("var kind = value.GetType(); n = [|kind.GetConstructors()|].Length;")]
    [InlineData("n = [|type.GetTypeInfo().GetMethods()|].Length;")]
    [InlineData("var same = value; n = [|same.GetType().GetProperty(name)|] == null ? 1 : 0;")]
    [InlineData("foreach (var i in [|type.GetInterfaces()|]) n += i.GetGenericArguments().Length;")]
    [InlineData("n = [|GetType().GetFields()|].Length;")]
    public async Task It_finds_the_look_up(string body)
    {
        var said = await Rule.FindsAsync(Code("Run", body), Hot.Of("Run"));
        Assert.StartsWith("Info: ", said, StringComparison.Ordinal);
        Assert.Contains("is looked up at each call", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("n = typeof(string).GetProperties().Length;")]
    [InlineData("n = _known.GetOrAdd(type, t => t.GetProperties()).Length;")]
    [InlineData("if (!_fields.TryGetValue(type, out var found)) { found = type.GetFields(); _fields[type] = found; } n = found.Length;")]
    [InlineData("_last = type.GetFields(); n = _last.Length;")]
    [InlineData("_last ??= value.GetType().GetFields(); n = _last.Length;")]
    [InlineData("foreach (var one in types) n += one.GetFields().Length;")]
    [InlineData("if (n > 3) throw new InvalidOperationException(string.Join(\",\", type.GetProperties().Select(p => p.Name)));")]
    [InlineData("try { n++; } catch (Exception e) { n += e.GetType().GetProperties().Length; }")]
    [InlineData("n = type.GetGenericArguments().Length + type.Name.Length;")]
    [InlineData("n = type.Assembly.GetTypes().Length;")]
    [InlineData("n = own.GetProperties().Length;")]
    [InlineData("Func<Type, int> count = t => t.GetProperties().Length; n = count(type);")]
    public async Task A_look_alike_is_silent(string body) => Assert.Equal("", await Rule.FindsAsync(Code("Run", body), Hot.Of("Run")));

    /// <summary>Who calls them keeps what they return.</summary>
    [Theory]
    [InlineData("CreateMap")]
    [InlineData("BuildPlan")]
    [InlineData("RegisterAll")]
    [InlineData("FillCache")]
    public async Task What_is_made_once_is_left_alone(string name) => Assert.Equal("", await Rule.FindsAsync(Code(name, "n = type.GetProperties().Length;"), Hot.Of(name)));

    [Fact]
    public async Task Constructors_and_makers_of_delegates_are_left_alone()
    {
        Assert.Equal("", await Rule.FindsAsync("using System; class C { readonly int _n; public C(Type type) { var n = type.GetProperties().Length; _n = n; } int N => _n; }", Hot));
        Assert.Equal("", await Rule.FindsAsync("using System; class C { static Func<int> Counter(Type type) { var n = type.GetProperties().Length; return () => n; } }", Hot));
    }

    [Fact]
    public async Task The_properties_of_a_type_parameter_are_no_others_next_time() =>
        await Rule.FindsAsync("using System; class C<T> { int Run() => [|typeof(T).GetProperties()|].Length; }", Hot);

    [Fact]
    public async Task One_place_of_a_member_is_enough() =>
        await Rule.FindsAsync(Code("Run", "n = [|type.GetProperties()|].Length; n += type.GetFields().Length;"), Hot.Of("Run"));

    [Fact]
    public async Task In_a_cold_member_it_is_silent() => Assert.Equal("", await Rule.OfBrokenCodeAsync(Code("Run", "n = type.GetFields().Length;"), TestProfile.Cold));

    [Fact]
    public async Task Its_callee_confirms_it() => Assert.StartsWith(
        "Warning: ",
        await Rule.FindsAsync(Code("Run", "n = [|type.GetFields()|].Length;"), Hot.Of("Run").Callee("System.RuntimeType.GetFields")),
        StringComparison.Ordinal);

    [Fact]
    public async Task Incomplete_code_is_no_problem() =>
        Assert.DoesNotContain("AD0001", await Rule.OfBrokenCodeAsync("class C { void M(System.Type t) { foreach (var x in t.GetFields( ; typeof().GetProperties(; t. } }", Hot), StringComparison.Ordinal);

    private static string Code(string name, string body) => $$"""
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Linq;
        using System.Reflection;
        class Shape { public object[] GetProperties() => new object[0]; }
        class C
        {
            private readonly ConcurrentDictionary<Type, PropertyInfo[]> _known = new();
            private readonly Dictionary<Type, FieldInfo[]> _fields = new();
            private FieldInfo[]? _last;
            int {{name}}(object value, Type type, MemberInfo member, Type[] types, Shape own, string name)
            {
                int n = 0;
                {{body}}
                return n;
            }
        }
        """;
}
