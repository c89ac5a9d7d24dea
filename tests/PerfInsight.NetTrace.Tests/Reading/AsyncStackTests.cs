using PerfInsight.NetTrace.Tests.Testing;

namespace PerfInsight.NetTrace.Tests.Reading;

public class AsyncStackTests
{
    private const string Chain1 = "W.Kinds.Asyncs+<Chain1>d__9.MoveNext";
    private const string Chain2 = "W.Kinds.Asyncs+<Chain2>d__10.MoveNext";
    private const string Chain3 = "W.Kinds.Asyncs+<Chain3>d__11.MoveNext";

    [Fact]
    public void An_awaited_method_does_not_pay_for_the_one_that_awaits_it()
    {
        // Chain1 awaits Chain2 awaits Chain3; each then does the same work once. Uncut, all of Chain1, of the second half of Main
        // and of Chain2 would count for Chain3.
        var profile = Sample.Kinds.Value;
        var costs = new[] { Chain1, Chain2, Chain3 }.Select(method => (double)profile.Inclusive("cpu", method)).ToArray();

        Assert.All(costs, cost => Assert.InRange(cost, 0.5 * costs.Average(), 1.5 * costs.Average()));
        Assert.All(costs, cost => Assert.InRange(cost, 10_000_000, 100_000_000));
    }

    [Theory]
    [InlineData(Chain1, Chain2)]
    [InlineData(Chain2, Chain3)]
    [InlineData("Program+<<Main>$>d__0.MoveNext", "Program+<<<Main>$>g__RunAsync|0_3>d.MoveNext")]
    [InlineData("Program+<<<Main>$>g__RunAsync|0_3>d.MoveNext", Chain1)]
    [InlineData("Program+<<<Main>$>g__RunAsync|0_3>d.MoveNext", "W.Kinds.Asyncs+<AIter>d__5.MoveNext")]
    public void The_one_that_awaits_never_stands_above_the_awaited(string awaiting, string awaited)
    {
        var profile = Sample.Kinds.Value;
        for (var i = 0; i < profile.Samples.Count; i++)
        {
            var frames = profile.Frames(profile.Samples.Stack(i)).Select(profile.FunctionName).ToList();
            var callee = frames.IndexOf(awaiting);
            Assert.False(callee >= 0 && frames.FindIndex(callee, name => name == awaited) >= 0, string.Join("\n", frames));
        }
    }

    [Fact]
    public void A_call_before_the_first_await_stays_a_call()
    {
        // RunKinds runs under Main, in the first round before any await.
        var profile = Sample.Kinds.Value;
        var stacks = Enumerable.Range(0, profile.Samples.Count)
            .Select(i => profile.Frames(profile.Samples.Stack(i)).Select(profile.FunctionName).ToList());

        Assert.Contains(stacks, frames => frames.Contains("Program+<>c__DisplayClass0_0.<<Main>$>g__RunKinds|0") && frames[^1] == "Program.<Main>");
    }
}
