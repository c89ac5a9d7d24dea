using CsCheck;
using Microsoft.CodeAnalysis.CSharp;
using PerfInsight.Analyzers.Rules;
using PerfInsight.Analyzers.Rules.Algorithmic;
using PerfInsight.Summaries;
using Xunit.Sdk;

namespace PerfInsight.Analyzers.Tests.Testing;

/// <summary>The harness itself must be able to fail.</summary>
public class DifferentialTests
{
    private const string Code = """
        using System.Collections.Generic;
        public static class C
        {
            public static readonly List<string> Log = new();
            public static int Run(List<int> items, int[] wanted)
            {
                int n = 0;
                foreach (var item in wanted)
                {
                    Log.Add("ask " + item);
                    if (items.Contains(item)) n++;
                }

                return n;
            }
        }
        """;

    private static readonly Gen<(List<int>, int[])> Inputs = Gen.Select(Gen.Int[0, 3].List[0, 5], Gen.Int[0, 3].Array[0, 5]);

    [Fact]
    public async Task A_right_fix_passes() => Assert.Contains(
        "HashSet<int>", await RunAsync<ListScanInLoopFixer>(), StringComparison.Ordinal);

    [Fact]
    public Task A_fix_that_changes_nothing_fails() => FailsAsync<DoesNothing>("changed nothing");

    [Fact]
    public Task A_fix_that_changes_the_result_fails() => FailsAsync<ChangesResult>("changes behaviour");

    [Fact]
    public Task A_fix_that_changes_a_side_effect_fails() => FailsAsync<ChangesLog>("changes behaviour");

    [Fact]
    public Task A_fix_that_throws_fails() => FailsAsync<Throws>("System.Exception: no");

    [Fact]
    public Task A_fix_that_writes_to_an_argument_fails() => FailsAsync<ChangesArgument>("changes behaviour");

    [Fact]
    public Task A_fix_that_does_not_compile_fails() => FailsAsync<DoesNotCompile>("does not compile");

    private static Task<string> RunAsync<TFixer>()
        where TFixer : HotMemberFixer, new() => Differential.SameResultsAsync<ListScanInLoopAnalyzer, TFixer, (List<int>, int[])>(
            Code, TestProfile.Hot(SampleKind.Cpu), "C.Run", Inputs);

    private static async Task FailsAsync<TFixer>(string message)
        where TFixer : HotMemberFixer, new() =>
        Assert.Contains(message, (await Assert.ThrowsAnyAsync<XunitException>(RunAsync<TFixer>)).Message, StringComparison.Ordinal);

    private abstract class Replaces(string from, string to) : HotMemberFixer("PI2001")
    {
        private protected override Fix? Prepare(FixContext place) =>
            new("", CSharpSyntaxTree.ParseText(place.Root.ToFullString().Replace(from, to, StringComparison.Ordinal)).GetRoot());
    }

    private sealed class DoesNothing() : Replaces("items", "items");

    private sealed class ChangesResult() : Replaces("n++", "n--");

    private sealed class ChangesLog() : Replaces("ask ", "");

    private sealed class Throws() : Replaces("int n = 0;", "int n = 0; if (wanted.Length == 1) throw new System.Exception(\"no\");");

    private sealed class ChangesArgument() : Replaces("return n;", "items.Clear(); return n;");

    private sealed class DoesNotCompile() : Replaces("return n;", "return m;");
}
