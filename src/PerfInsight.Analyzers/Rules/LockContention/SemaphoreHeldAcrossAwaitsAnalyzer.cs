using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>PI3011: a semaphore that guards some state is held while something else is awaited.</summary>
public sealed class SemaphoreHeldAcrossAwaitsAnalyzer() : LockAnalyzer(Descriptor)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.SemaphoreHeldAcrossAwaits,
        "Semaphore is held across an unrelated await",
        "This semaphore is held until '{1}' ends and {0}: await it {2}, and hold the semaphore only to read or store '{3}'",
        "All who come wait for the request as well, one after the other; only the state needs to be guarded.");

    private protected override void Analyze(HotMember member, HeldLock held)
    {
        if (RarePaths.IsOnce(member.Symbol) || held.Gate is null || held.Statement is not null || !IsSemaphore(held.Gate) || !Semaphores.LetsOneIn(held.Gate))
            return;
        var statements = held.Statements;
        var state = GuardedLookup.Of(held);
        if (state.Writes.Count == 0 || state.Writes.Any(write => GuardedLookup.IsCheckedBefore(write.State, held, member.Operations())))
            return;

        // Between the two the semaphore cannot be let go without showing what is half done.
        if (statements.Count > 1 && RequestIn(statements[0], state) is { } first)
            Report(member, held, first, "before it is taken", state.Writes[0].State.Name);
        else if (statements.Count > 1 && RequestIn(statements[statements.Count - 1], state) is { } last)
            Report(member, held, last, "after it is let go", state.Writes[0].State.Name);
    }

    // Awaited whatever the state is, and without using it.
    private static string? RequestIn(IOperation statement, GuardedLookup state)
    {
        if (statement is not (IExpressionStatementOperation or IVariableDeclarationGroupOperation or IReturnOperation)
            || state.Writes.Any(write => statement.Descendants().Contains(write.Write) && write.Write is not ISimpleAssignmentOperation { Target: ILocalReferenceOperation })
            || statement.Descendants().Any(operation => Collections.SymbolOf(operation) is IFieldSymbol { IsReadOnly: false } or IPropertySymbol { SetMethod: not null, ContainingType: not null } && operation is IFieldReferenceOperation or IPropertyReferenceOperation { Instance: IInstanceReferenceOperation }))
        {
            return null;
        }

        foreach (var operation in statement.Descendants())
        {
            if (operation is IAwaitOperation awaited && Tasks.Unwrapped(awaited.Operation) is IInvocationOperation call && TakesManyAtATime(call))
                return call.TargetMethod.Name;
        }

        return null;
    }

    // Of what else is awaited nobody knows whether the semaphore is there for it.
    private static bool TakesManyAtATime(IInvocationOperation call) => call.TargetMethod.ContainingType?.Name is "HttpClient" or "HttpMessageInvoker" or "HttpClientJsonExtensions" or "HttpContent" or "Dns"
        || call.TargetMethod is { ContainingType: { Name: "Task" }, Name: "Delay" }
        || call.TargetMethod is { ContainingType: { Name: "File", ContainingNamespace.Name: "IO" } } && call.Arguments is [{ Value: var path }, ..] && Collections.SymbolOf(path) is IParameterSymbol or ILocalSymbol;

    private static bool IsSemaphore(ISymbol gate) => gate switch
    {
        IFieldSymbol field => field.Type.Name == "SemaphoreSlim",
        IPropertySymbol property => property.Type.Name == "SemaphoreSlim",
        _ => false,
    };
}
