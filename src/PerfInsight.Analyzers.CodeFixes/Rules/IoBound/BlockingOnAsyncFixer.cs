using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>
/// Awaits what an async function waits for with <c>GetAwaiter().GetResult()</c>, which throws the same exceptions.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class BlockingOnAsyncFixer() : HotMemberFixer(RuleIds.BlockingOnAsync)
{
    private protected override Fix? Prepare(FixContext place)
    {
        if (place.Operation is not IInvocationOperation { TargetMethod.Name: "GetResult", Instance: IInvocationOperation { TargetMethod.Name: "GetAwaiter", Instance: { } awaited } } call
            || !IsOfTask(awaited.Type)
            || call.Syntax is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: { } task } } } } syntax
            || task.Span != awaited.Syntax.Span
            || Comments.IsAt(task.GetLastToken()) || syntax.DescendantTrivia().Any(trivia => Comments.IsComment(trivia) && !task.FullSpan.Contains(trivia.Span) && syntax.Span.Contains(trivia.Span))
            || !AwaitPoint.IsAllowedAt(call))
        {
            return null;
        }

        var root = place.Root.ReplaceNode(syntax, AwaitPoint.Await(task, call));
        return CompiledAgain.ModelOf(place, root) is null ? null : new Fix("Await the task", root);
    }

    // What ConfigureAwait returns is left to the author: where the code goes on would be another context.
    private static bool IsOfTask(ITypeSymbol? type) => type is { Name: "Task" or "ValueTask", ContainingNamespace: { Name: "Tasks", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } } };
}
