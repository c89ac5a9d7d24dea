using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>Code that asks a task whether it has ended before it takes the result.</summary>
internal static class TaskGuards
{
    private static readonly string[] Questions = ["IsComplete", "IsFaulted", "IsCanceled", "Status", "RanToCompletion", "IsDone", "IsSuccess"];

    /// <summary>
    /// True where the same expression was asked before, as a property or by a method of the project's own:
    /// <c>entry.Task.IsCompletedSuccessfully() ? entry.Task.Result : await entry.Task</c>.
    /// </summary>
    public static bool Ask(IOperation task, IReadOnlyList<IOperation> operations)
    {
        if (task.Syntax is InvocationExpressionSyntax)
            return false;
        foreach (var operation in operations)
        {
            if (operation.Syntax.SpanStart >= task.Syntax.SpanStart)
                continue;
            var asked = operation switch
            {
                IPropertyReferenceOperation { Instance: { } instance, Property.Name: var name } when IsQuestion(name) => instance,
                IInvocationOperation { Instance: { } instance, TargetMethod.Name: var name } when IsQuestion(name) => instance,
                IInvocationOperation { TargetMethod: { IsExtensionMethod: true, Name: var name }, Arguments: [{ Value: var first }, ..] } when IsQuestion(name) => first,
                _ => null,
            };
            if (asked is not null && !ReferenceEquals(asked, task) && IsSame(Collections.WithoutConversions(asked)!.Syntax, task.Syntax))
                return true;
        }

        return false;
    }

    /// <summary>True in the branch of <c>async ? await ReadAsync() : Read()</c> that is there for callers who cannot await.</summary>
    public static bool IsSyncWay(IOperation operation)
    {
        for (IOperation? child = operation, parent = operation.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            if (parent is IConditionalOperation choice && !ReferenceEquals(choice.Condition, child) && choice.Condition.DescendantsAndSelf().Any(IsMode))
                return true;

            // if (async) return await …; before it.
            if (parent is IBlockOperation block && block.Operations.TakeWhile(one => !ReferenceEquals(one, child)).Any(one => one is IConditionalOperation { WhenFalse: null, WhenTrue: var then } early
                && early.Condition.DescendantsAndSelf().Any(IsMode) && then.DescendantsAndSelf().Any(inner => inner is IReturnOperation)))
            {
                return true;
            }
        }

        return false;
    }

    // entry!.Task and entry?.Task are entry.Task.
    private static bool IsSame(SyntaxNode one, SyntaxNode two) => SameCode.Is(one, two) || TextOf(one) == TextOf(two);

    private static string TextOf(SyntaxNode node) =>
        (node is MemberBindingExpressionSyntax && node.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>() is { } access ? access.Expression.ToString() + node : node.ToString()).Replace("!", "");

    private static bool IsMode(IOperation operation) => operation.Type?.SpecialType == SpecialType.System_Boolean
        && Collections.SymbolOf(operation) is { Name: var name } && name.IndexOf("async", StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>True for the name of a member that tells whether a task has ended.</summary>
    public static bool IsQuestion(string name) => Questions.Any(start => name.StartsWith(start, StringComparison.Ordinal));
}
