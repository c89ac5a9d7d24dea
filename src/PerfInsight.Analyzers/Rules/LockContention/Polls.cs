using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>Loops that sleep until something of the same process has changed.</summary>
internal static class Polls
{
    // What says when a loop that does its work at intervals shall end.
    private static readonly string[] StopWords = ["cancel", "stop", "running", "dispos", "shutdown", "shuttingdown", "abort", "exit", "quit", "closing", "terminate", "alive", "enabled"];

    // What is outside of the process: nobody can tell of a change there.
    private static readonly string[] OutsideWords = ["file", "exist", "connect", "available", "reachable", "online", "remote", "server", "port", "host"];

    // Says so of one thing that the process itself does.
    private static readonly string[] Questions = ["Is", "Has", "Can", "Are", "Try", "Any", "All"];

    private static readonly HashSet<string> Takes = new(StringComparer.Ordinal) { "TryDequeue", "TryTake", "TryPop", "TryPeek", "TryRead" };

    /// <summary>What a call that only lets time pass is called; null for all other calls.</summary>
    public static string? SleepOf(IInvocationOperation call) => call.TargetMethod switch
    {
        { Name: "Sleep", ContainingType: { Name: "Thread", ContainingNamespace.Name: "Threading" } } => "Thread.Sleep",
        { Name: "Delay", IsStatic: true, ContainingType: { Name: "Task" or "TaskEx" } } => "Task.Delay",
        { Name: "SpinOnce", ContainingType.Name: "SpinWait" } => "SpinWait.SpinOnce",
        { Name: "SpinUntil", ContainingType.Name: "SpinWait" } => "SpinWait.SpinUntil",
        { Name: "Wait", ContainingType: { Name: "Monitor", ContainingNamespace.Name: "Threading" }, Parameters.Length: > 1 } => "Monitor.Wait",
        _ => null,
    };

    /// <summary>What the loop around a sleep looks at again; null where it does not poll.</summary>
    public static string? Of(IInvocationOperation sleep, HotMember member)
    {
        if (sleep.TargetMethod.Name == "SpinUntil")
            return sleep.Arguments.FirstOrDefault()?.Value is { } condition ? AskedIn(condition.Descendants()) : null;
        if (Loops.Around(sleep).FirstOrDefault() is not { } loop || loop is IForEachLoopOperation)
            return null;

        if (OfSlice(loop, sleep) is { } flag)
            return flag;

        // What fails beside the queue is no reason to sleep where the queue is empty.
        return HasOtherReason(loop, sleep, member) ? OfQueue(loop, sleep) : OfCondition(loop, sleep) ?? OfExit(loop, sleep) ?? OfQueue(loop, sleep);
    }

    // Tries again after a failure, competes for a word of memory, or is woken by a pulse as well.
    private static bool HasOtherReason(ILoopOperation loop, IInvocationOperation sleep, HotMember member) =>
        loop.Descendants().Any(operation => operation is ICatchClauseOperation
            || operation is IInvocationOperation { TargetMethod: { ContainingType.Name: "Interlocked" } }
            || operation is IInvocationOperation { TargetMethod.Name: "CompareExchange" })
        || (sleep.TargetMethod.Name == "Wait" && member.Symbol.ContainingType.DeclaringSyntaxReferences.Any(type =>
            type.GetSyntax(member.CancellationToken).DescendantNodes().OfType<MemberAccessExpressionSyntax>().Any(access => access.Name.Identifier.ValueText is "Pulse" or "PulseAll")));

    // while (!_ready) Thread.Sleep(10);
    private static string? OfCondition(ILoopOperation loop, IInvocationOperation sleep)
    {
        var condition = loop switch
        {
            IWhileLoopOperation { Condition: { } asked } => asked,
            IForLoopOperation { Condition: { } asked } => asked,
            _ => null,
        };
        return condition is not null && OnlyWaits(loop, sleep) ? AskedIn(condition.DescendantsAndSelf()) : null;
    }

