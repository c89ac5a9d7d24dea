using CsCheck;
using PerfInsight.Analyzers.Rules.Allocations;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.NeedlessCopyAnalyzer, PerfInsight.Analyzers.Rules.Allocations.NeedlessCopyFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

/// <summary>What the fix of PI1010 writes, that it keeps behaviour, and where none is offered.</summary>
public class NeedlessCopyFixTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace).Of("Run");

    [Theory]
    [InlineData("return [|list.ToList()|].Count + [|array.ToList()|].Count + [|list.ToArray()|].Length;", "return list.Count + array.Length + list.Count;")]
    [InlineData("return [|list.ToList()|][i] + [|array.ToArray()|][0];", "return list[i] + array[0];")]
    [InlineData("return [|list.ToList()|].Contains(i) ? [|new List<int>(list)|].IndexOf(i) : 0;", "return list.Contains(i) ? list.IndexOf(i) : 0;")]
    [InlineData("return [|list.ToList()|].Max() + [|array.ToList()|].First();", "return list.Max() + array.First();")]
    [InlineData("return string.Join(\",\", [|words.ToArray()|]).Length;", "return string.Join(\",\", words).Length;")]
    [InlineData("other.AddRange([|list.ToArray()|]); return other.Count;", "other.AddRange(list); return other.Count;")]
    [InlineData("return new Stack<int>([|array.ToList()|]).Pop();", "return new Stack<int>(array).Pop();")]
    [InlineData("foreach (var x in [|list.ToList()|]) i += x; return i; // sum", "foreach (var x in list) i += x; return i; // sum")]
    [InlineData("foreach (var key in [|map.Keys.ToList()|]) i += key.Length; return i;", "foreach (var key in map.Keys) i += key.Length; return i;")]
    [InlineData("foreach (var file in [|Directory.GetFiles(\"a\").ToList()|]) File.Delete(file); return i;", "foreach (var file in Directory.GetFiles(\"a\")) File.Delete(file); return i;")]
    [InlineData("var files = [|Directory.GetFiles(\"a\").ToArray()|]; return files.Length;", "var files = Directory.GetFiles(\"a\"); return files.Length;")]
    public Task The_collection_itself_is_read(string before, string after) => Verify.FixesLikelyAsync(Code(before), Code(after), Hot);

    [Theory]
    [InlineData("return [|perhaps!.ToList()|].Count;", "return [|perhaps.ToList()|].Count;")]
    [InlineData("return [|given.ToList()|].Count;")]
    [InlineData("return [|list.ToArray()|][i];")]
    [InlineData("return [|list.ToList()|][Next()];")]
    [InlineData("return [|list.ToList()|].Contains(Next()) ? 1 : 0;")]
    [InlineData("return [|list.ToList()|].Find(x => x > Next());")]
    [InlineData("return [|array.ToList()|].BinarySearch(i);")]
    [InlineData("return string.Join(\",\", [|things.ToArray()|]).Length;")]
    [InlineData("return string.Join(Next().ToString(), [|words.ToArray()|]).Length;")]
    [InlineData("return [|list/* all */.ToList()|].Count;")]
    [InlineData("foreach (var x in [|perhaps!.ToList()|]) i += x; return i;", "foreach (var x in [|perhaps.ToList()|]) i += x; return i;")]
    [InlineData("var files = [|Directory.GetFiles(\"a\").ToList()|]; return files.Count;")]
    [InlineData("return new HashSet<int>([|list.ToList()|]).Count;")]
    [InlineData("foreach (var x in [|list.GetRange(0, 2)|]) i += x; return i;")]
    [InlineData("return Array.BinarySearch([|list.ToArray()|], 0, 1, i);")]
    [InlineData("var memory = new ReadOnlyMemory<byte>(new byte[i]); var copy = [|memory.ToArray()|]; Stream.Null.Write(copy, 0, copy.Length); return i;")]
    [InlineData("foreach (var word in [|new List<object>(words)|]) i += word.GetHashCode(); return i;")]
    public Task Where_the_copy_may_differ_no_fix_is_offered(string body, string? instead = null) => Verify.OffersNoFixLikelyAsync(Code(instead ?? body), Hot);

    [Fact]
    public Task Results_and_exceptions_are_the_same() => Differential.SameResultsAsync<NeedlessCopyAnalyzer, NeedlessCopyFixer, (List<int>, int)>("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        public static class C
        {
            public static object Run(List<int> list, int seed)
            {
                var array = new[] { seed, 2 };
                var texts = new List<string?> { "a", null, seed.ToString() };
                var found = new List<object?> { list.ToList().Count, array.ToList().Count, list.ToList().Contains(seed), string.Join(";", texts.ToArray()), list.ToList().Any() };
                foreach (var x in list.ToList())
                    found.Add(x + seed);
                found.AddRange(texts.ToArray());
                found.Add(new Queue<int>(list.ToArray()).Count);
                found.Add(list.ToList()[seed]);
                found.Add(list.ToArray().Max());
                return found;
            }
        }
        """, Hot, "C.Run", Gen.Select(Gen.Int[0, 4].List[0, 5], Gen.Int[-1, 4]));

    private static string Code(string body) => $$"""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        class C
        {
            int Next() => 0;
            int Run(List<int> list, List<int>? perhaps, IList<int> given, List<int> other, List<string> words, List<object> things, HashSet<string> set, Dictionary<string, int> map, int[] array, int i)
            {
                {{body}}
            }
        }
        """;
}
