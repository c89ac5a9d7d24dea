using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PerfInsight.Analyzers.Allocations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Explain;

/// <summary>Explains what members of a project allocate: what Go's <c>-gcflags=-m</c> tells, with measured bytes.</summary>
public static class Explainer
{
    /// <summary>Explains members, those with the most measured bytes first, then in order of their names.</summary>
    /// <param name="arguments">The compiler's arguments, see <see cref="CompilerArguments"/>.</param>
    /// <param name="folder">The folder that they are relative to.</param>
    /// <param name="summaries">Paths of summaries beside those that the project names.</param>
    /// <param name="member">Part of the members' names, such as <c>Matcher.Match</c>; null for those that allocate in the profile.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static IReadOnlyList<MemberExplanation> Explain(
        IReadOnlyList<string> arguments, string folder, IReadOnlyList<string> summaries, string? member, CancellationToken cancellationToken)
    {
        var (compilation, additional) = CompilerArguments.Compile(arguments, folder);
        var files = additional.Concat(summaries).Distinct(StringComparer.Ordinal).Where(File.Exists).Select(path => (AdditionalText)new DiskFile(path)).ToImmutableArray();
        var evidence = CompilationEvidence.Of(compilation, new AnalyzerOptions(files), SummaryFile.Read, cancellationToken);
        var members = new List<MemberExplanation>();
        foreach (var tree in compilation.SyntaxTrees)
        {
            var model = compilation.GetSemanticModel(tree);
            foreach (var (declaration, symbol) in Members(tree.GetRoot(cancellationToken), model, cancellationToken))
            {
                var measured = evidence?.Find(symbol, cancellationToken)?.Scenarios
                    .Where(scenario => scenario.Own(SampleKind.AllocSpace).Value > 0)
                    .MaxBy(scenario => scenario.Own(SampleKind.AllocSpace).Share);
                if (member is null ? measured is not null : FullName(symbol).Contains(member, StringComparison.Ordinal))
                    members.Add(Explain(symbol, declaration, model, measured, cancellationToken));
            }
        }

        return [.. members.OrderByDescending(explained => explained.Bytes ?? 0).ThenBy(explained => explained.Name, StringComparer.Ordinal)];
    }

    private static MemberExplanation Explain(
        IMethodSymbol symbol, SyntaxNode declaration, SemanticModel model, ScenarioEvidence? measured, CancellationToken cancellationToken)
    {
        var sites = AllocationSites.Of(symbol, declaration, model, cancellationToken);
        var types = (measured?.AllocatedTypes ?? []).ToList();
        var claimed = new HashSet<int>();
        var explained = sites.Select(site =>
        {
            var lines = LinesOf(site);
            var bytes = 0L;
            for (var i = 0; i < types.Count; i++)
            {
                // A line is known, or the type is made at one place only.
                if (!site.Fits(types[i].Type) || (types[i].Lines is { } range ? !range.Overlaps(lines) : sites.Count(other => other.Fits(types[i].Type)) > 1))
                    continue;
                bytes += types[i].Bytes;
                claimed.Add(i);
            }

            var isShared = bytes > 0 && sites.Any(other => !ReferenceEquals(other, site) && other.Types.Any(site.Types.Contains) && LinesOf(other).Overlaps(lines));
            return new SiteExplanation(lines.First, KindText(site.Kind), CodeOf(site.Place), site.Why, bytes > 0 ? bytes : null, isShared);
        }).ToList();
        var elsewhere = types.Where((_, i) => !claimed.Contains(i)).GroupBy(type => type.Type)
            .Select(group => (group.Key, group.Sum(type => type.Bytes))).OrderByDescending(type => type.Item2).ToList();
        var place = declaration.GetLocation().GetLineSpan();
        return new MemberExplanation(
            FullName(symbol),
            place.Path,
            place.StartLinePosition.Line + 1,
            measured?.Own(SampleKind.AllocSpace).Value,
            measured?.Scenario.Totals[SampleKind.AllocSpace] ?? 0,
            measured?.Scenario.Name,
            explained,
            elsewhere);
    }

    private static IEnumerable<(SyntaxNode Declaration, IMethodSymbol Symbol)> Members(SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (root is CompilationUnitSyntax unit && unit.Members.Any(static member => member is GlobalStatementSyntax) && model.GetDeclaredSymbol(unit, cancellationToken) is { } main)
            yield return (unit, main);
        foreach (var node in root.DescendantNodes(static node => node is not (BlockSyntax or ArrowExpressionClauseSyntax or GlobalStatementSyntax)))
        {
            var symbol = node switch
            {
                BaseMethodDeclarationSyntax method => model.GetDeclaredSymbol(method, cancellationToken),
                AccessorDeclarationSyntax { } accessor when accessor.Body is not null || accessor.ExpressionBody is not null => model.GetDeclaredSymbol(accessor, cancellationToken),
                ArrowExpressionClauseSyntax { Parent: BasePropertyDeclarationSyntax property } => (model.GetDeclaredSymbol(property, cancellationToken) as IPropertySymbol)?.GetMethod,
                _ => null,
            };
            if (symbol is not null)
                yield return (node, symbol);
        }
    }

    private static string CodeOf(SyntaxNode place) => place switch
    {
        SimpleNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } } when LineOf(call) == LineOf(place) => CodeText.Of(call),
        ExpressionSyntax => CodeText.Of(place),
        _ => "",
    };

    private static int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line;

    // From its first line to the end of its first line: a statement or a block as a whole would claim all that is in it.
    private static LineRange LinesOf(AllocationSite site)
    {
        var span = site.Place.GetLocation().GetLineSpan();
        var first = span.StartLinePosition.Line + 1;
        var isScope = site.Kind is AllocationKind.Closure or AllocationKind.Iterator or AllocationKind.StateMachine;
        return new LineRange(first, isScope ? first + 1 : span.EndLinePosition.Line + 1);
    }

    private static string FullName(IMethodSymbol symbol)
    {
        var member = (ISymbol?)symbol.AssociatedSymbol ?? symbol;
        return member.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
    }

    private static string KindText(AllocationKind kind) => kind switch
    {
        AllocationKind.ParamsArray => "params array",
        AllocationKind.StateMachine => "state machine",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private sealed class DiskFile(string path) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default)
        {
            using var stream = File.OpenRead(path);
            return SourceText.From(stream);
        }
    }
}