    // while (true) { if (_ready) return; Thread.Sleep(10); }
    private static string? OfExit(ILoopOperation loop, IInvocationOperation sleep)
    {
        if (!OnlyWaits(loop, sleep))
            return null;
        foreach (var statement in StatementsOf(loop))
        {
            if (statement is IConditionalOperation { Condition: var condition, WhenTrue: var then, WhenFalse: null } && Ends(then) && AskedIn(condition.DescendantsAndSelf()) is { } asked)
                return asked;
        }

        return null;
    }

    // for (var i = 0; i < 10 && !_stopped; i++) Thread.Sleep(100): one pause in slices, to see a flag in between.
    private static string? OfSlice(ILoopOperation loop, IInvocationOperation sleep) => loop is IForLoopOperation { Locals.Length: 1, Condition: IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } condition }
        && StatementsOf(loop).All(statement => statement is IExpressionStatementOperation { Operation: var only } && ReferenceEquals(only, sleep))
            ? condition.Descendants().OfType<IFieldReferenceOperation>().FirstOrDefault(read => read.Field is { IsReadOnly: false, Type.SpecialType: SpecialType.System_Boolean })?.Field.Name
            : null;

    // if (queue.TryDequeue(out var x)) Handle(x); else Thread.Sleep(10);
    private static string? OfQueue(ILoopOperation loop, IInvocationOperation sleep)
    {
        IOperation child = sleep;
        for (var parent = sleep.Parent; parent is not null && !ReferenceEquals(parent, loop); child = parent, parent = parent.Parent)
        {
            if (parent is not IConditionalOperation choice || ReferenceEquals(choice.Condition, child))
                continue;
            if (choice.Condition.DescendantsAndSelf().Select(QueueOf).FirstOrDefault(queue => queue is not null) is { } asked)
                return asked;
        }

        return null;
    }

    private static string? QueueOf(IOperation operation) => operation switch
    {
        IInvocationOperation { Instance: { } queue } call when Takes.Contains(call.TargetMethod.Name) && IsHere(queue) => NameOf(queue) + "." + call.TargetMethod.Name,
        IPropertyReferenceOperation { Property.Name: "Count" or "IsEmpty", Instance: { } queue } asked when IsQueue(queue.Type) && IsHere(queue) => NameOf(queue) + "." + asked.Property.Name,
        IInvocationOperation { TargetMethod: { Name: "Any" or "Count", ContainingType: { Name: "Enumerable", ContainingNamespace.Name: "Linq" } }, Arguments: [{ Value: var source }, ..] } call
            when Collections.WithoutConversions(source) is IFieldReferenceOperation { Type: var type } queue && (IsQueue(type) || type?.Name is "HashSet" or "Dictionary" or "ConcurrentDictionary") => NameOf(queue) + "." + call.TargetMethod.Name,
        _ => null,
    };

    private static bool IsQueue(ITypeSymbol? type) => type?.Name is "Queue" or "ConcurrentQueue" or "Stack" or "ConcurrentStack" or "ConcurrentBag" or "BlockingCollection" or "List" or "LinkedList" or "PriorityQueue";

    // Beside the sleep nothing is done but to count, to measure the time, to look again and to give up.
    private static bool OnlyWaits(ILoopOperation loop, IInvocationOperation sleep) => StatementsOf(loop).All(statement => statement switch
    {
        IExpressionStatementOperation { Operation: IIncrementOrDecrementOperation or ICompoundAssignmentOperation } => true,
        IExpressionStatementOperation expression when expression.Descendants().Contains(sleep) => true,
        IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: ILocalReferenceOperation } assigned } => !HasAwait(assigned),
        IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod: { } method } } =>
            method.Name is "ThrowIfCancellationRequested" or "Refresh" or "Yield" or "DoEvents" || method.Name.StartsWith("Log", StringComparison.Ordinal) || method.ContainingType?.Name is "Console" or "Debug" or "Trace",
        IVariableDeclarationGroupOperation declared => !HasAwait(declared),
        IConditionalOperation { WhenFalse: null } choice => !HasAwait(choice.Condition) && (Ends(choice.WhenTrue) || choice.WhenTrue.Descendants().Contains(sleep) && choice.WhenTrue is not IBlockOperation { Operations.Length: > 1 }),
        ILockOperation locked => locked.Body.DescendantsAndSelf().All(inner => inner is not IInvocationOperation { TargetMethod.ReturnsVoid: true } call || SleepOf(call) is not null),
        IEmptyOperation or IThrowOperation or IBranchOperation or IReturnOperation => true,
        _ => false,
    });

    private static bool HasAwait(IOperation operation) => operation.DescendantsAndSelf().Any(inner => inner is IAwaitOperation);

    private static IEnumerable<IOperation> StatementsOf(ILoopOperation loop) => loop.Body is IBlockOperation block ? block.Operations.AsEnumerable() : [loop.Body];

    private static bool Ends(IOperation statement) => (statement is IBlockOperation { Operations: [.., var last] } ? last : statement) is IReturnOperation or IThrowOperation or IBranchOperation { BranchKind: BranchKind.Break }
        || statement is IExpressionStatementOperation { Operation: IThrowOperation };

    // State of the process; a clock, a counter or a flag that says to stop is none.
    private static string? AskedIn(IEnumerable<IOperation> condition)
    {
        string? found = null;
        foreach (var operation in condition)
        {
            // A file that another process makes: there is nobody to tell of it.
            if (operation is IAwaitOperation or IInvocationOperation { TargetMethod: { Name: "Exists", ContainingType: { Name: "File" or "Directory", ContainingNamespace.Name: "IO" } } })
                return null;
            found ??= AskedOf(operation);
        }

        return found;
    }

    private static string? AskedOf(IOperation operation)
    {
        if (QueueOf(operation) is { } queue)
            return queue;
        switch (operation)
        {
            case IFieldReferenceOperation { Field: { IsReadOnly: false, IsConst: false } field } when field.Type.TypeKind != TypeKind.Enum || !FrameworkCalls.IsFramework(field.ContainingType):
                return IsStopWord(field.Name) || IsTime(field.Type) ? null : field.Name;
            case IPropertyReferenceOperation { Property: { Name: "IsCompleted" or "IsCompletedSuccessfully" or "HasExited" or "IsAlive" } property, Instance: { } owner }:
                return NameOf(owner) + "." + property.Name;
            case IPropertyReferenceOperation { Property: { } property, Arguments.IsEmpty: true } when !FrameworkCalls.IsFramework(property.ContainingType):
                return IsStopWord(property.Name) || IsTime(property.Type) ? null : property.Name;
            case IInvocationOperation { TargetMethod: { ReturnType.SpecialType: SpecialType.System_Boolean } method } when !FrameworkCalls.IsFramework(method.ContainingType) && method.MethodKind != MethodKind.DelegateInvoke:
                return Questions.Any(start => method.Name.StartsWith(start, StringComparison.Ordinal)) && !IsStopWord(method.Name) ? method.Name : null;
            default:
                return null;
        }
    }

    private static bool IsHere(IOperation queue) => queue is IFieldReferenceOperation or IPropertyReferenceOperation or IParameterReferenceOperation or ILocalReferenceOperation;

    private static bool IsTime(ITypeSymbol type) => type.Name is "DateTime" or "DateTimeOffset" or "TimeSpan" or "Stopwatch";

    private static bool IsStopWord(string name) => StopWords.Concat(OutsideWords).Any(word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);

    private static string NameOf(IOperation operation) => Collections.SymbolOf(operation)?.Name ?? (operation as IMemberReferenceOperation)?.Member.Name ?? operation.Type?.Name ?? "it";
}
