using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>Awaits the asynchronous twin of a call, with the same arguments.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class SyncIoInAsyncFixer() : HotMemberFixer(RuleIds.SyncIoInAsync)
{
    private protected override Fix? Prepare(FixContext place)
    {
        if (place.Operation is not IInvocationOperation call
            || AsyncTwin.Of(call) is not { } twin
            || call.Syntax is not InvocationExpressionSyntax syntax
            || AsyncTwin.Call(syntax, twin) is not { } asked
            || !AwaitPoint.IsAllowedAt(call))
        {
            return null;
        }

        var mark = new SyntaxAnnotation();
        var root = place.Root.ReplaceNode(syntax, AwaitPoint.Await(asked.WithAdditionalAnnotations(mark), call));
        return CompiledAgain.ModelOf(place, root) is { } model
            && model.GetSymbolInfo(model.SyntaxTree.GetRoot(place.CancellationToken).GetAnnotatedNodes(mark).Single(), place.CancellationToken).Symbol is IMethodSymbol found
            && AsyncTwin.Takes(found, call.TargetMethod)
                ? new Fix($"Await {twin.Type?.Name ?? call.TargetMethod.ContainingType.Name}.{twin.Method}", root)
                : null;
    }
}
