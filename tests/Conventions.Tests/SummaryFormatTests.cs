using System.Text.RegularExpressions;
using PerfInsight.Summaries;

namespace Conventions.Tests;

/// <summary>The published description of the summary knows every key that the reader knows.</summary>
public sealed partial class SummaryFormatTests
{
    [Fact]
    public void The_reader_s_keys_are_found_at_all() => Assert.Superset(
        new HashSet<string> { "version", "files", "scenarios", "methods", "callees", "type", "line", "own", "longest_pause", "cpu" },
        ReaderKeys().ToHashSet());

    [Fact]
    public void The_description_has_every_key_of_the_reader()
    {
        var text = Repository.Read("docs/summary-format.md");
        Wrong.None(ReaderKeys().Where(key => !text.Contains($"`{key}`", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_schema_has_every_key_of_the_reader()
    {
        var text = Repository.Read("docs/summary.schema.json");
        Wrong.None(ReaderKeys().Where(key => !text.Contains($"\"{key}\"", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> ReaderKeys() =>
        Repository.In("src/Shared/Summaries", "Reader.cs")
            .SelectMany(file => KeyInReader().Matches(Repository.Read(file)))
            .Select(match => match.Groups["key"].Value)
            .Concat(SampleKinds.All.Select(SampleKinds.Key))
            .Distinct()
            .Order(StringComparer.Ordinal);

    // case "version": … · key == "line" · ReadNamedValues("types", "type")
    [GeneratedRegex("""case "(?<key>[a-z_0-9]+)":\s*\n\s*[a-zA-Z0-9_]+( = |\(\))|key == "(?<key>[a-z_]+)"|ReadNamedValues\("[a-z]+", "(?<key>[a-z]+)"\)""")]
    private static partial Regex KeyInReader();
}
