namespace Conventions.Tests;

/// <summary>Each rule's page says what the code does. A page that is missing is printed as a stub to copy.</summary>
public sealed class RulePageTests
{
    public static TheoryData<string> Ids => [.. Rule.All.Select(rule => rule.Id)];

    [Fact]
    public void No_page_tells_of_a_rule_that_is_not_there() => Wrong.None(
        Repository.In("docs/rules", ".md").Where(page => Path.GetFileName(page).StartsWith("PI", StringComparison.Ordinal)).Except(Rule.All.Select(rule => rule.Page)));

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_page_has_the_rule_s_title_facts_and_sections(string id)
    {
        var rule = Rule.All.Single(rule => rule.Id == id);
        Assert.True(Repository.Has(rule.Page), $"{rule.Page} is missing; copy this and fill it in:\n\n{Stub(rule)}");
        var lines = Repository.Read(rule.Page).Split('\n');
        var missing = Facts(rule).Where(fact => !lines.Any(line => Fits(line, fact)))
            .Concat(Sections(rule).Where(section => !lines.Contains(section)))
            .ToList();
        Assert.True(missing.Count == 0, $"{rule.Page} lacks, as the code is now:\n{string.Join("\n", missing)}");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Without_a_fix_the_page_says_why(string id)
    {
        var rule = Rule.All.Single(rule => rule.Id == id);
        if (rule.Fixer is null && rule.IsRootCause)
            Assert.Contains("| Fix | no: ", Repository.Read(rule.Page), StringComparison.Ordinal);
    }

    private static bool Fits(string line, string fact) =>
        line == fact || (fact.EndsWith('…') && line.StartsWith(fact[..^1], StringComparison.Ordinal));

    private static IEnumerable<string> Facts(Rule rule)
    {
        yield return $"# {rule.Id}: {rule.Title}";
        yield return $"| Family | {rule.Family} |";
        yield return $"| Severity | {rule.Severity}" + (rule.IsRootCause ? " |" : "…");
        if (rule.HotBy.Length > 0)
            yield return $"| Hot by | {rule.HotBy} |";
        yield return rule.Fixer is null ? "| Fix | no…" : "| Fix | yes, with Fix All…";
    }

    private static IEnumerable<string> Sections(Rule rule)
    {
        yield return "## Cause";
        yield return "## Evidence";
        if (rule.IsRootCause)
        {
            yield return "## Why it is slow";
            yield return "## Fix";
            yield return "## Measured gain";
        }

        yield return "## When to ignore";
    }

    private static string Stub(Rule rule)
    {
        var facts = Facts(rule).Select(fact => fact.Replace("…", " |", StringComparison.Ordinal)).ToList();
        return $"{facts[0]}\n\n| | |\n|-|-|\n{string.Join("\n", facts.Skip(1))}\n\n{string.Join("\n…\n\n", Sections(rule))}\n…\n";
    }
}
