using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>Finds the code that runs an operation again and again.</summary>
internal static class Loops
{
    /// <summary>
    /// The loops around an operation inside its own function, innermost first. What a loop evaluates only once (the
    /// collection of a foreach, the initialisers of a for) is not in the loop.
    /// </summary>
    public static IEnumerable<ILoopOperation> Around(IOperation operation)
    {
        var child = operation;
        for (var parent = operation.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation)
                yield break;
            if (parent is ILoopOperation loop && IsRepeated(loop, child))
                yield return loop;
        }
    }

    /// <summary>
    /// The call that runs the enclosing lambda once per element (<c>Where</c>, <c>ForEach</c>…), null where the
    /// operation is not inside such a lambda.
    /// </summary>
    public static IInvocationOperation? PerElementCall(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ILocalFunctionOperation)
                return null;
            if (parent is not IAnonymousFunctionOperation)
                continue;
            var argument = parent.Parent is IDelegateCreationOperation creation ? creation.Parent : parent.Parent;
            return argument is IArgumentOperation { Parent: IInvocationOperation call } && RunsPerElement(call.TargetMethod) ? call : null;
        }

        return null;
    }

    private static bool IsRepeated(ILoopOperation loop, IOperation child) => loop switch
    {
        IForEachLoopOperation each => !ReferenceEquals(child, each.Collection),
        IForLoopOperation counted => !counted.Before.Contains(child),

        // do { … } while (false) is a block that can be left.
        IWhileLoopOperation { ConditionIsTop: false, Condition.ConstantValue: { HasValue: true, Value: false } } => false,
        _ => true,
    };

    private static bool RunsPerElement(IMethodSymbol method)
    {
        var type = method.ContainingType;
        return method.Name == "ForEach" || type is { Name: "Enumerable", ContainingNamespace: { Name: "Linq", ContainingNamespace.Name: "System" } }
            || (type is { Name: "List" or "Array" or "ImmutableList" } && type.ContainingNamespace?.ToDisplayString().StartsWith("System", StringComparison.Ordinal) == true)
            || (type is { Name: "Parallel" } && method.Name.StartsWith("For", StringComparison.Ordinal));
    }
}
