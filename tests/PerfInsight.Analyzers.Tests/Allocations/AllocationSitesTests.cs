using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PerfInsight.Analyzers.Allocations;
using PerfInsight.Analyzers.Tests.Testing;

namespace PerfInsight.Analyzers.Tests.Allocations;

public class AllocationSitesTests
{
    [Theory]
    [InlineData("object o = new List<int>();", "object: new List<int>")]
    [InlineData("var o = new { A = 1 };", "object: anonymous object")]
    [InlineData("var a = new int[n];", "array: new int[]")]
    [InlineData("var t = text + n;", "string: '+' copies its parts into a new string | string: text of int")]
    [InlineData("var t = text + 'c';", "string: '+' copies its parts into a new string")]
    [InlineData("var t = text + \"a\" + text + \"b\";", "string: '+' copies its parts into a new string")]
    [InlineData("text += \"a\" + n;", "string: '+=' copies both parts into a new string | string: text of int")]
    [InlineData("var t = $\"{n} items\";", "string: interpolation makes a new string")]
    [InlineData("object o = n;", "boxing: int becomes object")]
    [InlineData("IComparable o = n;", "boxing: int becomes IComparable")]
    [InlineData("Console.WriteLine(\"{0}\", n);", "boxing: int becomes object")]
    [InlineData("var t = text.Substring(1);", "string: 'Substring' makes a new string")]
    [InlineData("var t = n.ToString();", "string: text of int")]
    [InlineData("var p = text.Split(',');", "array: 'Split' makes a new string[]")]
    [InlineData("Many(1, 2);", "paramsarray: 'Many' takes its arguments as int[]")]
    [InlineData("Func<int, bool> f = m => m > n;", "closure: holds 'n', made at each call | delegate: a lambda that uses 'n'")]
    [InlineData("Func<int> f = () => _field;", "delegate: a lambda that uses 'this'")]
    [InlineData("Action f = Own;", "delegate: the method 'Own' as a value")]
    [InlineData("foreach (var i in items) { var m = i; Func<int> f = () => m; }", "enumerator: foreach over IEnumerable<int> asks for IEnumerator<int> | closure: holds 'm', made in each iteration | delegate: a lambda that uses 'm'")]
    [InlineData("var q = items.Where(i => i > 0);", "iterator: 'Where' makes an object that enumerates")]
    [InlineData("var q = items.ToList();", "object: 'ToList' copies into a new List<int>")]
    [InlineData("if (n < 0) throw new ArgumentException(text);", "object: new ArgumentException, only where it throws")]
    [InlineData("int Local() => n; Func<int> f = Local;", "closure: holds 'n', made at each call | delegate: the method 'Local' as a value")]
    public void Says_what_allocates(string code, string expected) => Assert.Equal(expected, SitesOf(code));

    [Theory]
    [InlineData("const string t = \"a\" + \"b\";")]
    [InlineData("var d = new DateTime(2026, 1, 1);")]
    [InlineData("Func<int, int> f = static m => m + 1;")]
    [InlineData("Func<int, int> f = m => m + 1;")]
    [InlineData("Action f = Static;")]
    [InlineData("foreach (var i in list) n += i;")]
    [InlineData("foreach (var i in array) n += i;")]
    [InlineData("foreach (var c in text) n += c;")]
    [InlineData("Many();")]
    [InlineData("ReadOnlySpan<byte> s = new byte[] { 1, 2, 3 };")]
    [InlineData("Span<byte> s = stackalloc byte[16];")]
    [InlineData("int Local() => n; n = Local();")]
    [InlineData("int? m = n; var k = m ?? 1;")]
    [InlineData("object o = text;")]
    [InlineData("var s = text.AsSpan(1);")]
    [InlineData("var k = list.Count(i => i > 0);")]
    [InlineData("long l = n; var t = (l, n);")]
    public void Says_nothing_of_what_does_not(string code) => Assert.Equal("", SitesOf(code));

    [Fact]
    public void An_iterator_and_an_async_method_live_in_objects_of_their_own()
    {
        Assert.Equal("iterator: each call makes the object that enumerates", SitesOf("yield return n;", "IEnumerable<int>"));
        Assert.Equal("statemachine: its state, and its task, once an await has to wait", SitesOf("await Task.Yield();", "async Task"));
    }

    [Fact]
    public void Unfinished_code_is_no_problem() => Assert.Equal("array: new int[]", SitesOf("var a = new int[n]; var t = text + ; foreach (var"));

    private static string SitesOf(string code, string returns = "void")
    {
        var tree = CSharpSyntaxTree.ParseText(
            $$"""
            using System;
            using System.Collections.Generic;
            using System.Linq;
            using System.Threading.Tasks;
            class C
            {
                private int _field;
                {{returns}} M(int n, string text, IEnumerable<int> items, List<int> list, int[] array) { {{code}} }
                void Many(params int[] numbers) { }
                void Own() => _field++;
                static void Static() { }
            }
            """,
            new CSharpParseOptions(LanguageVersion.CSharp12));
        var compilation = CSharpCompilation.Create("Test", [tree], References.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var model = compilation.GetSemanticModel(tree);
        var method = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().First();
        var sites = AllocationSites.Of(model.GetDeclaredSymbol(method)!, method, model, CancellationToken.None);
        return string.Join(" | ", sites.Select(site => site.Kind.ToString().ToLowerInvariant() + ": " + site.Why));
    }
}
