using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>
/// What runs code again and again inside its member: loops, calls that run a lambda once per element, and both around the
/// call of a local function.
/// </summary>
internal static class RepeatedCode
{
    // Deeper nesting of functions than this is not followed: local functions may call each other in circles.
    private const int MaxFunctions = 6;

    // Take a lambda with a parameter and run it once, or later.
    private static readonly HashSet<string> RunOnce = new(StringComparer.Ordinal)
    {
        "GetOrAdd", "AddOrUpdate", "ContinueWith", "Setup", "Returns", "Verify", "When", "GetOrCreate", "GetOrCreateAsync", "Callback", "Configure", "Create",
    };

    private static readonly string[] PerElementNames =
        ["ForEach", "Select", "Where", "Find", "Any", "All", "First", "OrderBy", "ThenBy", "GroupBy", "RemoveAll", "Sort", "ConvertAll", "Map", "Each", "Filter", "Replace"];

    /// <summary>Loops and calls, innermost first.</summary>
    public static IEnumerable<IOperation> Around(IOperation operation)
    {
        var repeated = operation;
        for (var i = 0; i < MaxFunctions; i++)
        {
            foreach (var loop in Loops.Around(repeated))
            {
                if (!LoopFlow.LeavesAfter(loop, repeated))
                    yield return loop;
            }

            switch (Functions.Around(repeated))
            {
                case IAnonymousFunctionOperation lambda when RunnerOf(lambda) is { } runner:
                    yield return runner;
                    repeated = runner;
                    break;
                case ILocalFunctionOperation function when CallOf(function) is { } call:
                    repeated = call;
                    break;
                default:
                    yield break;
            }
        }
    }

    /// <summary>The call that runs a lambda once per element, null where none does.</summary>
    public static IInvocationOperation? RunnerOf(IAnonymousFunctionOperation lambda)
    {
        var argument = lambda.Parent is IDelegateCreationOperation creation ? creation.Parent : lambda.Parent;
        return argument is IArgumentOperation { Parent: IInvocationOperation call, Parameter.Type: INamedTypeSymbol { TypeKind: TypeKind.Delegate } type }
            && type.DelegateInvokeMethod is { Parameters.Length: > 0 } invoke && RunsPerElement(call.TargetMethod, invoke)
                ? call
                : null;
    }

    /// <summary>True where code runs in exceptional cases only, is not compiled into a release, or becomes data that a database runs.</summary>
    public static bool IsExceptional(IOperation operation)
    {
        for (var parent = operation; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case IThrowOperation or ICatchClauseOperation:
                case IAnonymousFunctionOperation lambda when RareCode.UsesExpressionTree(lambda):
                case IInvocationOperation { TargetMethod.ContainingType: { Name: "Debug", ContainingNamespace.Name: "Diagnostics" } }:
                case IInvocationOperation { TargetMethod: { Name: "Assert", ReturnsVoid: true } }:
                    return true;
                default:
                    break;
            }
        }

        return false;
    }

    /// <summary>True for code whose result is kept for later calls: <c>??=</c>, factories of <c>Lazy&lt;T&gt;</c> and caches.</summary>
    public static bool IsKept(IOperation operation)
    {
        for (IOperation? child = operation, parent = operation.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            switch (parent)
            {
                case ICoalesceAssignmentOperation:
                case IObjectCreationOperation { Type.Name: "Lazy" or "AsyncLazy" }:
                case IInvocationOperation { TargetMethod.Name: "GetOrAdd" or "AddOrUpdate" or "GetOrCreate" or "GetOrCreateAsync" or "EnsureInitialized" }:
                    return true;
                case ISimpleAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation } when ReferenceEquals(((ISimpleAssignmentOperation)parent).Value, child):
                    return IsGuarded(parent);
                default:
                    break;
            }
        }

        return false;
    }

    // if (_x == null) _x = …;
    private static bool IsGuarded(IOperation assignment)
    {
        for (var parent = assignment.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IConditionalOperation { Condition: IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } or IIsPatternOperation or IUnaryOperation })
                return true;
        }

        return false;
    }

    private static bool RunsPerElement(IMethodSymbol method, IMethodSymbol invoke)
    {
        if (RunOnce.Contains(method.Name) || method.ContainingNamespace is { Name: "Tasks" } && method.ContainingType.Name != "Parallel")
            return false;
        if (method.ContainingType is { Name: "Enumerable" or "ParallelEnumerable", ContainingNamespace.Name: "Linq" })
            return true;
        return invoke.ReturnType.SpecialType == SpecialType.System_Boolean
            || PerElementNames.Any(name => method.Name.StartsWith(name, StringComparison.Ordinal))
            || (method.ContainingType.Name == "Parallel" && method.Name.StartsWith("For", StringComparison.Ordinal));
    }

    private static IInvocationOperation? CallOf(ILocalFunctionOperation function)
    {
        IInvocationOperation? found = null;
        foreach (var operation in CodeOrder.CallsOf(function))
        {
            if (operation is IInvocationOperation call && !function.Syntax.Span.Contains(call.Syntax.Span))
            {
                found = found is null || Loops.Around(call).Any() ? call : found;
            }
        }

        return found;
    }
}
