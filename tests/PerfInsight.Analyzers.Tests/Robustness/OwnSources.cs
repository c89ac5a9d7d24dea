using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using PerfInsight.Analyzers.Tests.Testing;

namespace PerfInsight.Analyzers.Tests.Robustness;

/// <summary>The C# of this repository: real code, of libraries and of a small application.</summary>
internal static class OwnSources
{
    private const string GlobalUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>All files below some folders of the repository, as paths relative to its root, with their text.</summary>
    public static IEnumerable<(string Path, SourceText Text)> In(params string[] folders)
    {
        yield return ("GlobalUsings.cs", SourceText.From(GlobalUsings, Encoding.UTF8));
        var root = Root();
        foreach (var file in folders
            .SelectMany(folder => Directory.GetFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal))
        {
            yield return (file, SourceText.From(File.ReadAllText(Path.Combine(root, file)), Encoding.UTF8));
        }
    }

    /// <summary>The framework, and the packages that the library's project is compiled against.</summary>
    public static ImmutableArray<MetadataReference> WithPackages { get; } =
    [
        .. References.All,
        .. XDocument.Load(Path.Combine(Root(), "src", "PerfInsight", "PerfInsight.csproj"))
            .Descendants("PackageReference")
            .Where(package => package.Attribute("PrivateAssets") is null)
            .Select(package => MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, package.Attribute("Include")!.Value + ".dll"))),
    ];

    /// <summary>A compilation of texts; what they need beyond the framework is missing, so it has errors.</summary>
    public static CSharpCompilation Compile(IEnumerable<(string Path, SourceText Text)> files) => CSharpCompilation.Create(
        "Own",
        files.Select(file => CSharpSyntaxTree.ParseText(file.Text, new CSharpParseOptions(LanguageVersion.Preview), file.Path)),
        WithPackages,
        Options);

    /// <summary>How the sources are compiled.</summary>
    public static CSharpCompilationOptions Options { get; } = new(
        OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true);

    private static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));
}
