using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace PerfInsight.Explain;

/// <summary>A project as the C# compiler gets it: the arguments that the build makes for it.</summary>
public static class CompilerArguments
{
    /// <summary>What the SDK is asked for; its output is JSON with the compiler's arguments.</summary>
    public static IReadOnlyList<string> BuildArguments(string project) =>
    [
        "msbuild", project, "-restore", "-t:Compile", "-p:ProvideCommandLineArgs=true", "-p:SkipCompilerExecution=true", "-p:ShouldUnsetParentConfigurationAndPlatform=false",
        "-getItem:CscCommandLineArgs", "-nologo",
    ];

    /// <summary>Reads the SDK's output.</summary>
    /// <exception cref="FormatException">The text is not what <see cref="BuildArguments"/> prints, or the project is not C#.</exception>
    public static IReadOnlyList<string> Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var items = document.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray();
            var arguments = items.Select(item => item.GetProperty("Identity").GetString()!).ToList();
            return arguments.Count > 0 ? arguments : throw new FormatException("expected the arguments of a C# compilation, found none");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException("expected the arguments of a C# compilation as JSON, found: " + json[..Math.Min(json.Length, 400)], exception);
        }
    }

    internal static (CSharpCompilation Compilation, IReadOnlyList<string> AdditionalFiles) Compile(IReadOnlyList<string> arguments, string folder)
    {
        var parsed = CSharpCommandLineParser.Default.Parse(arguments, folder, sdkDirectory: null);
        var trees = parsed.SourceFiles.Where(file => File.Exists(file.Path)).Select(file =>
        {
            using var stream = File.OpenRead(file.Path);
            return CSharpSyntaxTree.ParseText(SourceText.From(stream, checksumAlgorithm: SourceHashAlgorithm.Sha256), parsed.ParseOptions, file.Path);
        });
        var references = parsed.MetadataReferences.Where(reference => File.Exists(reference.Reference))
            .Select(reference => MetadataReference.CreateFromFile(reference.Reference, reference.Properties));
        var compilation = CSharpCompilation.Create(parsed.CompilationName ?? "Project", trees, references, parsed.CompilationOptions);
        return (compilation, [.. parsed.AdditionalFiles.Select(file => file.Path)]);
    }
}
