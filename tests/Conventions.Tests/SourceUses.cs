using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Conventions.Tests;

/// <summary>What the sources of a project name, as the compiler understands it: aliases and global usings hide nothing.</summary>
internal static class SourceUses
{
    // Those that ImplicitUsings gives to a library.
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; "
        + "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    /// <summary>Each name in the sources of some folders, with the symbol that it stands for.</summary>
    /// <param name="folders">Folders of the repository.</param>
    public static IEnumerable<(string File, ISymbol Symbol)> Of(params string[] folders)
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview, preprocessorSymbols: ["NET", "NET8_0_OR_GREATER", "NET9_0_OR_GREATER", "NET10_0_OR_GREATER"]);
        var trees = folders.SelectMany(folder => Repository.In(folder, ".cs"))
            .Select(file => CSharpSyntaxTree.ParseText(Repository.Read(file), options, file))
            .ToList();
        Assert.NotEmpty(trees);
        var own = folders.Select(folder => Path.GetFileName(folder) + ".dll").ToHashSet(StringComparer.OrdinalIgnoreCase);
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !own.Contains(Path.GetFileName(path)) && !Path.GetFileName(path).StartsWith("PerfInsight.Analyzers", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "Sources",
            trees.Append(CSharpSyntaxTree.ParseText(ImplicitUsings, options)),
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));
        foreach (var tree in trees)
        {
            var model = compilation.GetSemanticModel(tree);
            foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                if (model.GetSymbolInfo(name).Symbol is { } symbol and not INamespaceSymbol)
                    yield return (tree.FilePath, symbol);
            }
        }
    }

    /// <summary>The type that a symbol is or belongs to.</summary>
    public static INamedTypeSymbol? TypeOf(ISymbol symbol) => (symbol as INamedTypeSymbol ?? symbol.ContainingType)?.OriginalDefinition;
}
