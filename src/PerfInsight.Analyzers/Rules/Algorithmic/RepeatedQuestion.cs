using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>
/// A member that searches a collection twice for the same: <c>if (rows.Any(r =&gt; r.Id == id)) return rows.First(r =&gt; r.Id == id);</c>.
/// One search answers both.
/// </summary>
internal static class RepeatedQuestion
{
    private static readonly HashSet<string> Searches = new(StringComparer.Ordinal)
    {
        "Any", "Count", "First", "FirstOrDefault", "Single", "SingleOrDefault", "Last", "LastOrDefault", "Where", "Find", "FindIndex", "Exists", "FindLast", "FindAll",
    };

    /// <summary>The pairs of calls with the same source and the same predicate, of which the later one runs after the earlier.</summary>
    public static IEnumerable<(IInvocationOperation First, IInvocationOperation Second)> In(HotMember member)
    {
        var seen = new Dictionary<string, IInvocationOperation>(StringComparer.Ordinal);
        foreach (var call in member.Invocations())
        {
            if (KeyOf(call) is not { } key || RepeatedCode.IsExceptional(call))
                continue;
            if (!seen.TryGetValue(key, out var first))
                seen.Add(key, call);
            else if (ReferenceEquals(Functions.Around(first), Functions.Around(call)) && !AreAlternatives(first, call) && !IsChangedBetween(first, call))
                yield return (first, call);
        }
    }

    // rows|.Id == id: the predicate without the name of its parameter.
    private static string? KeyOf(IInvocationOperation call)
    {
        if (!Searches.Contains(call.TargetMethod.Name) || !FrameworkCalls.IsFramework(call.TargetMethod.ContainingType) || Sequences.SourceOf(call) is not { Type: { } type } source || Sequences.IsQueryable(type) || Sequences.ElementOf(type) is null
            || CollectionPath.Of(source) is null || FixedData.IsFixed(source, call))
        {
            return null;
        }

        foreach (var argument in call.Arguments)
        {
            if (argument.Value is not IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Symbol.Parameters: [{ Name: var name }] } lambda } || lambda.Body.Operations is not [IReturnOperation { ReturnedValue: { } condition }, ..]
                || KeyTest.In(condition, lambda) is not { IsOrder: false })
            {
                continue;
            }

            var words = condition.Syntax.DescendantTokens().Select(token => token.ValueText == name ? "_" : token.Text);
            return source.Syntax + "|" + string.Join(" ", words);
        }

        return null;
    }

    // The branches of one choice; the condition of it comes before both.
    private static bool AreAlternatives(IOperation first, IOperation second)
    {
        for (IOperation child = first, parent = first.Parent!; parent is not null; child = parent, parent = parent.Parent!)
        {
            if (!parent.Syntax.Span.Contains(second.Syntax.Span))
                continue;
            return parent is IConditionalOperation choice ? !ReferenceEquals(choice.Condition, child) : parent is ISwitchOperation or ISwitchExpressionOperation;
        }

        return false;
    }

    private static bool IsChangedBetween(IInvocationOperation first, IInvocationOperation second)
    {
        if (CollectionPath.Of(Sequences.SourceOf(first)) is not { } path)
            return true;
        IOperation root = first;
        while (root.Parent is { } parent)
            root = parent;
        return root.Descendants().Any(operation => operation.Syntax.SpanStart > first.Syntax.SpanStart && operation.Syntax.SpanStart < second.Syntax.SpanStart
            && (Collections.IsGrowth(operation, path) || operation is IInvocationOperation { Instance: { } changed } call && Collections.IsMutator(call.TargetMethod) && path.Is(CollectionPath.Of(changed))));
    }
}
