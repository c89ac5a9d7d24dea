using System.Reflection;
using PerfInsight.Analyzers;
using PerfInsight.Analyzers.Rules;

namespace Conventions.Tests;

/// <summary>Each rule has all that belongs to it, under one name.</summary>
public sealed class RuleTests
{
    public static TheoryData<string> Ids => [.. Rule.All.Select(rule => rule.Id)];

    [Fact]
    public void Ids_are_unique() =>
        Assert.Equal(Rule.All.Select(rule => rule.Id).Distinct(), Rule.All.Select(rule => rule.Id));

    [Fact]
    public void Each_id_of_RuleIds_is_a_rule_and_each_rule_is_in_RuleIds() => Assert.Equal(
        typeof(RuleIds).GetFields(BindingFlags.Static | BindingFlags.Public).Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal),
        Rule.All.Select(rule => rule.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_first_digit_is_the_family_and_the_folder_is_the_family_s(string id)
    {
        var rule = Get(id);
        Assert.Equal(RuleFamily.Of(id), rule.Descriptor.Category);
        Assert.Equal("PerfInsight." + rule.Folder, rule.Descriptor.Category);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_help_link_leads_to_the_page(string id)
    {
        Assert.StartsWith("https://", Get(id).Descriptor.HelpLinkUri, StringComparison.Ordinal);
        Assert.EndsWith("/" + Get(id).Page, Get(id).Descriptor.HelpLinkUri, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_release_file_has_its_line(string id)
    {
        var rule = Get(id);
        var releases = Repository.Read("src/PerfInsight.Analyzers/AnalyzerReleases.Unshipped.md")
            + Repository.Read("src/PerfInsight.Analyzers/AnalyzerReleases.Shipped.md");
        Assert.Contains($"{id} | {rule.Descriptor.Category} | {rule.Descriptor.DefaultSeverity} | {rule.Analyzer.Name}\n", releases, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void It_has_tests_under_its_name(string id)
    {
        var rule = Get(id);
        var file = $"tests/PerfInsight.Analyzers.Tests/Rules/{rule.Folder}/{rule.Stem}Tests.cs";
        Assert.True(Repository.Has(file), $"{file} is missing");
        Assert.Contains($"class {rule.Stem}Tests", Repository.Read(file), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_fixer_stands_under_the_name_of_its_analyzer(string id)
    {
        var rule = Get(id);
        if (rule.Fixer is { } fixer)
            Assert.Equal(rule.Analyzer.Namespace + "." + rule.Stem + "Fixer", fixer.FullName);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_remedy_of_a_root_cause_is_benchmarked(string id)
    {
        var rule = Get(id);
        if (!rule.IsRootCause)
            return;
        var file = $"tests/PerfInsight.Benchmarks/Rules/{rule.Stem}Benchmarks.cs";
        Assert.True(Repository.Has(file), $"{file} is missing: before and after, the baseline is before");
        Assert.Contains("Baseline = true", Repository.Read(file), StringComparison.Ordinal);
        Assert.Contains($"{rule.Stem}Benchmarks", Repository.Read("docs/performance.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rule_of_a_root_cause_is_run() => Assert.Equal(
        Rule.All.Where(rule => rule.Analyzer.IsSubclassOf(typeof(HotMemberAnalyzer))).Select(rule => rule.Id),
        RootCauses.All.Select(rule => rule.Rule.Id));

    private static Rule Get(string id) => Rule.All.Single(rule => rule.Id == id);
}
