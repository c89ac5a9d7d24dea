using System.Xml.Linq;

namespace Conventions.Tests;

/// <summary>Which project may reference what: docs/architecture.md.</summary>
public sealed class ProjectReferenceTests
{
    private static readonly Dictionary<string, (string[] Projects, string[] Packages)> Allowed = new(StringComparer.Ordinal)
    {
        ["PerfInsight.Analyzers"] = ([], ["Microsoft.CodeAnalysis.CSharp", "Microsoft.CodeAnalysis.Analyzers", "Microsoft.CodeAnalysis.BannedApiAnalyzers"]),
        ["PerfInsight.Analyzers.CodeFixes"] = (["PerfInsight.Analyzers"], ["Microsoft.CodeAnalysis.CSharp.Workspaces", "Microsoft.CodeAnalysis.Analyzers"]),
        ["PerfInsight.Analyzers.Package"] = (["PerfInsight.Analyzers", "PerfInsight.Analyzers.CodeFixes"], []),
        ["PerfInsight"] = ([], ["Perfolizer", "Pragmastat", "YamlDotNet", "Microsoft.CodeAnalysis.PublicApiAnalyzers"]),
        ["PerfInsight.NetTrace"] = (["PerfInsight"], ["Microsoft.Diagnostics.Tracing.TraceEvent", "Microsoft.Diagnostics.NETCore.Client"]),
        ["PerfInsight.Explain"] = (["PerfInsight.Analyzers"], ["Microsoft.CodeAnalysis.CSharp"]),
        ["PerfInsight.Cli"] = (["PerfInsight", "PerfInsight.NetTrace", "PerfInsight.Explain"], ["System.CommandLine", "LibGit2Sharp", "Microsoft.Extensions.AI.OpenAI", "ModelContextProtocol.Core"]),
    };

    public static TheoryData<string> Projects => [.. Repository.In("src", ".csproj")];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_what_the_design_allows(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        Assert.True(Allowed.TryGetValue(name, out var allowed), $"{name} is new: say here what it may reference");
        var project = XDocument.Parse(Repository.Read(file));

        Wrong.None(Includes(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path)).Except(allowed.Projects));
        Wrong.None(Includes(project, "PackageReference").Except(allowed.Packages));
    }

    [Fact]
    public void The_tool_brings_the_analyzers_along_as_files_and_never_links_them()
    {
        var project = XDocument.Parse(Repository.Read("src/PerfInsight.Cli/PerfInsight.Cli.csproj"));
        var reference = project.Descendants("ProjectReference").Single(element => element.Attribute("Include")!.Value.Contains("Analyzers", StringComparison.Ordinal));

        Assert.Equal("false", reference.Attribute("ReferenceOutputAssembly")?.Value);

        // What explains allocations links them for itself alone: they have types of the library's names.
        var explain = XDocument.Parse(Repository.Read("src/PerfInsight.Explain/PerfInsight.Explain.csproj"));
        Assert.All(explain.Descendants().Where(element => element.Name.LocalName is "ProjectReference" or "PackageReference"), element =>
            Assert.Equal("compile", element.Attribute("PrivateAssets")?.Value));
    }

    // Else the version of a package is in two places.
    [Fact]
    public void Versions_of_packages_are_in_one_place() => Wrong.None(
        Built().Where(file => XDocument.Parse(Repository.Read(file)).Descendants("PackageReference").Any(reference => reference.Attribute("Version") is not null)));

    [Fact]
    public void Each_project_under_src_and_tests_is_in_the_solution()
    {
        var solution = Repository.Read("PerfInsight.Analyzers.sln").Replace('\\', '/');
        Wrong.None(Built().Where(file => !solution.Contains($"\"{file}\"", StringComparison.Ordinal)));
    }

    // Programs that tests build or look at are no projects of this solution.
    private static IEnumerable<string> Built() => Repository.In("src", ".csproj").Concat(Repository.In("tests", ".csproj"))
        .Where(file => file.Count(c => c == '/') == 2);

    private static IEnumerable<string> Includes(XDocument project, string item) =>
        project.Descendants(item).Where(element => element.Attribute("ReferenceOutputAssembly")?.Value != "false") // those are built first, not referenced
            .Select(element => element.Attribute("Include")!.Value.Replace('\\', '/'));
}
