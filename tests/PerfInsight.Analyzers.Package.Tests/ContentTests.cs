using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace PerfInsight.Analyzers.Package.Tests;

public sealed class ContentTests
{
    private const string Folder = "analyzers/dotnet/roslyn4.8/cs/";

    [Fact]
    public void It_holds_the_two_analyzer_dlls_the_props_and_the_readme_and_nothing_else()
    {
        using var package = PackageFile.Open();
        Assert.Equal(
            [
                "PerfInsight.Analyzers.nuspec",
                "README.md",
                "[Content_Types].xml",
                "_rels/.rels",
                Folder + "PerfInsight.Analyzers.CodeFixes.dll",
                Folder + "PerfInsight.Analyzers.dll",
                "build/PerfInsight.Analyzers.props",
                "package/services/metadata/core-properties/nuget.psmdcp",
            ],
            package.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void It_is_a_development_dependency_without_dependencies_under_the_MIT_licence()
    {
        var metadata = XDocument.Parse(PackageFile.Text("PerfInsight.Analyzers.nuspec")).Root!.Elements().Single();
        string? Value(string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;

        Assert.Equal("PerfInsight.Analyzers", Value("id"));
        Assert.Equal("true", Value("developmentDependency"));
        Assert.Equal("MIT", Value("license"));
        Assert.Equal("README.md", Value("readme"));
        Assert.NotEmpty(Value("description")!);
        Assert.DoesNotContain(metadata.Elements(), element => element.Name.LocalName is "dependencies" or "frameworkAssemblies");
    }

    // The compiler brings Roslyn and the libraries that it is built on; an analyzer that needs another dll does not load.
    [Theory]
    [InlineData("PerfInsight.Analyzers.dll", "")]
    [InlineData("PerfInsight.Analyzers.CodeFixes.dll", "PerfInsight.Analyzers,Microsoft.CodeAnalysis.Workspaces,Microsoft.CodeAnalysis.CSharp.Workspaces,System.Composition.AttributedModel")]
    public void The_dlls_need_nothing_that_the_compiler_does_not_bring(string name, string more)
    {
        string[] allowed = ["netstandard", "Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp", "System.Collections.Immutable", "System.Memory", .. more.Split(',')];
        using var dll = new PEReader(new MemoryStream(Bytes(name)));
        var metadata = dll.GetMetadataReader();
        var references = metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name));

        Assert.Empty(references.Except(allowed));
    }

    [Theory]
    [InlineData("PerfInsight.Analyzers.dll")]
    [InlineData("PerfInsight.Analyzers.CodeFixes.dll")]
    public void The_dlls_do_not_tell_where_they_were_built(string name)
    {
        using var dll = new PEReader(new MemoryStream(Bytes(name)));
        var pdb = dll.ReadDebugDirectory().Where(entry => entry.Type == DebugDirectoryEntryType.CodeView)
            .Select(entry => dll.ReadCodeViewDebugDirectoryData(entry).Path).Single();

        Assert.StartsWith("/_/src/", pdb, StringComparison.Ordinal);
    }

    private static byte[] Bytes(string name)
    {
        using var package = PackageFile.Open();
        using var content = package.GetEntry(Folder + name)!.Open();
        var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }
}
