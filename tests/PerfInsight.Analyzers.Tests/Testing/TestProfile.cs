using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Testing;

/// <summary>
/// A summary for rule tests in which every member of the tested code has the same cost. Values are thousandths: a cost
/// of 500 is half of the profile.
/// </summary>
internal sealed record TestProfile
{
    private const int Whole = 1000;

    private string CostsJson { get; init; } = "";
    private string CalleesJson { get; init; } = "";
    private string TypesJson { get; init; } = "";
    private string LinesJson { get; init; } = "";

    private string? Member { get; init; }
    private TestProfile? Others { get; init; }

    /// <summary>No member is hot.</summary>
    public static TestProfile Cold { get; } = new();

    /// <summary>Every member has <paramref name="own"/> thousandths of a kind.</summary>
    public static TestProfile Hot(SampleKind kind, int own = 500) => Cold.AndHot(kind, own);

    /// <summary>Adds a kind.</summary>
    public TestProfile AndHot(SampleKind kind, int own = 500) =>
        this with { CostsJson = CostsJson + Invariant($",\"{SampleKinds.Key(kind)}\":{{\"self\":{own / 2},\"own\":{own},\"total\":{own}}}") };

    /// <summary>Every member spends <paramref name="value"/> thousandths in a callee, at <paramref name="line"/> where given.</summary>
    public TestProfile Callee(string name, SampleKind kind = SampleKind.Cpu, int value = 360, int? line = null) =>
        this with { CalleesJson = Append(CalleesJson, Invariant($"{{\"name\":\"{name}\"{Line(line)},\"{SampleKinds.Key(kind)}\":{value}}}")) };

    /// <summary>Every member allocates <paramref name="value"/> thousandths of all bytes as a type.</summary>
    public TestProfile Allocates(string type, int value = 310, int? line = null) =>
        this with { TypesJson = Append(TypesJson, Invariant($"{{\"type\":\"{type}\"{Line(line)},\"alloc_space\":{value}}}")) };

    /// <summary>Lines have a cost.</summary>
    public TestProfile Lines(int first, int last, SampleKind kind, int value) =>
        this with { LinesJson = Append(LinesJson, Invariant($"{{\"line\":[{first},{last}],\"{SampleKinds.Key(kind)}\":{value}}}")) };

    /// <summary>CPU of each member grows as the input to this power.</summary>
    public TestProfile Grows(double power) => this with { CostsJson = CostsJson + Invariant($",\"growth\":{power}") };

    /// <summary>The costs are those of one member alone, by its simple name.</summary>
    public TestProfile Of(string member) => this with { Member = member };

    /// <summary>Adds the costs of other members.</summary>
    public TestProfile And(TestProfile others) => this with { Others = others };

    /// <summary>The summary for code, as JSON.</summary>
    /// <param name="code">The tested code.</param>
    /// <param name="checksum">Gives the file this SHA-256 checksum, so that lines hold; else the summary says nothing of files.</param>
    public string ToJson(string code, string? checksum = null)
    {
        var file = checksum is null ? "" : ",\"file\":0";
        var methods = MethodsJson(MemberIds(code).ToList(), file);
        var files = checksum is null ? "" : $"{{\"path\":\"Test0.cs\",\"algorithm\":\"SHA256\",\"checksum\":\"{checksum}\"}}";
        var totals = string.Join(",", SampleKinds.All.Select(kind => $"\"{SampleKinds.Key(kind)}\":{Whole}"));
        return $$"""
            {"version":"1.0","files":[{{files}}],"scenarios":[{"name":"load","commit":"3f2c1abdef","duration":{{Whole}},"totals":{{{totals}}},"methods":[
            {{string.Join(",\n", methods)}}]}]}
            """;
    }

    private IEnumerable<string> MethodsJson(IReadOnlyList<string> ids, string file)
    {
        var own = CostsJson.Length == 0
            ? []
            : ids.Where(id => Member is null || id.Split('(')[0].EndsWith("." + Member, StringComparison.Ordinal)).Select(id =>
                $"{{\"id\":\"{id}\",\"kind\":\"method\"{file}{CostsJson},\"callees\":[{CalleesJson}],\"types\":[{TypesJson}],\"lines\":[{LinesJson}]}}");
        return Others is { } others ? own.Concat(others.MethodsJson(ids, file)) : own;
    }

    private static IEnumerable<string> MemberIds(string code)
    {
        var tree = CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.Preview));
        var compilation = CSharpCompilation.Create("Test", [tree], References.All);
        var model = compilation.GetSemanticModel(tree);
        return tree.GetRoot().DescendantNodesAndSelf()
            .Select(node => node switch
            {
                BaseMethodDeclarationSyntax or AccessorDeclarationSyntax => model.GetDeclaredSymbol(node),
                CompilationUnitSyntax file when file.Members.OfType<GlobalStatementSyntax>().Any() => model.GetDeclaredSymbol(file),
                BasePropertyDeclarationSyntax property => (model.GetDeclaredSymbol(property) as IPropertySymbol)?.GetMethod,
                _ => null,
            })
            .Select(symbol => symbol?.GetDocumentationCommentId())
            .OfType<string>()
            .Distinct();
    }

    private static string Append(string list, string item) => list.Length == 0 ? item : list + "," + item;

    private static string Line(int? line) => line is { } number ? Invariant($",\"line\":[{number},{number}]") : "";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
