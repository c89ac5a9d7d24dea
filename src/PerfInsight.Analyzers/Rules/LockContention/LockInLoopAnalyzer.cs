using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>PI3008: a lock is taken for each item, where one time for all would do.</summary>
public sealed class LockInLoopAnalyzer() : LockAnalyzer(Descriptor)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.LockInLoop,
        "Lock is taken in a loop",
        "This lock is taken once per item and {0}: {1}",
        "Each time a lock is taken somebody else may have it. A loop that does little beside can take it once, or collect first and hand over all at once.");

    private protected override void Analyze(HotMember member, HeldLock held)
    {
        if (LockInParallelBody.Is(held))
        {
            Report(member, held, "let each thread collect for itself (localInit, localFinally), and add that once");
            return;
        }

        if (RarePaths.IsOnce(member.Symbol) || held.Statements.Count == 0 || held.Gate is not (IFieldSymbol or IPropertySymbol or INamedTypeSymbol))
            return;
        var first = held.Statements[0];
        if (Loops.Around(first).FirstOrDefault() is not (IForEachLoopOperation { IsAsynchronous: false } or IForLoopOperation { Condition: not null }) || Loops.Around(first).First() is not { } loop
            || held.Wait.SpanStart < loop.Syntax.SpanStart || IsWaited(loop))
        {
            return;
        }

        var others = StatementsOf(loop).Where(statement => !statement.Syntax.Span.Contains(held.Wait.SpanStart) && !statement.Syntax.Span.Contains(first.Syntax.SpanStart)).ToList();

        // What is done beside the lock is what the lock is let go for.
        if (others.All(IsLittle) && held.Statements.SelectMany(HeldLock.Now).All(IsQuick))
            Report(member, held, others.Count == 0 ? "take it around the loop" : "collect before the lock, and take it once for all items");
    }

    private static IEnumerable<IOperation> StatementsOf(ILoopOperation loop) => loop.Body is IBlockOperation block ? block.Operations.AsEnumerable() : [loop.Body];

    private static bool IsLittle(IOperation statement) => statement is IVariableDeclarationGroupOperation or IExpressionStatementOperation { Operation: IAssignmentOperation or IIncrementOrDecrementOperation } or IEmptyOperation
        or IConditionalOperation { WhenFalse: null, WhenTrue: IBranchOperation or IBlockOperation { Operations: [IBranchOperation] } }
        && statement.Descendants().All(operation => operation is not IAwaitOperation
            && (operation is not IInvocationOperation call || FrameworkCalls.IsFramework(call.TargetMethod.ContainingType) && BlockingCalls.Of(call) is null && call.TargetMethod.MethodKind != MethodKind.DelegateInvoke && call.TargetMethod.ContainingType.Name != "Enumerable")
            && (operation is not IObjectCreationOperation made || FrameworkCalls.IsFramework(made.Type!)));

    // Unknown work for all items is too long to keep the others out.
    private static bool IsQuick(IOperation operation) => operation is not IInvocationOperation call
        || FrameworkCalls.IsFramework(call.TargetMethod.ContainingType) && call.TargetMethod.ContainingType.Name != "Enumerable";

    // Others shall come in between, or the loop ends when somebody has come.
    private static bool IsWaited(ILoopOperation loop) => loop.Descendants().Any(operation =>
        operation is IAwaitOperation or IInvocationOperation { TargetMethod: { Name: "Wait" or "Pulse" or "PulseAll" or "Sleep" or "Yield" or "WaitOne" or "SpinOnce" } }
        || operation is IInvocationOperation call && (BlockingCalls.Of(call) is not null || call.TargetMethod.MethodKind == MethodKind.DelegateInvoke)
        || operation is ICatchClauseOperation or IReturnOperation
        || operation is IBranchOperation { BranchKind: BranchKind.Break });
}
