using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>PI4002: operations that do not need each other are awaited one after the other.</summary>
public sealed class SequentialAwaitsAnalyzer() : IoAnalyzer(Descriptor)
{
    private static readonly string[] Ordered =
    [
        "Read", "Write", "Flush", "Dispose", "Close", "Seek", "Commit", "Rollback", "Begin", "Delay", "Yield", "Wait", "When", "Throttle", "MoveNext", "Stop", "Start", "Invoke",
        "Next", "Switch", "Copy", "Append", "Save", "Migrate", "Retry", "Enter", "Lock", "Acquire", "Handle", "Visit", "FromResult", "Add", "Run", "Peek", "Skip", "Advance",
        "Apply", "Insert", "Update", "Upsert", "Delete", "Remove", "Clear", "Rename", "Move", "Replay", "Reset", "Initialize", "Init", "Configure", "Setup", "Seed", "Push", "Pop", "Enqueue", "Dequeue",
        "Receive", "Consume", "Log", "Print", "Emit", "Report", "Drain", "Complete", "Ack", "Confirm", "Reply", "Respond", "Show", "Ask", "Prompt", "Assert", "Authorize", "Authenticate",
        "Intercept", "On", "Before", "After", "Register", "Rewind", "Merge", "Swap", "Set", "Execute", "Cancel",
    ];

    // What is done to each of several that know nothing of each other.
    private static readonly string[] Apart = ["Notify", "Send", "Ping", "Warm", "Refresh", "Connect", "Publish", "Process", "Sync", "Upload", "Check", "Restore", "Poll", "Post", "Put", "Probe", "Create", "Build", "Walk", "Dispatch", "Subscribe", "Unsubscribe", "Broadcast"];

    // What a loop variable is called that counts tries, or groups of items.
    private static readonly string[] Rounds = ["attempt", "retry", "retries", "tries", "try", "batch", "chunk", "round"];

    private static readonly string[] Getters = ["Get", "Fetch", "Load", "Find", "Query", "Download", "Search", "Count", "Exists", "List", "Request", "Resolve", "Lookup", "Is", "Has", "Calculate", "Compute"];

