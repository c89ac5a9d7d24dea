using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>A timer that takes the place of one which the same call disposes of: <c>_timer?.Dispose(); _timer = new Timer(OnTime, …);</c>.</summary>
internal static class RemadeTimer
{
    /// <summary>What the creation makes for nothing; null for others, and where the new timer calls something else.</summary>
    public static ConstantObject? Of(IObjectCreationOperation creation)
    {
        if (creation is not { Type: { Name: "Timer", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } }, Arguments: [{ Value: IDelegateCreationOperation { Target: var target } }, ..] }
            || creation.Parent is not ISimpleAssignmentOperation { Target: IFieldReferenceOperation { Instance: IInstanceReferenceOperation or null, Field: var field } })
        {
            return null;
        }

        var isSame = target switch
        {
            IMethodReferenceOperation group => group.Instance is null or IInstanceReferenceOperation,
            IAnonymousFunctionOperation lambda => Captures.Of(lambda).Variables.Count == 0,
            _ => false,
        };
        return isSame && Functions.Around(creation).Descendants().Any(operation => operation is IFieldReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Field, field)
            && reference.Syntax.SpanStart < creation.Syntax.SpanStart && IsDisposed(reference))
                ? new ConstantObject("a timer in place of one that is disposed of", "keep the timer and set its time with Change")
                : null;
    }

    // _timer.Dispose(), _timer?.Dispose()
    private static bool IsDisposed(IOperation timer) => timer.Parent switch
    {
        IInvocationOperation { TargetMethod.Name: "Dispose" } call => ReferenceEquals(call.Instance, timer),
        IConditionalAccessOperation { WhenNotNull: IInvocationOperation { TargetMethod.Name: "Dispose" } } access => ReferenceEquals(access.Operation, timer),
        _ => false,
    };
}
