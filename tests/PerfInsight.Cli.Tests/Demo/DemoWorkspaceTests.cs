using PerfInsight.Cli.Demo;

namespace PerfInsight.Cli.Tests.Demo;

public sealed class DemoWorkspaceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("perfinsight-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_tool_brings_the_sample_and_the_analyzers_along()
    {
        var assets = DemoAssets.Find(AppContext.BaseDirectory);

        Assert.True(File.Exists(Path.Combine(assets.Sample, "Storefront.csproj")));
        Assert.True(File.Exists(Path.Combine(assets.Analyzers, "build", "PerfInsight.Analyzers.props")));
        Assert.Equal(
            ["PerfInsight.Analyzers.CodeFixes.dll", "PerfInsight.Analyzers.dll"],
            Directory.GetFiles(assets.Analyzers, "*.dll", SearchOption.AllDirectories).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_installation_without_them_is_named()
    {
        var exception = Assert.Throws<CommandException>(() => DemoAssets.Find(_folder));

        Assert.Equal(3, exception.ExitCode);
        Assert.Contains("missing from this installation", exception.Message);
    }

    [Fact]
    public void The_folder_is_removed_at_the_end()
    {
        string root;
        using (var workspace = DemoWorkspace.Create(DemoAssets.Find(AppContext.BaseDirectory), null, keep: false))
        {
            root = workspace.Root;
            Assert.True(File.Exists(workspace.Project));
            Assert.Contains("Storefront/Program.cs", workspace.ReadSources().Keys);
        }

        Assert.False(Directory.Exists(root));
    }

    [Fact]
    public void A_folder_that_is_kept_is_left_behind()
    {
        var work = Path.Combine(_folder, "work");
        using (DemoWorkspace.Create(DemoAssets.Find(AppContext.BaseDirectory), work, keep: true))
        {
        }

        Assert.True(File.Exists(Path.Combine(work, "Directory.Build.props")));
    }

    [Fact]
    public void A_folder_with_files_of_the_user_is_not_touched()
    {
        var file = Path.Combine(_folder, "precious.txt");
        File.WriteAllText(file, "precious");

        var (exitCode, _, error) = new Tool().Run("demo", "--work", _folder);

        Assert.Equal(2, exitCode);
        Assert.StartsWith($"{_folder}: expected an empty or new folder for --work, found files in it.", error);
        Assert.Equal("precious", File.ReadAllText(file));
    }
}
