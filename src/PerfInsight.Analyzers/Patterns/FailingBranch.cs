using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>Branches for what has failed, although nothing is thrown: they say so in a log, or ask a task.</summary>
internal static class FailingBranch
{
    /// <summary>True for a branch that logs an error as one of its own statements.</summary>
    public static bool Is(IOperation branch)
    {
        if (branch is not IBlockOperation block)
            return IsReport(branch);
        foreach (var statement in block.Operations)
        {
            if (IsReport(statement))
                return true;
        }

        return false;
    }

    /// <summary>True for <c>task.IsFaulted</c>, also with <c>|| task.IsCanceled</c>.</summary>
    public static bool IsTestFor(IOperation condition) => condition switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either => IsTestFor(either.LeftOperand) && IsTestFor(either.RightOperand),
        IPropertyReferenceOperation { Property: { Name: "IsFaulted" or "IsCanceled", ContainingType: { Name: "Task" or "ValueTask", ContainingNamespace.Name: "Tasks" } } } => true,
        _ => false,
    };

    private static bool IsReport(IOperation statement) => statement is IExpressionStatementOperation
    {
        Operation: IInvocationOperation { TargetMethod: { ReturnsVoid: true, Name: "LogError" or "LogCritical" or "LogFatal" or "Error" or "Fatal" or "ErrorFormat" or "FatalFormat" } },
    };
}
