extern alias library;

using System.Text;
using library::PerfInsight.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Symbols;

/// <summary>
/// The profiled workload (one method per kind of C# member) compiled again: what the library reads from its dll and PDB
/// must find the symbol, the lambda or the local function in the compiler.
/// </summary>
public class WorkloadSymbolsTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Samples", "dotnet");

    private static readonly string[] GlobalUsings =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    private static readonly Lazy<Workload> Compiled = new(() => new Workload());

    private static readonly Lazy<PortableModuleSymbols> Symbols = new(() =>
    {
        using var dll = File.OpenRead(Path.Combine(Folder, "W.dll"));
        using var pdb = File.OpenRead(Path.Combine(Folder, "W.pdb"));
        return PortableModuleSymbols.Open(dll, pdb);
    });

    [Fact]
    public void Every_id_finds_one_symbol()
    {
        var problems = new List<string>();
        foreach (var (frame, source) in Sampled())
        {
            var symbols = Compiled.Value.Members.Where(member => member.Id == source.DocumentationId).Select(member => member.Symbol).ToList();
            if (symbols.Count != 1 && !IsWithoutSource(source))
                problems.Add($"{frame}: {source.DocumentationId} finds {symbols.Count} symbols");
        }

        Assert.Empty(problems);
    }

    [Fact]
    public void Every_lambda_and_local_function_is_found_by_its_span()
    {
        var found = 0;
        foreach (var (frame, source) in Sampled())
        {
            if (source.Kind == library::PerfInsight.Summaries.FunctionKind.Method)
                continue;
            var (start, end) = Compiled.Value.Span(source);
            var tree = Compiled.Value.Tree(source);
            var node = tree.GetRoot().FindNode(TextSpan.FromBounds(start, end), getInnermostNodeForTie: true);
            var function = node.AncestorsAndSelf().First(n => n is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax);
            Assert.True(
                function is LocalFunctionStatementSyntax == (source.Kind == library::PerfInsight.Summaries.FunctionKind.LocalFunction),
                $"{frame} is a {source.Kind}, at its span stands {function}");
            found++;
        }

        Assert.True(found > 30, $"only {found} lambdas and local functions in the sample");
    }

    [Fact]
    public void Every_fingerprint_is_found_again_in_the_member()
    {
        var found = 0;
        foreach (var (frame, source) in Sampled())
        {
            if (source.Kind != library::PerfInsight.Summaries.FunctionKind.Method || source.Span is null || IsWithoutSource(source))
                continue;
            var (start, end) = Compiled.Value.Span(source);
            var text = Compiled.Value.Tree(source).GetText().ToString();
            var fingerprint = CodeFingerprint.Of(text, start, end);
            var symbol = Compiled.Value.Members.Single(member => member.Id == source.DocumentationId).Symbol;
            if (symbol.IsImplicitlyDeclared)
                continue;
            var declarations = (symbol as IMethodSymbol)?.PartialImplementationPart?.DeclaringSyntaxReferences ?? symbol.DeclaringSyntaxReferences;
            Assert.True(
                declarations.Any(reference =>
                {
                    // Moved, re-indented and with a comment line: the same code still.
                    var code = "  // moved\n" + reference.GetSyntax().ToFullString().Replace("\n", "\n\t", StringComparison.Ordinal);
                    return fingerprint.FindIn(code, 0, code.Length) >= 0;
                }),
                $"{frame}: the code of {source.DocumentationId} is not found");
            found++;
        }

        Assert.True(found > 100, $"only {found} fingerprints");
    }

    [Fact]
    public void By_name_alone_a_frame_finds_its_member_or_several_but_never_another()
    {
        int right = 0, ambiguous = 0;
        var problems = new List<string>();
        foreach (var (frame, source) in Frames())
        {
            var name = RuntimeNames.Member(frame.Namespace, frame.Name, frame.Signature);
            var fitting = name is null
                ? []
                : Compiled.Value.Members.Where(member => member.Symbol.ContainingType is not null && SymbolName.Fits(name, member.Symbol)).ToList();
            if (source is null && fitting.Count > 0)
                problems.Add($"{frame}, which nobody wrote, finds {fitting[0].Id}");
            else if (source is not null && fitting.Count == 0 && !IsUnknownToSource(source, frame))
                problems.Add($"{name} finds nothing instead of {source.DocumentationId}");
            else if (source is not null && fitting.Count > 0 && fitting.All(member => member.Id != source.DocumentationId))
                problems.Add($"{name} finds {fitting[0].Id} instead of {source.DocumentationId}");
            else if (fitting.Count == 1)
                right++;
            else if (fitting.Count > 1)
                ambiguous++;
        }

        Assert.True(problems.Count == 0, string.Join("\n", problems));
        Assert.True(right > 180 && ambiguous > 0, $"{right} right, {ambiguous} ambiguous");
    }

    // The name of a type local to a file has a hash of the path at which it was compiled.
    private static bool IsUnknownToSource(SourceFunction source, Frame frame) =>
        frame.Namespace.Contains("<Kinds>F", StringComparison.Ordinal) || source.DocumentationId == "M:Program.{Main}(System.String[])";

    private static IEnumerable<(Frame Frame, SourceFunction? Source)> Frames() => File.ReadLines(Path.Combine(Folder, "frames.tsv"))
        .Skip(1)
        .Select(line => line.Split('\t'))
        .Where(cells => cells[8].Length > 0)
        .Select(cells => (new Frame(cells[5], cells[6], cells[7]), Symbols.Value.Find(Convert.ToInt32(cells[8], 16))));

    private static IEnumerable<(Frame Frame, SourceFunction Source)> Sampled() =>
        Frames().Where(frame => frame.Source is not null).Select(frame => (frame.Frame, frame.Source!));

    // Members that the compiler makes up have an id, but no declaration.
    private static bool IsWithoutSource(SourceFunction source) =>
        source.Span is null || source.DocumentationId is "M:Program.{Main}(System.String[])" || source.DocumentationId?.EndsWith(".#cctor", StringComparison.Ordinal) == true;

    private sealed record Frame(string Namespace, string Name, string Signature)
    {
        public override string ToString() => Namespace + "." + Name;
    }

    private sealed class Workload
    {
        private readonly Dictionary<string, SyntaxTree> _trees = [];

        public Workload()
        {
            var options = new CSharpParseOptions(LanguageVersion.Preview);
            foreach (var file in Directory.GetFiles(Path.Combine(Folder, "workload"), "*.cs"))
            {
                _trees.Add(Path.GetFileName(file), CSharpSyntaxTree.ParseText(
                    SourceText.From(File.ReadAllText(file), Encoding.UTF8), options, file));
            }

            var usings = CSharpSyntaxTree.ParseText(string.Concat(GlobalUsings.Select(space => $"global using {space};\n")), options);
            var compilation = CSharpCompilation.Create(
                "W", [.. _trees.Values, usings], References.All, new CSharpCompilationOptions(OutputKind.ConsoleApplication, allowUnsafe: true));
            Members = [.. Types(compilation.Assembly.GlobalNamespace)
                .SelectMany(type => type.GetMembers())
                .Where(member => member is IMethodSymbol)
                .Select(member => (ProfiledSymbol.Of(member).GetDocumentationCommentId() ?? "", member))
                .DistinctBy(member => (member.Item1, member.member.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree))];
        }

        public IReadOnlyList<(string Id, ISymbol Symbol)> Members { get; }

        public SyntaxTree Tree(SourceFunction source) => _trees[source.File!.Path.Split('/', '\\')[^1]];

        public (int Start, int End) Span(SourceFunction source)
        {
            var lines = Tree(source).GetText().Lines;
            var span = source.Span!.Value;
            return (lines[span.StartLine - 1].Start + span.StartColumn - 1, lines[span.EndLine - 1].Start + span.EndColumn - 1);
        }

        private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) => container.GetMembers()
            .OfType<INamespaceOrTypeSymbol>()
            .SelectMany(member => member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));
    }
}
