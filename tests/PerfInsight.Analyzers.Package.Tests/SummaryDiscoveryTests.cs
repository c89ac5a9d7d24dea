using System.Text.Json;

namespace PerfInsight.Analyzers.Package.Tests;

/// <summary>Which summaries the package's props give to the compiler, as MSBuild evaluates them.</summary>
public sealed class SummaryDiscoveryTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public SummaryDiscoveryTests()
    {
        _scratch.Write("PerfInsight.Analyzers.props", PackageFile.Text("build/PerfInsight.Analyzers.props"));
        Project("src/Shop", "");
    }

    [Fact]
    public async Task Found_in_the_project_folder_in_the_repository_root_and_in_its_profiles_folders()
    {
        Summaries("src/Shop/shop", "src/Shop/deep/down/nested", "root", "profiles/checkout", "profiles-sample/Storefront/storefront");

        Assert.Equal(
            ["profiles-sample/Storefront/storefront", "profiles/checkout", "root", "src/Shop/deep/down/nested", "src/Shop/shop"],
            await FoundAsync("src/Shop"));
    }

    [Fact]
    public async Task Output_folders_dependencies_other_projects_and_hidden_folders_are_left_out()
    {
        Summaries(
            "src/Shop/bin/Debug/copy", "src/Shop/obj/copy", "src/Shop/web/node_modules/other/theirs", "src/Shop/.cache/old",
            "src/Other/other", "profiles/bin/Release/copy", "other-folder/thing");

        Assert.Empty(await FoundAsync("src/Shop"));
    }

    [Fact]
    public async Task Each_file_goes_to_the_compiler_once_where_the_folders_overlap()
    {
        Project("profiles-sample/Storefront", "");
        Project(".", "");
        Summaries("root", "profiles-sample/Storefront/storefront");

        Assert.Equal(["profiles-sample/Storefront/storefront", "root"], await FoundAsync("profiles-sample/Storefront"));
        Assert.Equal(["profiles-sample/Storefront/storefront", "root"], await FoundAsync("."));
    }

    [Fact]
    public async Task A_worktree_inside_a_repository_is_a_root_of_its_own()
    {
        _scratch.Write("trees/fix/.git", "gitdir: elsewhere\n");
        Project("trees/fix/src/Shop", "");
        Summaries("outer", "trees/fix/inner");

        Assert.Equal(["trees/fix/inner"], await FoundAsync("trees/fix/src/Shop"));
    }

    [Fact]
    public async Task Without_git_the_root_is_where_Directory_Build_props_is()
    {
        Directory.Delete(Path.Combine(_scratch.Root, ".git"), recursive: true);
        Summaries("root");

        Assert.Equal(["root"], await FoundAsync("src/Shop"));
    }

    [Fact]
    public async Task A_property_of_the_project_switches_the_search_off()
    {
        Project("src/Shop", "<PerfInsightSummaries>false</PerfInsightSummaries>");
        Summaries("src/Shop/shop", "root");

        Assert.Empty(await FoundAsync("src/Shop"));
    }

    [Fact]
    public async Task A_property_of_the_project_names_the_one_folder_to_search()
    {
        Project("src/Shop", "<PerfInsightSummaryFolder>../../perf</PerfInsightSummaryFolder>");
        Summaries("src/Shop/shop", "root", "profiles/checkout", "perf/2026/load");

        Assert.Equal(["perf/2026/load"], await FoundAsync("src/Shop"));
    }

    public void Dispose() => _scratch.Dispose();

    private void Project(string folder, string properties) => _scratch.Write(folder + "/Test.csproj", $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <Import Project="$([MSBuild]::GetPathOfFileAbove('PerfInsight.Analyzers.props'))" />
          <PropertyGroup><TargetFramework>net10.0</TargetFramework>{properties}</PropertyGroup>
        </Project>
        """);

    private void Summaries(params string[] names)
    {
        foreach (var name in names)
            _scratch.Write(name + ".perfinsight.json", "{}");
    }

    private async Task<string[]> FoundAsync(string project)
    {
        var output = await _scratch.DotnetAsync("msbuild", project + "/Test.csproj", "-getItem:AdditionalFiles");
        using var json = JsonDocument.Parse(output);
        return [.. json.RootElement.GetProperty("Items").GetProperty("AdditionalFiles").EnumerateArray()
            .Select(item => Path.GetRelativePath(_scratch.Root, Path.GetFullPath(Path.Combine(_scratch.Root, item.GetProperty("FullPath").GetString()!))))
            .Select(path => path.Replace('\\', '/').Replace(".perfinsight.json", "", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
    }
}
