using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PerfInsight.Analyzers.Tests.Testing;

namespace PerfInsight.Analyzers.Tests.Robustness;

/// <summary>A lambda that becomes data is read by somebody (a database provider, say) who knows the members that stand in it, and no others.</summary>
public class ExpressionTreeTests
{
    private const string Code = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Linq.Expressions;
        public enum Colour { Red, Green }
        public sealed class Item { public int Id; public Colour Colour; public string Name = ""; public List<int> Parts = new(); public Dictionary<int, string> Names = new(); }
        public class C
        {
            private static readonly List<int> Ids = new();
            private static readonly int[] Numbers = new int[9];
            private static readonly Dictionary<int, string> Names = new();
            public IQueryable<Item> M(IQueryable<Item> items, int key)
            {
                Expression<Func<Item, bool>> list = x => Ids.Any(i => i == x.Id) && Numbers.FirstOrDefault(n => n > x.Id) > 0 && Ids.Where(i => i > key).Count() > 0;
                Expression<Func<Item, int>> least = x => Ids.OrderBy(i => i).First() + Numbers.OrderByDescending(n => n).First();
                Expression<Func<Item, bool>> names = x => Names.Any(n => n.Key == x.Id) && Names.FirstOrDefault(n => n.Key == key).Value != null && x.Colour.Equals(Colour.Red);
                Expression<Func<Item, string>> text = x => string.Format("{0} {1}", x.Id, key);
                var found = from x in items where Ids.Any(i => i == x.Id) && Names.Any(n => n.Key == x.Id) && Ids.Count(i => i > 3) > 0 select x;
                foreach (var one in Ids)
                    found = found.Where(x => Ids.Contains(x.Id) && Ids.Any(i => i == one) && Ids.FindIndex(i => i == x.Id) >= 0);
                return found.Where(list).Where(names).OrderBy(least).Where(x => string.Format("{0}", x.Id) == text.ToString() && Ids.Exists(i => i == x.Id));
            }
        }
        """;

    [Fact]
    public async Task No_fix_is_offered_within_one()
    {
        using var workspace = new AdhocWorkspace();
        var document = workspace.AddProject("Test", LanguageNames.CSharp)
            .WithMetadataReferences(References.All)
            .WithCompilationOptions(OwnSources.Options.WithOutputKind(OutputKind.DynamicallyLinkedLibrary))
            .WithParseOptions(new CSharpParseOptions(LanguageVersion.Preview))
            .AddDocument("Test0.cs", SourceText.From(Code), filePath: "/Test0.cs");
        var compilation = (await document.Project.GetCompilationAsync())!;
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        var options = new AnalyzerOptions([new HotSummary(EverythingHot.SummaryOf(compilation))]);
        var diagnostics = await compilation.WithAnalyzers(AnalyzerRun.All, options).GetAnalyzerDiagnosticsAsync();
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id is RuleIds.DictionarySearchedByValue or RuleIds.ListScanInLoop or RuleIds.NestedLoopJoin);
        Assert.Equal("", string.Join("\n", await OfferedFixes.OfAsync(document.Project, diagnostics)));
    }
}
