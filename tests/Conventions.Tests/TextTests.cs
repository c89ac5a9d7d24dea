using System.Text.RegularExpressions;

namespace Conventions.Tests;

/// <summary>What holds for every file.</summary>
public sealed partial class TextTests
{
    // About 300 lines is where a file wants splitting; from here on it must be.
    private const int MostLines = 400;

    private static readonly string[] TextExtensions =
        [".cs", ".csproj", ".props", ".targets", ".md", ".json", ".txt", ".sln", ".editorconfig", ".yml", ".tsv", ".xml"];

    [Fact]
    public void No_source_file_is_longer_than_400_lines() => Wrong.None(
        Repository.Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal))
            .Select(file => (file, Lines: Repository.Read(file).AsSpan().Count('\n')))
            .Where(file => file.Lines > MostLines)
            .Select(file => $"{file.file}: {file.Lines} lines"));

    [Fact]
    public void No_file_tells_of_a_machine() => Wrong.None(
        Repository.Files.Where(file => TextExtensions.Contains(Path.GetExtension(file)) || file.StartsWith(".ci/", StringComparison.Ordinal))
            .SelectMany(file => MachinePath().Matches(Repository.Read(file)).Select(match => $"{file}: {match.Value}")));

    [Fact]
    public void Each_rule_page_and_document_that_is_linked_is_there()
    {
        var broken = Repository.Files.Where(file => file.EndsWith(".md", StringComparison.Ordinal))
            .SelectMany(file => Link().Matches(Repository.Read(file)).Select(match => (file, Target: match.Groups["target"].Value)))
            .Where(link => !link.Target.Contains("://", StringComparison.Ordinal))
            .Where(link => !Path.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(link.file)!, link.Target)))
            .Select(link => $"{link.file}: {link.Target}");
        Wrong.None(broken);
    }

    [Fact]
    public void No_name_says_utils_helper_or_manager() => Wrong.None(
        Repository.Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal)
            && VagueName().IsMatch(Path.GetFileNameWithoutExtension(file))));

    // Home folders, drives and the work folders of build machines. The pattern is not written out as text anywhere else.
    [GeneratedRegex(@"(?<![\w/.])(/home/[a-z]\w*/|/Users/\w+/|/roo[t]/|/wor[k]/\w+/|[A-Z]:\\Users\\)")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)(#[^)]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex("(Utils?|Helpers?|Manager)$")]
    private static partial Regex VagueName();
}
