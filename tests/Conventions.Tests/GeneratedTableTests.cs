using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using PerfInsight.Analyzers.Evidence;

namespace Conventions.Tests;

/// <summary>Tables between markers equal what the code says; the failing test prints the right ones, and writes them with <c>UPDATE_GOLDEN=1</c>.</summary>
public sealed class GeneratedTableTests
{
    [Fact]
    public void README_lists_the_rules() => Equal("README.md", "rules", Rules("docs/rules/"));

    [Fact]
    public void Configuration_lists_the_options_with_their_defaults() => Equal("docs/configuration.md", "options", Options());

    [Fact]
    public void Configuration_shows_an_example_of_each_option()
    {
        var page = Repository.Read("docs/configuration.md");
        foreach (var (key, _, _) in Keys())
            Assert.Matches($@"(?m)^{Regex.Escape(key)} = \S+", page);
    }

    [Fact]
    public void Each_option_key_of_the_code_is_in_the_table()
    {
        var keys = typeof(EvidenceOptions).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);
        Assert.Equal(keys.Order(StringComparer.Ordinal), Keys().Select(option => option.Key).Order(StringComparer.Ordinal));
    }

    private static string Rules(string folder)
    {
        var rows = Rule.All.Select(rule =>
            $"| [{rule.Id}]({folder}{rule.Id}.md) | {rule.Title} | {rule.Family} | {(rule.Fixer is null ? "" : "yes")} |");
        return "| rule | what it finds | family | fix |\n|-|-|-|-|\n" + string.Join("\n", rows);
    }

    private static string Options() => "| option | default | values |\n|-|-|-|\n"
        + string.Join("\n", Keys().Select(option => $"| `{option.Key}` | `{option.Default}` | {option.Values} |"));

    private static IEnumerable<(string Key, string Default, string Values)> Keys()
    {
        const string severities = "`error`, `warning`, `suggestion`, `silent`, `none`";
        var defaults = EvidenceOptions.Default;
        yield return (EvidenceOptions.HotThresholdKey, Percent(defaults.HotThreshold), "a share such as `2%` or `0.02`, or `auto`");
        yield return (EvidenceOptions.AutoCoverageKey, Percent(defaults.AutoCoverage), "a share such as `80%`");
        yield return (EvidenceOptions.ConfirmedSeverityKey, Word(defaults.ConfirmedSeverity), severities);
        yield return (EvidenceOptions.LikelySeverityKey, Word(defaults.LikelySeverity), severities);
        yield return (EvidenceOptions.SuppressColdKey, defaults.SuppressCold ? "true" : "false", "`true`, `false`");
    }

    private static string Percent(double? share) =>
        share is { } value ? (value * 100).ToString("0.##", CultureInfo.InvariantCulture) + "%" : "auto";

    private static string Word(DiagnosticSeverity? severity) => severity switch
    {
        null => "none",
        DiagnosticSeverity.Info => "suggestion",
        DiagnosticSeverity.Hidden => "silent",
        { } other => other.ToString().ToLowerInvariant(),
    };

    private static void Equal(string file, string name, string table)
    {
        var text = Repository.Read(file);
        var (start, end) = ($"<!-- {name}: generated, a test compares it with the code -->\n", $"\n<!-- /{name} -->");
        var from = text.IndexOf(start, StringComparison.Ordinal);
        var to = text.IndexOf(end, StringComparison.Ordinal);
        var found = from >= 0 && to >= from + start.Length ? text[(from + start.Length)..to] : null;
        if (found is not null && found != table && Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(Path.Combine(Repository.Root, file), text[..(from + start.Length)] + table + text[to..]);
        Assert.True(found == table, $"{file} should have:\n\n{start}{table}{end}\n");
    }
}
