using System.CommandLine;
using System.Text;
using PerfInsight.Cli.Files;

namespace PerfInsight.Cli.Tests;

/// <summary>
/// docs/cli.md says what the tool does. Its <c>console</c> blocks are run in a folder with the samples, in their order, and
/// what they print must be what the page shows. Run once with <c>UPDATE_GOLDEN=1</c> to write it anew.
/// </summary>
public sealed class DocumentationTests : IDisposable
{
    // These start programs; the tests of their commands run them.
    private static readonly string[] NotRun = ["collect", "explain", "demo"];

    private static readonly string Page = Path.Combine(RepositoryRoot.Folder, "docs", "cli.md");

    private readonly string _folder = Directory.CreateTempSubdirectory("perfinsight-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_examples_print_what_the_page_shows()
    {
        PrepareFolder();
        var page = File.ReadAllText(Page).ReplaceLineEndings("\n");
        var actual = new StringBuilder();
        var isConsole = false;
        foreach (var line in page.TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                isConsole = line == "```console";
            if (isConsole && !line.StartsWith('$') && !line.StartsWith('`'))
                continue;
            actual.Append(line).Append('\n');
            if (isConsole && line.StartsWith('$'))
                actual.Append(Run(line));
        }

        if (page != actual.ToString() && Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(Page, actual.ToString());
        Assert.Equal(page, actual.ToString());
    }

    [Fact]
    public void Every_command_and_option_has_a_place_on_the_page()
    {
        var page = File.ReadAllText(Page);
        var root = CommandLine.Create(new CommandContext { Out = TextWriter.Null, Error = TextWriter.Null });

        foreach (var command in root.Subcommands)
        {
            var start = page.IndexOf($"\n## {command.Name}\n", StringComparison.Ordinal);
            Assert.True(start >= 0, $"docs/cli.md: expected a section '## {command.Name}'");
            Assert.Contains($"\n| [`{command.Name}`](#{command.Name}) | ", page, StringComparison.Ordinal);
            var end = page.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
            var section = end < 0 ? page[start..] : page[start..end];
            Assert.All(
                command.Options.Concat(command.Subcommands.SelectMany(static sub => sub.Options)),
                option => Assert.True(section.Contains($"`{option.Name}`"), $"docs/cli.md, {command.Name}: expected a row for {option.Name}"));
        }
    }

    private void PrepareFolder()
    {
        Copy(RepositoryRoot.Samples, _folder);
        Copy(RepositoryRoot.Profiles, Path.Combine(_folder, "profiles"));
        Copy(RepositoryRoot.Growth, Path.Combine(_folder, "growth"));
        File.Copy(Path.Combine(RepositoryRoot.PprofSamples, "small-base.pb.gz"), Path.Combine(_folder, "base.pb.gz"));
        File.Copy(Path.Combine(RepositoryRoot.PprofSamples, "small-cand.pb.gz"), Path.Combine(_folder, "candidate.pb.gz"));
        Copy(Path.Combine(RepositoryRoot.Benchmarks, "benchstat"), _folder);
        Copy(Path.Combine(RepositoryRoot.Benchmarks, "benchmarkdotnet"), _folder);
        Copy(RepositoryRoot.Gate, _folder);
        File.WriteAllText(Path.Combine(_folder, "broken.perfinsight.json"), "{\n  \"version\": \"1.0\",\n  \"scenarios\": [abc]\n}\n");
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
            File.SetAttributes(target, FileAttributes.Normal);
        }
    }

    private string Run(string line)
    {
        string[] words = line.Split(' ');
        Assert.Equal(["$", "perfinsight"], words[..2]);
        if (NotRun.Contains(words[2]))
        {
            var parsed = CommandLine.Create(new CommandContext { Out = TextWriter.Null, Error = TextWriter.Null }).Parse(words[2..]);
            Assert.Empty(parsed.Errors);
            return "";
        }

        var tool = new Tool { Files = new DiskFileSystem(_folder), Processes = new FakeGit(null, "3f2c1ab0") };
        var (_, output, error) = tool.Run(words[2..]);
        return error + output;
    }
}
