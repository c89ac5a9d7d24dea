using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>Writes what a query does with fewer or no enumerators: as the statements of a loop, or as a method of the collection.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class LinqInHotCodeFixer() : HotMemberFixer(RuleIds.LinqInHotCode)
{
    private protected override Fix? Prepare(FixContext place)
    {
        if (OutermostAt(place) is not { } syntax || place.Model.GetOperation(syntax, place.CancellationToken) is not IInvocationOperation call || !LinqChain.IsLinq(call.TargetMethod))
            return null;
        var (title, root) = syntax.Parent is ForEachStatementSyntax loop && loop.Expression == syntax
            ? ("Write the query into the loop", QueriedLoop.Of(call, loop, place) is { } written ? place.Root.ReplaceNode(loop, written) : null)
            : FoundElement.Of(call, syntax, place) is { } found ? (found.Title, place.Root.ReplaceNode(syntax, found.Call)) : ("", null);
        return root is not null && CompiledAgain.ModelOf(place, root) is not null ? new Fix(title, root) : null;
    }

    // The diagnostic stands on the names of the operators, of long ones on the first alone.
    private static InvocationExpressionSyntax? OutermostAt(FixContext place)
    {
        var syntax = place.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>();
        while (syntax is { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax outer } access } && outer.Expression == access
            && place.Model.GetSymbolInfo(outer, place.CancellationToken).Symbol is IMethodSymbol method && LinqChain.IsLinq(method.ReducedFrom ?? method))
        {
            syntax = outer;
        }

        return syntax;
    }
}
