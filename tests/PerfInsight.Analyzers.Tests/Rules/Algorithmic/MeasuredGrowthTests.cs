using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Algorithmic.MeasuredGrowthAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Algorithmic;

public class MeasuredGrowthTests
{
    private static readonly TestProfile Quadratic = TestProfile.Hot(SampleKind.Cpu).Grows(1.97);

    private const string Pairs = """
        class C
        {
            int M(int[] xs)
            {
                var n = 0;
                for (var i = 0; i < xs.Length; i++)
                    for (var j = 0; j < i; j++)
                        n += xs[i] ^ xs[j];
                return n;
            }
        }
        """;

    [Fact]
    public Task A_measured_power_is_said_at_the_name() => Verify.WarnsAsync(
        Pairs.Replace("int M(", "int [|M|](", StringComparison.Ordinal),
        Quadratic,
        "Time of 'M' grows as n^1.97, measured, and takes 50 % of CPU (500 ns of 1.0 µs in 'load', commit 3f2c1ab): no known pattern found; look for work that is done again for each item");

    [Fact]
    public Task A_known_cause_is_named() => Verify.SuggestsAsync(
        """
        using System.Collections.Generic;
        class C { int [|M|](List<string> all, List<string> wanted) { var n = 0; foreach (var w in wanted) { if (all.Contains(w)) n++; } return n; } }
        """,
        Quadratic,
        "Time of 'M' grows as n^1.97, measured, and takes 50 % of CPU (500 ns of 1.0 µs in 'load', commit 3f2c1ab): see PI2001 in it");

    [Theory]
    [InlineData("M", "class C { int [|M|](int n) => n < 2 ? 1 : M(n - 1) * n; }")]
    [InlineData("get_Sum", "class C { int[] _a = new int[3]; int [|Sum|] { get { var n = 0; foreach (var x in _a) n += x; return n; } } }")]
    [InlineData("#ctor", "class C { [|C|](int[] a) { foreach (var x in a) Other(x); } static void Other(int x) { } }")]
    [InlineData("M", "class C { async System.Threading.Tasks.Task [|M|](int n) { for (var i = 0; i < n; i++) await System.Threading.Tasks.Task.Yield(); } }")]
    public Task Reported_whatever_the_member_is(string member, string code) => Verify.WarnsAsync(code, Quadratic.Of(member));

    [Theory]
    [InlineData(1.0)]
    [InlineData(1.2)]
    [InlineData(1.49)]
    [InlineData(0.1)]
    [InlineData(-2)]
    public Task Growth_that_is_about_that_of_the_input_is_fine(double power) => Verify.IsSilentAsync(Pairs, TestProfile.Hot(SampleKind.Cpu).Grows(power));

    [Fact]
    public Task Loops_in_loops_that_were_not_measured_are_left_alone() => Verify.IsSilentAsync(Pairs, TestProfile.Hot(SampleKind.Cpu));

    [Fact]
    public Task A_member_that_is_not_hot_is_left_alone() => Verify.IsSilentAsync(Pairs, TestProfile.Hot(SampleKind.Cpu, 2).Grows(2));

    [Fact]
    public Task A_member_that_only_waits_is_left_alone() => Verify.IsSilentAsync(Pairs, TestProfile.Hot(SampleKind.Blocked).Grows(2));

    [Fact]
    public Task A_cold_member_is_left_alone() => Verify.IsSilentAsync(Pairs, TestProfile.Cold);

    [Fact]
    public Task Growth_of_another_member_is_left_alone() => Verify.IsSilentAsync(Pairs, Quadratic.Of("Other"));
}
