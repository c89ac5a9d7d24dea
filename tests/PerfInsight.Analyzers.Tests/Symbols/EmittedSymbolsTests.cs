extern alias library;

using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;
using library::PerfInsight.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using LibraryKind = library::PerfInsight.Summaries.FunctionKind;

namespace PerfInsight.Analyzers.Tests.Symbols;

/// <summary>
/// Code that is hard to map back, compiled here and read back from its dll and PDB: what the library says of each method
/// must be what the compiler's own syntax tree says of the place.
/// </summary>
public class EmittedSymbolsTests
{
    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_method_is_mapped_to_the_member_that_stands_at_its_place(string file, OptimizationLevel optimization)
    {
        var build = new Build(optimization, DebugInformationFormat.PortablePdb, file);
        var compared = 0;
        var problems = new List<string>();
        foreach (var (name, source) in build.Functions())
        {
            if (source.Span is null || source.File is null)
                continue;
            var expected = build.At(source);
            compared++;
            if (source.DocumentationId is null)
                problems.Add($"{name}: open, expected one of {string.Join(" ", expected.Ids)}");
            else if (!expected.Ids.Contains(source.DocumentationId) || expected.Kind != source.Kind)
                problems.Add($"{name}: {source.Kind} of {source.DocumentationId}, expected {expected.Kind} of {string.Join(" ", expected.Ids)}");
        }

        Assert.True(problems.Count == 0, string.Join("\n", problems));
        Assert.True(compared >= 5, $"only {compared} compared");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_id_is_written_as_the_compiler_writes_it(string file, OptimizationLevel optimization)
    {
        var build = new Build(optimization, DebugInformationFormat.PortablePdb, file);
        var known = build.DeclaredIds();
        var written = build.Functions().Select(function => function.Source.DocumentationId).OfType<string>().ToHashSet();

        Assert.Equal("", string.Join("\n", written.Except(known)));
        Assert.Equal("", string.Join("\n", build.IdsWithBody().Except(written)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_fingerprint_is_cut_from_inside_the_member(string file, OptimizationLevel optimization)
    {
        var build = new Build(optimization, DebugInformationFormat.PortablePdb, file);
        foreach (var (name, source) in build.Functions())
        {
            if (source.Span is null || source.File is null || source.DocumentationId is null)
                continue;

            // Lambdas in field initialisers belong to the constructor that runs them, and stand elsewhere.
            if (source.Kind != LibraryKind.Method && source.DocumentationId.Contains("ctor", StringComparison.Ordinal))
                continue;
            var (text, start, end) = build.Text(source);
            var fingerprint = CodeFingerprint.Of(text, start, end);
            Assert.True(
                build.Declarations(source.DocumentationId).Any(code => fingerprint.FindIn(code, 0, code.Length) >= 0),
                $"{name}: the code of {source.DocumentationId} ({source.Span}) is not in its declaration");
        }
    }

    [Fact]
    public void An_embedded_pdb_serves_as_well()
    {
        var build = new Build(OptimizationLevel.Release, DebugInformationFormat.Embedded, "Members.cs");

        Assert.Contains(build.Functions(), function => function.Source.Span is not null);
    }

    [Fact]
    public void A_local_function_that_no_proof_places_stays_open()
    {
        // A local function that nobody calls: no code leads to it, so its host may be any of the constructors.
        var build = new Build(OptimizationLevel.Release, DebugInformationFormat.PortablePdb, "Open.cs");

        Assert.Contains(build.Functions(), function => function.Source is { Kind: LibraryKind.LocalFunction, DocumentationId: null });
        foreach (var (name, source) in build.Functions())
        {
            if (source is { DocumentationId: { } id, Span: not null })
                Assert.True(build.At(source).Ids.Contains(id), $"{name} is not {id}");
        }
    }

    public static TheoryData<string, OptimizationLevel> Cases()
    {
        var cases = new TheoryData<string, OptimizationLevel>();
        foreach (var file in new[] { "Overloads.cs", "Members.cs", "Constructors.cs", "Generics.cs", "StateMachines.cs", "TopLevel.cs" })
        {
            cases.Add(file, OptimizationLevel.Debug);
            cases.Add(file, OptimizationLevel.Release);
        }

        return cases;
    }

    private sealed class Build
    {
        private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Samples", "symbols");
        private readonly CSharpCompilation _compilation;
        private readonly byte[] _dll;
        private readonly PortableModuleSymbols _symbols;

        public Build(OptimizationLevel optimization, DebugInformationFormat format, string file)
        {
            var options = new CSharpParseOptions(LanguageVersion.CSharp12);
            var usings = CSharpSyntaxTree.ParseText(
                SourceText.From("global using System; global using System.Collections; global using System.Collections.Generic; global using System.Linq; global using System.Threading.Tasks;", Encoding.UTF8),
                options,
                "Usings.cs");

            // "Overloads.cs" and "Overloads.Part.cs" are the parts of one partial class.
            var trees = Directory.GetFiles(Folder, Path.GetFileNameWithoutExtension(file) + "*.cs").Order(StringComparer.Ordinal)
                .Select(path => CSharpSyntaxTree.ParseText(SourceText.From(File.ReadAllText(path), Encoding.UTF8), options, path))
                .Append(usings);
            var kind = file == "TopLevel.cs" ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
            _compilation = CSharpCompilation.Create(
                "Emitted", trees, References.All, new CSharpCompilationOptions(kind, optimizationLevel: optimization, allowUnsafe: true));
            using var dll = new MemoryStream();
            using var pdb = new MemoryStream();
            var isEmbedded = format == DebugInformationFormat.Embedded;
            var result = _compilation.Emit(dll, isEmbedded ? null : pdb, options: new EmitOptions(debugInformationFormat: format));
            Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
            _dll = dll.ToArray();
            dll.Position = 0;
            pdb.Position = 0;
            _symbols = PortableModuleSymbols.Open(dll, isEmbedded ? null : pdb);
        }

        /// <summary>All methods of the dll that the symbols know.</summary>
        public IEnumerable<(string Name, SourceFunction Source)> Functions()
        {
            using var pe = new PEReader(new MemoryStream(_dll));
            var metadata = pe.GetMetadataReader();
            foreach (var handle in metadata.MethodDefinitions)
            {
                var method = metadata.GetMethodDefinition(handle);
                var type = metadata.GetTypeDefinition(method.GetDeclaringType());
                if (_symbols.Find(MetadataTokens.GetToken(handle)) is { } source)
                    yield return (metadata.GetString(type.Name) + "." + metadata.GetString(method.Name), source);
            }
        }

        /// <summary>What the compiler says of the place of a function.</summary>
        public (LibraryKind Kind, IReadOnlySet<string> Ids) At(SourceFunction source)
        {
            var tree = Tree(source);
            var (_, start, end) = Text(source);
            var model = _compilation.GetSemanticModel(tree);
            var node = tree.GetRoot().FindNode(TextSpan.FromBounds(start, end), getInnermostNodeForTie: true);
            var kind = LibraryKind.Method;
            foreach (var ancestor in node.AncestorsAndSelf())
            {
                if (kind == LibraryKind.Method && ancestor is AnonymousFunctionExpressionSyntax or QueryClauseSyntax or SelectOrGroupClauseSyntax)
                    kind = LibraryKind.Lambda;
                else if (kind == LibraryKind.Method && ancestor is LocalFunctionStatementSyntax)
                    kind = LibraryKind.LocalFunction;
                if (Members(model, ancestor) is { Count: > 0 } members)
                    return (kind, members.Select(Id).ToHashSet());
            }

            return (kind, new HashSet<string>());
        }

        public (string Text, int Start, int End) Text(SourceFunction source)
        {
            var text = Tree(source).GetText();
            var span = source.Span!.Value;
            return (
                text.ToString(),
                text.Lines[span.StartLine - 1].Start + span.StartColumn - 1,
                text.Lines[span.EndLine - 1].Start + span.EndColumn - 1);
        }

        /// <summary>The code of the declarations of a member, as an analyzer looks a fingerprint up in them.</summary>
        public IEnumerable<string> Declarations(string id) => Symbols()
            .Where(symbol => Id(symbol) == id)
            .SelectMany(symbol => symbol.IsImplicitlyDeclared || symbol.DeclaringSyntaxReferences.IsEmpty
                ? symbol.ContainingType.DeclaringSyntaxReferences
                : symbol.PartialImplementationPart?.DeclaringSyntaxReferences ?? symbol.DeclaringSyntaxReferences)
            .Select(reference => reference.GetSyntax().ToFullString());

        public IReadOnlySet<string> DeclaredIds() => Symbols().Select(Id).ToHashSet();

        public IEnumerable<string> IdsWithBody() => Symbols()
            .Where(symbol => !symbol.IsImplicitlyDeclared && !symbol.IsAbstract && !symbol.IsExtern && (symbol.PartialDefinitionPart ?? symbol).PartialImplementationPart is null)
            .Select(Id);

        private SyntaxTree Tree(SourceFunction source) => _compilation.SyntaxTrees.Single(tree => tree.FilePath == source.File!.Path);

        private IEnumerable<IMethodSymbol> Symbols() => Types(_compilation.Assembly.GlobalNamespace).SelectMany(type => type.GetMembers()).OfType<IMethodSymbol>();

        private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) => container.GetMembers()
            .OfType<INamespaceOrTypeSymbol>()
            .SelectMany(member => member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));

        private static string Id(ISymbol symbol) => ProfiledSymbol.Of(symbol).GetDocumentationCommentId()!;

        private static List<ISymbol> Members(SemanticModel model, SyntaxNode node)
        {
            switch (node)
            {
                case BaseMethodDeclarationSyntax or AccessorDeclarationSyntax:
                    return [model.GetDeclaredSymbol(node)!];
                case ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax or IndexerDeclarationSyntax } arrow:
                    return [((IPropertySymbol)model.GetDeclaredSymbol(arrow.Parent!)!).GetMethod!];
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } or PropertyDeclarationSyntax } initializer:
                    var member = model.GetDeclaredSymbol(initializer.Parent!)!;
                    return [.. member.ContainingType.GetMembers().Where(other => other is IMethodSymbol
                    {
                        MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor,
                    } && other.IsStatic == member.IsStatic)];
                case ParameterSyntax { Parent.Parent: RecordDeclarationSyntax record } parameter:
                    var accessors = model.GetDeclaredSymbol(record)!.GetMembers(parameter.Identifier.ValueText).OfType<IPropertySymbol>().Single();
                    return [accessors.GetMethod!, accessors.SetMethod!];
                case TypeDeclarationSyntax type:
                    return [.. model.GetDeclaredSymbol(type)!.InstanceConstructors];
                case CompilationUnitSyntax:
                    return [model.Compilation.GetEntryPoint(default)!];
                default:
                    return [];
            }
        }
    }
}
