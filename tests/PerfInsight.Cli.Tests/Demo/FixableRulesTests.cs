using PerfInsight.Cli.Demo;

namespace PerfInsight.Cli.Tests.Demo;

public sealed class FixableRulesTests
{
    [Fact]
    public void Rules_with_a_fixer_are_known_and_others_are_not()
    {
        var fixable = FixableRules.In(DemoAssets.Find(AppContext.BaseDirectory).Analyzers);

        Assert.Superset(new HashSet<string> { "PI1001", "PI1002", "PI2001", "PI2002", "PI3001", "PI3002", "PI3003" }, fixable.ToHashSet());
        Assert.DoesNotContain("PI0010", fixable);
        Assert.DoesNotContain("PI3006", fixable);
        Assert.DoesNotContain("PI4006", fixable);
    }
}
