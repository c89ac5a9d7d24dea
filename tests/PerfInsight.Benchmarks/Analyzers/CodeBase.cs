using System.Text;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using PerfInsight.Benchmarks.Synthetic;

namespace PerfInsight.Benchmarks.Analyzers;

/// <summary>
/// The C# below a folder as one project, compiled against the framework alone: what it takes from packages is an error before
/// any fix as after it.
/// </summary>
internal static class CodeBase
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

    /// <summary>Opens a folder.</summary>
    public static Project Open(AdhocWorkspace workspace, string folder)
    {
        var settings = Directory.GetFiles(folder, "*.csproj", SearchOption.AllDirectories).Select(XDocument.Load).ToList();
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            allowUnsafe: true,
            nullableContextOptions: Has(settings, "Nullable", "enable") ? NullableContextOptions.Enable : NullableContextOptions.Disable);
        var parsing = new CSharpParseOptions(LanguageVersion.Preview, preprocessorSymbols: [.. FrameworkSymbols(), .. settings.SelectMany(Symbols)]);
        var id = ProjectId.CreateNewId();
        var solution = workspace.CurrentSolution
            .AddProject(id, "Code", "Code", LanguageNames.CSharp)
            .WithProjectCompilationOptions(id, options)
            .WithProjectParseOptions(id, parsing)
            .AddMetadataReferences(id, SyntheticCompilation.References);
        if (Has(settings, "ImplicitUsings", "enable"))
            solution = solution.AddDocument(DocumentId.CreateNewId(id), "GlobalUsings.g.cs", GlobalUsings, filePath: "GlobalUsings.g.cs");
        foreach (var file in Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (!file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
                solution = solution.AddDocument(DocumentId.CreateNewId(id), file, SourceText.From(File.ReadAllText(file), Encoding.UTF8), filePath: file);
        }

        return solution.GetProject(id)!;
    }

    private static bool Has(IEnumerable<XDocument> settings, string name, string value) =>
        settings.Any(one => Elements(one, name).Any(element => element.Value.Trim() == value));

    private static IEnumerable<XElement> Elements(XDocument settings, string name) => settings.Descendants().Where(element => element.Name.LocalName == name);

    // Of a project for several frameworks, those of the one that has most.
    private static IEnumerable<string> Symbols(XDocument settings) => Elements(settings, "DefineConstants")
        .Select(element => element.Value.Split(';').Where(symbol => SyntaxFacts.IsValidIdentifier(symbol.Trim())).Select(symbol => symbol.Trim()).ToList())
        .MaxBy(symbols => symbols.Count) ?? [];

    private static IEnumerable<string> FrameworkSymbols() =>
    [
        "NET", "NETCOREAPP", "NETCOREAPP2_0_OR_GREATER", "NETCOREAPP2_1_OR_GREATER", "NETCOREAPP3_0_OR_GREATER", "NETCOREAPP3_1_OR_GREATER",
        .. Enumerable.Range(5, 6).Select(version => $"NET{version}_0_OR_GREATER"),
    ];
}
