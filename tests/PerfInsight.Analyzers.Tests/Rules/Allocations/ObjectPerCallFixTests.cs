using CsCheck;
using PerfInsight.Analyzers.Rules.Allocations;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.ObjectPerCallAnalyzer, PerfInsight.Analyzers.Rules.Allocations.ObjectPerCallFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

/// <summary>What the fix of PI1009 writes, that it keeps behaviour, and where none is offered.</summary>
public class ObjectPerCallFixTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace).Of("Run");

    [Theory]
    [InlineData("object Run(string s) => [|new Regex(\"a+\", RegexOptions.Compiled)|].Replace(s, \"b\");",
        "private static readonly Regex Pattern = new Regex(\"a+\", RegexOptions.Compiled);", "object Run(string s) => Pattern.Replace(s, \"b\");")]
    [InlineData("object Run(string s) { var regex = [|new Regex(\"a+\")|]; return regex.IsMatch(s) ? regex.Match(s) : s; }",
        "private static readonly Regex Pattern = new Regex(\"a+\");", "object Run(string s) { var regex = Pattern; return regex.IsMatch(s) ? regex.Match(s) : s; }")]
    [InlineData("object Run(string s) => [|Regex.Replace(s, @\"\\s+\", \" \", RegexOptions.Singleline)|];",
        "private static readonly Regex Pattern = new Regex(@\"\\s+\", RegexOptions.Singleline);", "object Run(string s) => Pattern.Replace(s, \" \");")]
    [InlineData("object Run(string s) { return [|Regex.IsMatch(s, \"(?i)a\", RegexOptions.CultureInvariant)|]; /* kept */ }",
        "private static readonly Regex Pattern = new Regex(\"(?i)a\", RegexOptions.CultureInvariant);", "object Run(string s) { return Pattern.IsMatch(s); /* kept */ }")]
    [InlineData("object Run(string s) => s.Split([|new[] { ',', ';' }|], 2);", "private static readonly char[] Separators = new[] { ',', ';' };", "object Run(string s) => s.Split(Separators, 2);")]
    [InlineData("object Run(string s) => s.IndexOfAny([|new char[] { 'a', Letter }|]); const char Letter = 'b';",
        "private static readonly char[] Characters = new char[] { 'a', Letter };", "object Run(string s) => s.IndexOfAny(Characters); const char Letter = 'b';")]
    [InlineData("object Run(string s) => [|new HashSet<string>(StringComparer.Ordinal) { \"a\", \"b\" }|].Contains(s);",
        "private static readonly HashSet<string> Values = new HashSet<string>(StringComparer.Ordinal) { \"a\", \"b\" };", "object Run(string s) => Values.Contains(s);")]
    [InlineData("void Run() { foreach (Colour c in [|Enum.GetValues(typeof(Colour))|]) Console.Write(c); }",
        "private static readonly Array Values = Enum.GetValues(typeof(Colour));", "void Run() { foreach (Colour c in Values) Console.Write(c); }")]
    [InlineData("object Run(object o) => JsonSerializer.Serialize(o, [|new JsonSerializerOptions { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase }|]);",
        "private static readonly JsonSerializerOptions SerializerOptions = new JsonSerializerOptions { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };", "object Run(object o) => JsonSerializer.Serialize(o, SerializerOptions);")]
    [InlineData("object Run(string s) => [|new UTF8Encoding(false)|].GetBytes(s);", "private static readonly UTF8Encoding TextEncoding = new UTF8Encoding(false);", "object Run(string s) => TextEncoding.GetBytes(s);")]
    public Task It_is_kept_before_all_other_fields(string before, string field, string after) =>
        Verify.FixesLikelyAsync(Code("class C", before), Code("class C", field + "\n\n    " + after), Hot);

    [Fact]
    public Task The_same_object_is_kept_once_under_a_name_that_nothing_has() => Verify.FixesLikelyAsync(Usings + """
        class B { protected int Separators; }
        partial class C : B
        {
            private static readonly int _length = new C().Run("a,b").Length;
            public string[] Run(string s) => s.Length > 3 ? s.Split([|new[] { ',' }|]) : s.Split([|new[] { ',' }|], _length);
        }
        partial class C { int Next() => Separators++; }
        """, Usings + """
        class B { protected int Separators; }
        partial class C : B
        {
            private static readonly char[] _separators = new[] { ',' };
            private static readonly int _length = new C().Run("a,b").Length;
            public string[] Run(string s) => s.Length > 3 ? s.Split(_separators) : s.Split(_separators, _length);
        }
        partial class C { int Next() => Separators++; }
        """, Hot);

    [Theory]
    [InlineData("object Run() => [|new T[0]|];", "object Run() => Array.Empty<T>();", "class C<T>")]
    [InlineData("string?[] Run() { return [|new string?[] { }|]; }", "string?[] Run() { return Array.Empty<string?>(); }")]
    [InlineData("int[][] Run(bool b) => b ? [|new int[0][]|] : null!;", "int[][] Run(bool b) => b ? Array.Empty<int[]>() : null!;")]
    public Task An_empty_array_is_the_shared_one(string before, string after, string type = "class C") =>
        Verify.FixesLikelyAsync(Code(type, before), Code(type, after), Hot);

    [Theory]
    [InlineData("object Run(string s) => [|new Regex(\"a+\", RegexOptions.IgnoreCase)|].IsMatch(s);")]
    [InlineData("object Run(string s) => [|Regex.IsMatch(s, \"b(?i:a)\")|];")]
    [InlineData("object Run(string s) => [|new Regex(\"a(\")|].IsMatch(s);")]
    [InlineData("object Run(string s) => Keep([|new Regex(\"a\")|]); object Keep(Regex regex) => regex;")]
    [InlineData("object Run(string s) { const string pattern = \"a\"; return [|new Regex(pattern)|].IsMatch(s); }")]
    [InlineData("object Run(string s) => [|Regex.IsMatch(s, pattern: \"a\")|];")]
    [InlineData("object Run(string s) => [|Regex.IsMatch(s, \"a\", RegexOptions.None, Regex.InfiniteMatchTimeout)|];")]
    [InlineData("object Run(string s) => s.Split([|new[] { /* and */ ',' }|]);")]
    [InlineData("object Run(string s) => Keep([|new[] { ',' }|]); object Keep(char[] cs) => cs;")]
    [InlineData("object Run(string s) => [|new HashSet<string>(StringComparer.CurrentCulture) { \"a\" }|].Contains(s);")]
    [InlineData("object Run(string s) => [|new HashSet<string>(Own) { \"a\" }|].Contains(s); static readonly IEqualityComparer<string> Own = StringComparer.Ordinal;")]
    [InlineData("object Run(string s) => [|new List<string> { \"a\", Letters }|].Contains(s); static readonly string Letters = \"b\";")]
    [InlineData("object Run(string s) => [|new Dictionary<string, int> { { \"a\", 1 }, { \"a\", 2 } }|].ContainsKey(s);")]
    [InlineData("object Run(object o) => JsonSerializer.Serialize(o, [|new JsonSerializerOptions { MaxDepth = -1 }|]);")]
    [InlineData("object Run(object o) => JsonSerializer.Serialize(o, [|new JsonSerializerOptions { ReferenceHandler = System.Text.Json.Serialization.ReferenceHandler.Preserve }|]);")]
    [InlineData("object Run(object o) => Keep([|new JsonSerializerOptions { WriteIndented = true }|]); object Keep(JsonSerializerOptions o) => o;")]
    [InlineData("object Run() { var all = [|Enum.GetValues(typeof(Colour))|]; return all; }")]
    [InlineData("object Run(string s) => s.Split([|new[] { ',' }|]);", "class C<T>")]
    [InlineData("object Run(string s) => s.Split([|new[] { ',' }|]);", "interface C")]
    [InlineData("object Run(string s) => s.Split([|new[] { ',' }|]); } partial class C { static int _x = 1;", "partial class C")]
    public Task Where_it_could_be_another_one_no_fix_is_offered(string member, string type = "class C") => Verify.OffersNoFixLikelyAsync(Code(type, member), Hot);

    [Fact]
    public Task Results_are_the_same() => Differential.SameResultsAsync<ObjectPerCallAnalyzer, ObjectPerCallFixer, string?>("""
        using System;
        using System.Collections.Generic;
        using System.Text.Json;
        using System.Text.RegularExpressions;
        public static class C
        {
            private static readonly object Early = Run("a1,b;c");
            public static object Run(string? text)
            {
                var words = Regex.Replace(text!, "[0-9]+", "#").Split(new[] { ',', ';' }, 3);
                var regex = new Regex("^a", RegexOptions.Multiline);
                var found = new List<object> { regex.Matches(text!).Count, new HashSet<string> { "a", "b" }.Contains(words[0]), text!.IndexOfAny(new char[] { 'b', '\n' }) };
                found.Add(JsonSerializer.Serialize(words, new JsonSerializerOptions { WriteIndented = true }));
                found.Add(words.Length > 1 ? words : new string[0]);
                return found;
            }
        }
        """, Hot, "C.Run", Gen.String[Gen.Char["ab1,;\n"], 0, 8].Select(text => text.Length == 7 ? null : text));

    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Text.Json;
        using System.Text.RegularExpressions;

        """;

    private static string Code(string type, string member) => Usings + $$"""
        enum Colour { Red, Green }
        {{type}}
        {
            {{member}}
        }
        """;
}
