using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>PI4002: operations that do not need each other are awaited one after the other.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SequentialAwaitsAnalyzer() : IoAnalyzer(Descriptor)
{
    private static readonly string[] Ordered =
    [
        "Read", "Write", "Flush", "Dispose", "Close", "Seek", "Commit", "Rollback", "Begin", "Delay", "Yield", "Wait", "When", "Throttle", "MoveNext", "Stop", "Start", "Invoke",
        "Next", "Switch", "Copy", "Append", "Save", "Migrate", "Retry", "Enter", "Lock", "Acquire", "Handle", "Visit", "FromResult", "Add", "Run", "Peek", "Skip", "Advance",
    ];

    private static readonly string[] Getters = ["Get", "Fetch", "Load", "Find", "Query", "Download", "Search", "Count", "Exists", "List", "Request", "Resolve", "Lookup", "Is", "Has"];

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.SequentialAwaits,
        "Independent operations are awaited one after the other",
        "'{1}' {2} and {0}: {3}",
        "Operations that do not need each other's result take the time of the longest when they run at the same time, and the sum of all when each waits for the one before.");

    private static readonly Proof Waits = Proof.Callee(SampleKind.Blocked, "System.Runtime.CompilerServices.AsyncTaskMethodBuilder*", "System.Runtime.CompilerServices.TaskAwaiter*");

    private protected override void AnalyzeWaits(HotMember member)
    {
        foreach (var operation in member.Operations())
        {
            if (operation is not IAwaitOperation awaited || Tasks.Unwrapped(awaited.Operation) is not IInvocationOperation call || IsOrdered(call.TargetMethod))
                continue;
            if (Loops.Around(awaited).FirstOrDefault() is { } loop)
            {
                if (IsIndependent(loop, call))
                    Report(member, awaited, Waits, call.TargetMethod.Name, "is awaited for one item after the other", "start all and await Task.WhenAll, or bound them with Parallel.ForEachAsync");
            }
            else if (Follows(awaited, call))
            {
                Report(member, awaited, Waits, call.TargetMethod.Name, "starts only when the independent await before it has ended", "start both and await Task.WhenAll");
            }
        }
    }

    private static bool IsOrdered(IMethodSymbol method) => method.ContainingType?.Name is "Task" or "Parallel"
        || Ordered.Any(start => method.Name.StartsWith(start, StringComparison.Ordinal) && !IsLowerAfter(method.Name, start.Length));

    private static bool IsLowerAfter(string name, int index) => index < name.Length && char.IsLower(name[index]);

    private static bool IsIndependent(ILoopOperation loop, IInvocationOperation call)
    {
        if (loop is not (IForEachLoopOperation { IsAsynchronous: false } or IForLoopOperation))
            return false;
        var inside = loop.Body.DescendantsAndSelf().ToList();
        if (!inside.Any(operation => ReferenceEquals(operation, call)) || OneAtATime.UsesOneFrom(call, loop))
            return false;

        // What differs from item to item: without it the same is asked again, as a retry or a poll does.
        if (!call.DescendantsAndSelf().Any(operation => operation is ILocalReferenceOperation local && Collections.IsDeclaredIn(local.Local, loop)))
            return false;
        foreach (var operation in inside)
        {
            switch (operation)
            {
                case IBranchOperation { BranchKind: BranchKind.Break } branch when IsOf(branch, loop):
                case IReturnOperation:
                    if (!IsInFunction(operation, loop))
                        return false;
                    break;
                case IInvocationOperation { TargetMethod.Name: "Delay" or "Sleep" or "WaitAsync" }:
                    return false;
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation or IParameterReferenceOperation } assignment when Collections.SymbolOf(assignment.Target) is { } state && !Collections.IsDeclaredIn(state, loop):
                    if (inside.Any(other => !ReferenceEquals(other, assignment.Target) && SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(other), state)))
                        return false;
                    break;
            }
        }

        return true;
    }

    private static bool IsOf(IBranchOperation branch, ILoopOperation loop)
    {
        for (var parent = branch.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ISwitchOperation)
                return false;
            if (parent is ILoopOperation nearest)
                return ReferenceEquals(nearest, loop);
        }

        return false;
    }

    private static bool IsInFunction(IOperation operation, ILoopOperation loop)
    {
        var around = Functions.Around(operation);
        return around is IAnonymousFunctionOperation or ILocalFunctionOperation && loop.Syntax.Span.Contains(around.Syntax.Span);
    }

    // var a = await GetA(); var b = await GetB();
    private static bool Follows(IAwaitOperation awaited, IInvocationOperation call)
    {
        if (!IsGetter(call) || StatementOf(awaited) is not { Parent: IBlockOperation block } statement)
            return false;
        var index = block.Operations.IndexOf(statement);
        if (index <= 0 || Results(block.Operations[index - 1]) is not { } before)
            return false;
        return IsGetter(before.Call) && !OneAtATime.UsesOneFrom(call, null) && !OneAtATime.UsesOneFrom(before.Call, null) && !Tasks.Mentions(statement, before.Result);
    }

    private static bool IsGetter(IInvocationOperation call) => !IsOrdered(call.TargetMethod)
        && Getters.Any(start => call.TargetMethod.Name.StartsWith(start, StringComparison.Ordinal) && !IsLowerAfter(call.TargetMethod.Name, start.Length));

    private static IOperation? StatementOf(IAwaitOperation awaited)
    {
        IOperation? operation = awaited;
        while (operation is IAwaitOperation or IConversionOperation or IVariableInitializerOperation or IVariableDeclaratorOperation or IVariableDeclarationOperation)
            operation = operation.Parent;
        return operation as IVariableDeclarationGroupOperation;
    }

    private static (ISymbol Result, IInvocationOperation Call)? Results(IOperation statement) =>
        statement is IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [var declared] }] }
        && Collections.WithoutConversions(declared.GetVariableInitializer()?.Value) is IAwaitOperation awaited && Tasks.Unwrapped(awaited.Operation) is IInvocationOperation call
            ? (declared.Symbol, call)
            : null;
}