    // Statements between two awaits in a row.
    private const int MaxDistance = 3;

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.SequentialAwaits,
        "Independent operations are awaited one after the other",
        "'{1}' {2} and {0}: {3}",
        "Operations that do not need each other's result take the time of the longest when they run at the same time, and the sum of all when each waits for the one before.");

    private static readonly Proof Waits = Proof.Callee(SampleKind.Blocked, "System.Runtime.CompilerServices.AsyncTaskMethodBuilder*", "System.Runtime.CompilerServices.TaskAwaiter*");

    private protected override void AnalyzeWaits(HotMember member)
    {
        var reported = new HashSet<IOperation>();
        foreach (var awaited in member.Operations<IAwaitOperation>())
        {
            if (Tasks.Unwrapped(awaited.Operation) is not IInvocationOperation call)
                continue;
            if (TwinAwaits.Follows(awaited, call))
            {
                Report(member, awaited, Waits, call.TargetMethod.Name, "starts only when the same of another object has ended", "start both and await Task.WhenAll");
                continue;
            }

            var around = Loops.Around(awaited).FirstOrDefault();
            if (around is null && SeveralAlike.InRow(awaited, call))
            {
                Report(member, awaited, Waits, call.TargetMethod.Name, "starts only when the one before it has ended", "start both and await Task.WhenAll, where the second does not need the first");
                continue;
            }

            if (IsOrdered(call.TargetMethod))
            {
                if (around is not null && SeveralAlike.InLoop(around, call) && IsIndependent(around, call, isAlike: true))
                    Report(member, awaited, Waits, call.TargetMethod.Name, "is awaited for one item after the other", "where their order does not matter, start all and await Task.WhenAll, or hand all over in one call");
                continue;
            }

            if (around is { } loop)
            {
                if (IsIndependent(loop, call, isAlike: false))
                    Report(member, awaited, Waits, call.TargetMethod.Name, "is awaited for one item after the other", "start all and await Task.WhenAll, or bound them with Parallel.ForEachAsync");
            }
            else if (Before(awaited, call) is { } first)
            {
                // What changes is the first of the two: it is started, and awaited when the second has been started as well.
                if (Tasks.Unwrapped(first.Operation) is IInvocationOperation begun && reported.Add(first))
                    Report(member, first, Waits, begun.TargetMethod.Name, "is awaited before the independent '" + call.TargetMethod.Name + "' starts", "start both and await Task.WhenAll");
            }
            else if (IsGetter(call) && TwinAwaits.InOneStatement(awaited, call) is { } left && IsGetter(left) && !OneAtATime.UsesOneFrom(left, null) && !OneAtATime.UsesOneFrom(call, null))
            {
                Report(member, awaited, Waits, call.TargetMethod.Name, "starts only when the independent await before it has ended", "start both and await Task.WhenAll");
            }
        }
    }

    private static bool IsOrdered(IMethodSymbol method) => method.ContainingType?.Name is "Task" or "Parallel"
        || method.Name.IndexOf("Next", StringComparison.Ordinal) >= 0
        || (!IsFileRead(method) && Ordered.Any(start => IsVerb(method.Name, start)));

    // Each opens a file of its own.
    private static bool IsFileRead(IMethodSymbol method) => method is { ContainingType: { Name: "File", ContainingNamespace.Name: "IO" } } && method.Name.StartsWith("ReadAll", StringComparison.Ordinal);

    // Private methods may be written small: loadChildAsync.
    private static bool IsVerb(string name, string start) => name.Length >= start.Length && char.ToUpperInvariant(name[0]) == start[0]
        && string.CompareOrdinal(name, 1, start, 1, start.Length - 1) == 0 && !IsLowerAfter(name, start.Length);

    private static bool IsLowerAfter(string name, int index) => index < name.Length && char.IsLower(name[index]);

    private static bool IsIndependent(ILoopOperation loop, IInvocationOperation call, bool isAlike)
    {
        if (loop is not (IForEachLoopOperation { IsAsynchronous: false } or IForLoopOperation))
            return false;
        var inside = loop.Body.DescendantsAndSelf().ToList();
        if (!inside.Any(operation => ReferenceEquals(operation, call)) || OneAtATime.UsesOneFrom(call, loop))
            return false;

        // The code bounds what runs at the same time, tries again, or hands on what the item before left.
        if (IsAttemptOrBatch(loop) || TakesWhatIsFilled(call, loop) || (!isAlike && IsStep(call, loop)))
            return false;

        // Of other things than to ask, or to tell several the same, only a loop that does nothing else shows that they stand alone.
        if (!IsGetter(call) && !IsApart(call.TargetMethod) && !IsAlone(loop))
            return false;
        if (LoopSteps.HasOrder(loop, call, IsGetter(call)) || SharedByItems.Is(loop, call, inside, isFirst: IsGetter(call) && IsFirst(call, loop)))
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
                // (found, mark) = await Next(item, mark);
                case IDeconstructionAssignmentOperation { Target: var taken } when taken.Descendants().Any(target => Collections.SymbolOf(target) is { } state && !Collections.IsDeclaredIn(state, loop) && Tasks.Mentions(call, state)):
                    return false;
                case IIncrementOrDecrementOperation { Target: var counted } when Collections.SymbolOf(counted) is { } number && Tasks.Mentions(call, number):
                    return false;
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation } assignment when Collections.SymbolOf(assignment.Target) is { } state && !Collections.IsDeclaredIn(state, loop):
                    if (loop.Descendants().Any(other => !ReferenceEquals(other, assignment.Target) && SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(other), state))
                        && !(state is ILocalSymbol && IsGetter(call) && IsFirst(call, loop) && !Tasks.Mentions(call, state)))
                    {
                        return false;
                    }

                    break;
            }
        }

        return true;
    }

    private static bool IsApart(IMethodSymbol method) => Apart.Any(start => method.Name.Length >= start.Length && char.ToUpperInvariant(method.Name[0]) == start[0] && string.CompareOrdinal(method.Name, 1, start, 1, start.Length - 1) == 0);

    private static bool IsAlone(ILoopOperation loop) => loop.Body is not IBlockOperation { Operations: var statements }
        || statements.Count(statement => !IsPreparation(statement, loop) || statement.Descendants().Any(inner => inner is IAwaitOperation)) <= 1;

    // What an item gets of its own, and what is written to the log about it.
    private static bool IsPreparation(IOperation statement, ILoopOperation loop) => statement switch
    {
        IVariableDeclarationGroupOperation => true,
        IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } } => RootOf(target) is ILocalReferenceOperation { Local: var local } && Collections.IsDeclaredIn(local, loop),
        IExpressionStatementOperation { Operation: IInvocationOperation call } => (call.Instance?.Type ?? call.TargetMethod.ContainingType) is { Name: var type } && type.IndexOf("Log", StringComparison.Ordinal) >= 0,
        _ => false,
    };

    private static IOperation? RootOf(IOperation? place)
    {
        while (place is IPropertyReferenceOperation { Instance: { } owner })
            place = owner;
        return place;
    }

    private static bool IsAttemptOrBatch(ILoopOperation loop) => loop.Locals.Any(local => Rounds.Any(word => local.Name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0))
        || loop is IForEachLoopOperation { Collection: var items } && Collections.WithoutConversions(items) is IInvocationOperation { TargetMethod.Name: "Chunk" or "Batch" or "Partition" or "Buffer" or "Segment" or "InBatchesOf" };

    // A collection or builder from outside that all calls share.
    private static bool TakesWhatIsFilled(IInvocationOperation call, ILoopOperation loop) => call.Arguments.Any(argument =>
        Collections.WithoutConversions(argument.Value) is { } value
        && value.Type is { Name: "List" or "Dictionary" or "HashSet" or "StringBuilder" or "IList" or "IDictionary" or "ISet" or "ICollection" }
        && Collections.SymbolOf(value) is { } shared && !Collections.IsDeclaredIn(shared, loop));

    // foreach (var step in steps) await step.Run(context): the steps of one thing, of which each may need the one before.
    private static bool IsStep(IInvocationOperation call, ILoopOperation loop) =>
        (call.Instance ?? (call.TargetMethod.IsExtensionMethod ? call.Arguments.FirstOrDefault()?.Value : null)) is { } receiver
        && receiver.DescendantsAndSelf().Any(operation => operation is ILocalReferenceOperation local && Collections.IsDeclaredIn(local.Local, loop))
        && !IsGetter(call) && !IsApart(call.TargetMethod)
        && call.Arguments.Any(argument => Collections.WithoutConversions(argument.Value) is { Type: { IsReferenceType: true, SpecialType: not SpecialType.System_String, TypeKind: not TypeKind.Array } } value
            && value.DescendantsAndSelf().All(operation => operation is not ILocalReferenceOperation local || !Collections.IsDeclaredIn(local.Local, loop)));

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

    // The await of GetA for that of GetB: var a = await GetA(); var b = await GetB();
    private static IAwaitOperation? Before(IAwaitOperation awaited, IInvocationOperation call)
    {
        if (!IsGetter(call) || StatementOf(awaited) is not { Parent: IBlockOperation block } statement)
            return null;
        var index = block.Operations.IndexOf(statement);
        var needs = new List<IOperation> { call };
        for (var i = index - 1; i >= 0 && i >= index - MaxDistance; i--)
        {
            // Anything else between the two may end the method, or change what the second asks.
            if (Results(block.Operations[i]) is not { } before)
                return null;
            var isNeeded = needs.Any(code => Tasks.Mentions(code, before.Result));
            if (before.Await is not { } first || Tasks.Unwrapped(first.Operation) is not IInvocationOperation earlier)
            {
                if (isNeeded)
                    needs.Add(block.Operations[i]);
                continue;
            }

            if (isNeeded)
                return null;
            if (IsGetter(earlier) && !OneAtATime.UsesOneFrom(call, null) && !OneAtATime.UsesOneFrom(earlier, null) && earlier.Syntax.ToString() != call.Syntax.ToString() && !Asks(call.TargetMethod, earlier.TargetMethod))
                return first;
        }

        return null;
    }

    // var client = await GetClient(); var id = await Find(name); where Find begins with GetClient as well: at the same time both would make one.
    private static bool Asks(IMethodSymbol method, IMethodSymbol first) => SymbolEqualityComparer.Default.Equals(method.ContainingType, first.ContainingType)
        && method.OriginalDefinition.DeclaringSyntaxReferences is [var reference]
        && reference.GetSyntax().DescendantNodes().Any(node => node is SimpleNameSyntax { Parent: InvocationExpressionSyntax } name && name.Identifier.ValueText == first.Name);

    // Asked before anything else in each iteration, whatever the code behind it has noted: all may be asked first, and looked at in order.
    private static bool IsFirst(IInvocationOperation call, ILoopOperation loop)
    {
        var first = loop.Body is IBlockOperation { Operations: [var one, ..] } ? one : loop.Body;
        return first is IVariableDeclarationGroupOperation or IExpressionStatementOperation && first.Syntax.Span.Contains(call.Syntax.Span)
            && !first.Descendants().Any(operation => operation is IConditionalOperation or ICoalesceOperation or IConditionalAccessOperation);
    }

    private static bool IsGetter(IInvocationOperation call) => !IsOrdered(call.TargetMethod) && (IsFileRead(call.TargetMethod) || Getters.Any(start => IsVerb(call.TargetMethod.Name, start)));

    private static IOperation? StatementOf(IAwaitOperation awaited)
    {
        IOperation? operation = awaited;
        while (operation is IAwaitOperation or IConversionOperation or IVariableInitializerOperation or IVariableDeclaratorOperation or IVariableDeclarationOperation)
            operation = operation.Parent;
        return operation is ISimpleAssignmentOperation { Parent: IExpressionStatementOperation assigned } ? assigned : operation as IVariableDeclarationGroupOperation;
    }

    // var a = await …; or _a = await …;
    private static (ISymbol Result, IAwaitOperation? Await)? Results(IOperation statement)
    {
        var (result, value) = statement switch
        {
            IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [var declared] }] } => (declared.Symbol, declared.GetVariableInitializer()?.Value),
            IExpressionStatementOperation { Operation: ISimpleAssignmentOperation assigned } => (ResultOf(assigned.Target), assigned.Value),
            _ => (null, null),
        };
        if (result is null)
            return null;
        return (result, Collections.WithoutConversions(value) as IAwaitOperation);
    }

    // model.User = await …: who reads the model may read the user.
    private static ISymbol? ResultOf(IOperation target) => Collections.SymbolOf(target) ?? (target is IMemberReferenceOperation { Instance: { } owner } ? Collections.SymbolOf(owner) : null);
}
