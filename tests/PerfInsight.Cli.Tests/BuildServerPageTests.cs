using System.CommandLine;
using System.Text.RegularExpressions;
using PerfInsight.Cli.Files;
using YamlDotNet.RepresentationModel;

namespace PerfInsight.Cli.Tests;

/// <summary>docs/ci.md has workflows that people copy: their commands must be right, and the gate's must decide.</summary>
public sealed partial class BuildServerPageTests : IDisposable
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryRoot.Folder, "docs", "ci.md")).ReplaceLineEndings("\n");

    private static readonly Dictionary<string, string[]> Workflows = Fence().Matches(Page)
        .ToDictionary(static fence => fence.Groups["title"].Value, static fence => Commands(fence.Groups["yaml"].Value).ToArray());

    private readonly string _folder = Directory.CreateTempSubdirectory("perfinsight-tests-").FullName;

    public void Dispose()
    {
        // Git marks its objects as read-only.
        foreach (var file in Directory.GetFiles(_folder, "*", SearchOption.AllDirectories))
            File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void There_is_a_workflow_for_each_build_server() => Assert.Equal(["Azure Pipelines", "GitHub Actions", "GitLab"], Workflows.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("GitHub Actions")]
    [InlineData("Azure Pipelines")]
    [InlineData("GitLab")]
    public void Each_command_of_the_tool_is_one_and_profiles_the_program_itself(string server)
    {
        var commands = Workflows[server].Where(IsTool).Select(Words).ToList();

        Assert.Equal(["collect", "ci"], commands.Select(static words => words[0]));
        Assert.All(commands, static words => Assert.Empty(CommandLine.Create(new CommandContext { Out = TextWriter.Null, Error = TextWriter.Null }).Parse(words).Errors));
        Assert.DoesNotContain(commands, static words => words.Contains("dotnet"));
        Assert.Contains("dotnet publish load -c Release -o app", Workflows[server]);
    }

    [Theory]
    [InlineData("GitHub Actions")]
    [InlineData("Azure Pipelines")]
    [InlineData("GitLab")]
    public void The_gate_decides_on_what_is_stored_and_leaves_what_is_kept(string server)
    {
        var isGitHub = server == "GitHub Actions";
        Measured("candidate", "candidate");
        foreach (var run in isGitHub ? ["baseline/run-000007-01", "baseline/run-000008-01"] : new[] { server == "GitLab" ? "before/candidate" : "baseline" })
            Measured(run, "baseline");
        Repository();
        foreach (var folder in Workflows[server].Where(static command => command.StartsWith("mkdir -p ", StringComparison.Ordinal)))
            Directory.CreateDirectory(In(folder["mkdir -p ".Length..]));

        var command = Words(Workflows[server].Single(static command => IsTool(command) && command.Contains(" ci ", StringComparison.Ordinal))).SelectMany(Expand).ToArray();
        var (exitCode, output, error) = new Tool { Files = new DiskFileSystem(_folder) }.Run(command);

        Assert.True(exitCode == 1, $"{exitCode}: {error}");
        Assert.Contains("new hotspot Cache.Rehash", output, StringComparison.Ordinal);
        Assert.Contains("Part1Benchmarks.Write-8 slower", output, StringComparison.Ordinal);
        string[] files = isGitHub ? ["perfinsight.html", "perfinsight.json", "perfinsight.md", "perfinsight.sarif"] : ["gate.html", "gate.json", "gate.md", "gate.xml"];
        Assert.All(files, file => Assert.True(File.Exists(In(file)) && Page.Contains(file, StringComparison.Ordinal), file));
        if (isGitHub)
            Assert.Contains("sec/op · ", File.ReadAllText(In("perfinsight.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_measured_is_stored_before_it_is_judged()
    {
        foreach (var (server, stored) in new[] { ("GitHub Actions", "Add to the store"), ("Azure Pipelines", "Store, before anything is judged"), ("GitLab", "artifacts:   # stored") })
        {
            var yaml = Fence().Matches(Page).Single(fence => fence.Groups["title"].Value == server).Groups["yaml"].Value;
            Assert.InRange(yaml.IndexOf(stored, StringComparison.Ordinal), 0, yaml.IndexOf("perfinsight ci ", StringComparison.Ordinal));
        }

        Assert.Equal(3, Page.Split("\nReset: `").Length - 1);
    }

    // A folder as the measuring step leaves it, with what BenchmarkDotNet writes beside its results.
    private void Measured(string folder, string side)
    {
        var results = Directory.CreateDirectory(In($"{folder}/benchmarks/results")).FullName;
        File.Copy(Path.Combine(RepositoryRoot.Profiles, $"shop-{side}.pb.gz"), In($"{folder}/load-1.pb.gz"));
        File.Copy(Path.Combine(RepositoryRoot.Gate, $"shop-{side}.txt"), Path.Combine(results, "shop-report.txt"));
        File.WriteAllText(Path.Combine(results, "shop-report.csv"), "Method,Mean\nWrite,1\n");
        File.WriteAllText(Path.Combine(results, "shop-report-github.md"), "| Method |\n");
        File.WriteAllText(Path.Combine(results, "shop-report.html"), "<html></html>\n");
        File.WriteAllText(In($"{folder}/benchmarks/BenchmarkRun-20261123.log"), "// Validating benchmarks:\n");
    }

    private void Repository()
    {
        var git = new Git(_folder);
        Directory.CreateDirectory(In("src/Shop"));
        foreach (var file in new[] { "src/Shop/Cache.cs", "src/Shop/Codec.cs" })
            File.WriteAllLines(In(file), Enumerable.Range(1, 60).Select(static line => $"// {line}"));
        git.Run("init", "-q", "-b", "main");
        git.Commit("baseline");
        git.Run("update-ref", "refs/remotes/origin/main", "HEAD");
        File.WriteAllLines(In("src/Shop/Cache.cs"), Enumerable.Range(1, 60).Select(static line => line == 27 ? "changed" : $"// {line}"));
        git.Commit("candidate");
    }

    private IEnumerable<string> Expand(string word) => !word.EndsWith("/run-*", StringComparison.Ordinal)
        ? [word]
        : Directory.GetDirectories(In(word[..^"/run-*".Length])).Order(StringComparer.Ordinal).Select(folder => Path.GetRelativePath(_folder, folder));

    private string In(string path) => Path.Combine(_folder, path);

    private static bool IsTool(string command) => command.StartsWith("perfinsight ", StringComparison.Ordinal) || command.StartsWith("tools/perfinsight ", StringComparison.Ordinal);

    private static string[] Words(string command) => Variable().Replace(command, "main").Split(' ')[1..];

    // Each command of the scripts, without the words of the shell around it.
    private static IEnumerable<string> Commands(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        foreach (var script in Scripts(stream.Documents.Single().RootNode))
        {
            foreach (var command in Separator().Split(script).Select(static part => part.Trim()))
            {
                if (command.Length > 0)
                    yield return command.StartsWith("do ", StringComparison.Ordinal) ? command[3..] : command;
            }
        }
    }

    private static IEnumerable<string> Scripts(YamlNode node) => node switch
    {
        YamlMappingNode map => map.Children.SelectMany(static pair => pair.Key is YamlScalarNode { Value: "run" or "script" }
            ? (pair.Value is YamlSequenceNode list ? list.Children : [pair.Value]).OfType<YamlScalarNode>().Select(static text => text.Value!)
            : Scripts(pair.Value)),
        YamlSequenceNode list => list.Children.SelectMany(Scripts),
        _ => [],
    };

    [GeneratedRegex(@"## (?<title>[^\n]+)\n(?:(?!\n## |```).)*```yaml\n(?<yaml>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\n|;|&&")]
    private static partial Regex Separator();

    [GeneratedRegex(@"\$\{\{[^}]*\}\}|\$\w+")]
    private static partial Regex Variable();
}
