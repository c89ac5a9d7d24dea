using CsCheck;
using PerfInsight.Analyzers.Rules.Algorithmic;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Algorithmic.RemoveFromFrontAnalyzer, PerfInsight.Analyzers.Rules.Algorithmic.RemoveFromFrontFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Algorithmic;

/// <summary>What the fix of PI2004 writes, that it keeps behaviour, and where none is offered.</summary>
public class RemoveFromFrontFixTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Cpu).Of("Run");

    [Fact]
    public Task A_list_that_serves_as_a_queue_becomes_one() => Verify.FixesLikelyAsync(Code("""
            // what is left
            List<Node> open = new List<Node> { root };
            var seen = 0;
            while (seen < 100 && open.Count > 0)
            {
                // the next one
                var node = open[0];
                [|open.RemoveAt(0)|];
                seen++;
                foreach (var child in node.Children)
                {
                    if (!open.Contains(child))
                        open.Add(child); // later
                }
            }
            return seen + open.Count;
        """), Code("""
            // what is left
            Queue<Node> open = new Queue<Node>(new Node[] { root });
            var seen = 0;
            while (seen < 100 && open.Count > 0)
            {
                // the next one
                var node = open.Dequeue();
                seen++;
                foreach (var child in node.Children)
                {
                    if (!open.Contains(child))
                        open.Enqueue(child); // later
                }
            }
            return seen + open.Count;
        """), Hot);

    [Theory]
    [InlineData("var l = new List<Node>(root.Children);", "var l = new Queue<Node>(root.Children);")]
    [InlineData("var l = new List<Node>(16);", "var l = new Queue<Node>(16);")]
    [InlineData("List<Node> l = new();", "Queue<Node> l = new();")]
    [InlineData("List<Node> l = new() { root, root };", "Queue<Node> l = new(new Node[] { root, root });")]
    [InlineData("var l = new System.Collections.Generic.List<Node>();", "var l = new System.Collections.Generic.Queue<Node>();")]
    public Task However_it_is_made(string before, string after) => Verify.FixesLikelyAsync(
        Code(before + " while (l.Count != 0) { Node first = l[0]; [|l.RemoveAt(0)|]; n += first.Children.Length; } return n;"),
        Code(after + " while (l.Count != 0) { Node first = l.Dequeue(); n += first.Children.Length; } return n;"), Hot);

    [Theory]
    [InlineData("while (n > 0) { var first = l[0]; [|l.RemoveAt(0)|]; n--; } return n;")]
    [InlineData("while (l.Count > 0) { [|l.RemoveAt(0)|]; n--; } return n;")]
    [InlineData("while (l.Count > 0) { var first = l[0]; n--; [|l.RemoveAt(0)|]; } return n;")]
    [InlineData("while (l.Count > 0) { var first = l[0]; [|l.RemoveAt(0)|]; n--; } return l[0].Children.Length;")]
    [InlineData("while (l.Count > 0) { var first = l[0]; [|l.RemoveAt(0)|]; l.Sort(); } return n;")]
    [InlineData("while (l.Count > 0) { var first = l[0]; [|l.RemoveAt(0)|]; l.AddRange(first.Children); } return n;")]
    [InlineData("while (l.Count > 0) { var first = l[0]; [|l.RemoveAt(0)|]; Show(l); } return n;")]
    [InlineData("while (l.Count > 0) { var first = l[0]; [|l.RemoveAt(0)|]; /* gone */ n--; } return n;")]
    [InlineData("Action add = () => l.Add(root); while (l.Count > 0) { var first = l[0]; [|l.RemoveAt(0)|]; add(); } return n;")]
    [InlineData("while (l.Count > 0 || n > 0) { var first = l[0]; [|l.RemoveAt(0)|]; n--; } return n;")]
    [InlineData("while (l.Count > 1) { var first = l[1]; [|l.RemoveAt(0)|]; n--; } return n;")]
    public Task Where_it_is_more_than_a_queue_no_fix_is_offered(string body) => Verify.OffersNoFixLikelyAsync(Code("var l = new List<Node>(root.Children); " + body), Hot);

    [Fact]
    public Task Results_and_exceptions_are_the_same() => Differential.SameResultsAsync<RemoveFromFrontAnalyzer, RemoveFromFrontFixer, (int[]?, int)>("""
        using System;
        using System.Collections.Generic;
        public static class C
        {
            public static readonly List<string> Log = new();
            public static object Run(int[]? numbers, int seed)
            {
                var open = new List<int>(numbers!);
                open.Add(seed);
                while (open.Count > 0 && Log.Count < 30)
                {
                    var next = open[0];
                    open.RemoveAt(0);
                    Log.Add(next + ":" + open.Count + open.Contains(3));
                    if (next > 1)
                        open.Add(next / 2);
                    if (next == 7)
                        open.Clear();
                    foreach (var left in open)
                    {
                        Log.Add("left " + left);
                        if (left == 5 && next == 2)
                            open.Add(1);
                    }
                }

                return open.ToArray();
            }
        }
        """, Hot, "C.Run", Gen.Select(Gen.Int[0, 9].Array[0, 4].Select(numbers => numbers.Length == 4 ? null : numbers), Gen.Int[0, 9]));

    private static string Code(string body) => $$"""
        using System;
        using System.Collections.Generic;
        class Node { public Node[] Children = new Node[0]; }
        class C
        {
            void Show(List<Node> nodes) { }
            int Run(Node root, int n)
            {
        {{body}}
            }
        }
        """;
}
