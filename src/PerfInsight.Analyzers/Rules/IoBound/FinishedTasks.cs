using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>Members that promise a task, and do all their work before they return one that has ended.</summary>
internal static class FinishedTasks
{
    /// <summary>True where a member that is not async returns <c>Task.FromResult(…)</c>, <c>Task.CompletedTask</c> or the like at each end.</summary>
    public static bool AreAllReturned(HotMember member)
    {
        if (member.Symbol is { IsAsync: true } or { ReturnsVoid: true } || !Tasks.IsTask(member.Symbol.ReturnType))
            return false;
        var returns = member.Operations().OfType<IReturnOperation>()
            .Where(returned => returned.ReturnedValue is not null && Functions.Around(returned) is not (IAnonymousFunctionOperation or ILocalFunctionOperation)).ToList();
        if (returns.Count == 0)
            return OfExpression(member) is { } only && IsFinished(only);
        return returns.All(returned => IsFinished(Collections.WithoutConversions(returned.ReturnedValue)));
    }

    // Task<string> Load() => Task.FromResult(…): the compiler makes the return.
    private static IOperation? OfExpression(HotMember member)
    {
        foreach (var operation in member.Operations())
        {
            var parent = operation.Parent;
            while (parent is IConversionOperation { IsImplicit: true })
                parent = parent.Parent;
            if (parent is IReturnOperation { IsImplicit: true } && Functions.Around(operation) is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
                return operation;
        }

        return null;
    }

    private static bool IsFinished(IOperation? value) => value switch
    {
        IInvocationOperation call => Tasks.IsStatic(call, "FromResult") || Tasks.IsStatic(call, "FromException"),
        IPropertyReferenceOperation { Property: { Name: "CompletedTask", IsStatic: true } } => true,
        IDefaultValueOperation => true,
        IObjectCreationOperation { Type.Name: "ValueTask", Arguments: [{ Value.Type: { } given }] } => !Tasks.IsTask(given) && given.Name != "IValueTaskSource",

        // The type of what is returned is not known yet.
        IInvalidOperation { Syntax: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "FromResult" or "FromException", Expression: IdentifierNameSyntax { Identifier.ValueText: "Task" or "ValueTask" } } } } => true,
        _ => false,
    };
}
