using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>Tasks in code: which types, which calls, and what is known to be done.</summary>
internal static class Tasks
{
    /// <summary>True for Task, ValueTask and their generic forms.</summary>
    public static bool IsTask(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current is { Name: "Task" or "ValueTask", ContainingNamespace: { Name: "Tasks", ContainingNamespace.Name: "Threading" } })
                return true;
        }

        return false;
    }

    /// <summary>The task behind <c>ConfigureAwait</c>, conversions and parentheses.</summary>
    public static IOperation? Unwrapped(IOperation? operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation conversion:
                    operation = conversion.Operand;
                    break;
                case IParenthesizedOperation inner:
                    operation = inner.Operand;
                    break;
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "GetAwaiter" or "Preserve", Instance: { } task }:
                    operation = task;
                    break;
                case IInvocationOperation { TargetMethod: { IsExtensionMethod: true, Parameters.Length: 1, ReturnType.Name: "ConfiguredTaskAwaitable" or "ConfiguredValueTaskAwaitable" }, Arguments: [{ Value: var task }] }:
                    // A short name of the project's own for ConfigureAwait(false).
                    operation = task;
                    break;
                case IInvocationOperation { TargetMethod: { IsExtensionMethod: true, Name: "ConfigureAwait" or "WithCancellation" or "AsTask" }, Arguments: [{ Value: var task }, ..] }:
                    operation = task;
                    break;
                default:
                    return operation;
            }
        }
    }

    /// <summary>True for <c>Task.<paramref name="name"/></c> and the like.</summary>
    public static bool IsStatic(IInvocationOperation call, string name) =>
        call.TargetMethod is { IsStatic: true } method && method.Name == name && method.ContainingType?.Name is "Task" or "TaskEx" or "ValueTask";

    /// <summary>The operations that can tell whether a task has ended: few of a long member, which is asked for each of its tasks.</summary>
    public static IReadOnlyList<IOperation> SignsOfEnd(IEnumerable<IOperation> operations) => [.. operations.Where(operation => operation switch
    {
        IAwaitOperation or IForEachLoopOperation => true,
        IInvocationOperation { TargetMethod.Name: var name } => name is "WaitAll" or "WhenAll" or "Wait" or "WaitAny" || TaskGuards.IsQuestion(name),
        IPropertyReferenceOperation { Property.Name: var name } => name == "Result" || TaskGuards.IsQuestion(name),
        IVariableDeclaratorOperation declared => Unwrapped(declared.GetVariableInitializer()?.Value) is IAwaitOperation,
        ISimpleAssignmentOperation assigned => Unwrapped(assigned.Value) is IAwaitOperation,
        _ => false,
    })];

    /// <summary>True where a task has ended when the code reads it: it was awaited, waited for or asked before.</summary>
    /// <param name="task">The task.</param>
    /// <param name="operations">See <see cref="SignsOfEnd"/>.</param>
    public static bool IsDone(IOperation task, IReadOnlyList<IOperation> operations)
    {
        var start = task.Syntax.SpanStart;
        switch (task)
        {
            case IAwaitOperation:
                return true;
            case IConditionalOperation { WhenFalse: { } otherwise } choice:
                return IsDone(Unwrapped(choice.WhenTrue)!, operations) && IsDone(Unwrapped(otherwise)!, operations);
            case IInvocationOperation call:
                return IsStatic(call, "FromResult") || IsStatic(call, "FromException") || RunsToItsEnd(call);
            case IPropertyReferenceOperation { Property: { Name: "CompletedTask", IsStatic: true } }:
                return true;
            case IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } } element
                when IsOfContinuation(task) || IsAfterAll(operations, start):
                return true;
            case IArrayElementReferenceOperation or IPropertyReferenceOperation { Arguments.IsEmpty: false }:
                return IsAfterAll(operations, start);
        }

        if (TaskGuards.Ask(task, operations) || IsOfContinuation(task))
            return true;
        if (Collections.SymbolOf(task) is not { } symbol)
            return false;
        foreach (var operation in operations)
        {
            if (operation.Syntax.SpanStart >= start)
                break;
            switch (operation)
            {
                case IAwaitOperation waited when Mentions(waited, symbol) && !ReferenceEquals(waited, task):
                case IInvocationOperation { TargetMethod.Name: "WaitAll" or "WhenAll" or "Wait" or "WaitAny" } call when Mentions(call, symbol) && IsBefore(call, start):
                case IPropertyReferenceOperation { Property.Name: "IsCompleted" or "IsCompletedSuccessfully" or "Status" or "IsFaulted" or "Result", Instance: { } asked }
                    when !ReferenceEquals(asked, task) && SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(asked), symbol):
                    return true;
                case IForEachLoopOperation loop when symbol is ILocalSymbol && loop.Locals.Contains(symbol, SymbolEqualityComparer.Default) && IsAfterAll(operations, loop.Syntax.SpanStart):
                    return true;
                case IVariableDeclaratorOperation declared when SymbolEqualityComparer.Default.Equals(declared.Symbol, symbol) && Unwrapped(declared.GetVariableInitializer()?.Value) is IAwaitOperation:
                case ISimpleAssignmentOperation assigned when SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(assigned.Target), symbol) && Unwrapped(assigned.Value) is IAwaitOperation:
                    return true;
            }
        }

        return false;
    }

    /// <summary>True where code has waited for all of some tasks before a position.</summary>
    public static bool IsAfterAll(IReadOnlyList<IOperation> operations, int position) => operations.Any(operation =>
        operation is IInvocationOperation { TargetMethod.Name: "WhenAll" or "WaitAll" } && operation.Syntax.Span.End <= position);

    /// <summary>True where code reads a symbol.</summary>
    public static bool Mentions(IOperation code, ISymbol symbol) =>
        code.DescendantsAndSelf().Any(operation => SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(operation), symbol));

    private static bool IsBefore(IOperation operation, int position) => operation.Syntax.Span.End <= position;

    // Write(async: false, …): one body for both ways, which ends before it returns.
    private static bool RunsToItsEnd(IInvocationOperation call) => call.Arguments.Any(argument =>
        argument is { Parameter: { Type.SpecialType: SpecialType.System_Boolean, Name: var name }, Value.ConstantValue: { HasValue: true, Value: false } }
        && name.IndexOf("async", StringComparison.OrdinalIgnoreCase) >= 0);

    // ContinueWhenAll(tasks, all => all.Select(one => one.Result)): whatever leads back to what the continuation is given.
    private static bool IsOfContinuation(IOperation task)
    {
        for (var parent = task.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is not IAnonymousFunctionOperation { Symbol.Parameters: [var first, ..] })
                continue;
            if (IsContinuation(first, task))
                return task.DescendantsAndSelf().Any(operation => operation is IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } });
        }

        return false;
    }

    // task.ContinueWith(t => t.Result)
    private static bool IsContinuation(IParameterSymbol parameter, IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation function && SymbolEqualityComparer.Default.Equals(function.Symbol, parameter.ContainingSymbol))
            {
                var argument = parent.Parent is IDelegateCreationOperation creation ? creation.Parent : parent.Parent;
                return argument is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "ContinueWith" or "ContinueWhenAll" or "ContinueWhenAny" or "Then" } };
            }
        }

        return false;
    }
}
