using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>One and the same asked of two objects in a row: <c>await _left.WriteAsync(data); await _right.WriteAsync(data);</c>.</summary>
internal static class TwinAwaits
{
    // What two objects of one type do without knowing of each other. Start, Stop, Dispose and Commit have an order.
    private static readonly string[] Apart = ["Write", "Flush", "Send", "Publish", "Notify", "Ping", "Refresh", "Upload", "Download", "Post", "Put", "Check", "Probe"];

    /// <summary>True where the statement before awaits the same method, with the same arguments, of another field of the same type.</summary>
    public static bool Follows(IAwaitOperation awaited, IInvocationOperation call)
    {
        if (!Apart.Any(start => call.TargetMethod.Name.StartsWith(start, StringComparison.Ordinal)) || FieldOf(call) is not { } field)
            return false;
        return awaited.Parent is IExpressionStatementOperation { Parent: IBlockOperation block } statement
            && block.Operations.IndexOf(statement) is > 0 and var index
            && block.Operations[index - 1] is IExpressionStatementOperation { Operation: IAwaitOperation before }
            && Tasks.Unwrapped(before.Operation) is IInvocationOperation earlier
            && SymbolEqualityComparer.Default.Equals(earlier.TargetMethod, call.TargetMethod)
            && FieldOf(earlier) is { } other
            && !SymbolEqualityComparer.Default.Equals(other, field)
            && SymbolEqualityComparer.Default.Equals(other.Type, field.Type)
            && earlier.Arguments.Length == call.Arguments.Length
            && earlier.Arguments.Zip(call.Arguments, static (one, two) => (one, two)).All(pair => IsSame(pair.one.Value, pair.two.Value));
    }

    /// <summary>What the same statement awaits before, for a value of its own: <c>return await GetA() + await GetB();</c>; null where a condition stands between.</summary>
    public static IInvocationOperation? InOneStatement(IAwaitOperation awaited, IInvocationOperation call)
    {
        IOperation statement = awaited;
        while (statement.Parent is { } parent and not (IBlockOperation or ISwitchCaseOperation))
        {
            if (parent is IAwaitOperation or IAnonymousFunctionOperation or IConditionalOperation or ICoalesceOperation or IConditionalAccessOperation or ISwitchExpressionOperation or ILoopOperation or ITryOperation or IUsingOperation or ILockOperation
                || parent is IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr })
            {
                return null;
            }

            statement = parent;
        }

        return statement is IReturnOperation or IExpressionStatementOperation or IVariableDeclarationGroupOperation
            && statement.Descendants().OfType<IAwaitOperation>().LastOrDefault(other => other.Syntax.Span.End <= awaited.Syntax.SpanStart) is { } before
            && Tasks.Unwrapped(before.Operation) is IInvocationOperation earlier && earlier.Syntax.ToString() != call.Syntax.ToString()
            && ReferenceEquals(Functions.Around(before), Functions.Around(awaited)) && IsPlain(before, statement)
                ? earlier
                : null;
    }

    // Awaited in any case, and not inside of another await.
    private static bool IsPlain(IOperation before, IOperation statement)
    {
        for (var parent = before.Parent; parent is not null && !ReferenceEquals(parent, statement); parent = parent.Parent)
        {
            if (parent is IAwaitOperation or IConditionalOperation or ICoalesceOperation or IConditionalAccessOperation or ISwitchExpressionOperation or IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr })
                return false;
        }

        return true;
    }

    private static IFieldSymbol? FieldOf(IInvocationOperation call) => Collections.WithoutConversions(call.Instance) is IFieldReferenceOperation { Field: var field } ? field : null;

    private static bool IsSame(IOperation one, IOperation two) => SameCode.Is(one.Syntax, two.Syntax)
        && two.DescendantsAndSelf().All(operation => operation is not (IInvocationOperation or IObjectCreationOperation or IAssignmentOperation or IIncrementOrDecrementOperation));
}
