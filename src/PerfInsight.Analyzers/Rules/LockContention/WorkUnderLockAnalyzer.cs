using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>PI3012: a lock is held while long work is done or unknown code runs.</summary>
public sealed class WorkUnderLockAnalyzer() : LockAnalyzer(Descriptor)
{
    private static readonly string[] Heavy =
    [
        "Create", "Build", "Load", "Compile", "Parse", "Generate", "Compute", "Calculate", "Resolve", "Fetch", "Download", "Render", "Serialize", "Deserialize", "Scan", "Process", "Execute",
        "Log", "Trace", "Format", "Convert", "Import", "Export", "Send", "Publish", "Raise", "Notify", "Emit", "Search", "Sort", "Query", "Evaluate", "Compress", "Encrypt", "Hash", "Save", "Persist",
    ];

    // Delegates that tell the time, compare or make a key.
    private static readonly string[] Quick = ["clock", "time", "now", "compar", "equal", "hash", "selector", "predicate", "filter", "keyof", "getkey", "keyfor", "condition", "match", "test"];

    // Methods that change the element alone, or set up and end.
    private static readonly string[] Calm = ["Add", "Remove", "Clear", "Reset", "Dispose", "Close", "Set", "Init", "Update", "Cancel", "Stop", "Release", "Free", "Return", "Increment", "Decrement", "Mark", "Put", "Append", "Attach", "Detach", "Insert", "Push", "Enqueue", "Register", "Write", "Copy"];

    // A longer method does more than one step.
    private const int MaxCheapLength = 400;

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.WorkUnderLock,
        "Long work is done under a lock",
        "'{1}' runs under this lock and {0}: do the work before or after the lock, and hold it only to read or store the result",
        "While the work runs every thread that wants the lock waits; unknown code under a lock may also wait for the lock itself.");

    private protected override void Analyze(HotMember member, HeldLock held)
    {
        if (WorkOf(member, held) is { } work && !RunsArgument.Is(held, member.Symbol) && !BlockingCallInLockAnalyzer.Waits(held, member.SemanticModel))
            Report(member, held, work);
    }

    /// <summary>The name of the work that is done under a lock; null where there is none, or another rule speaks of it.</summary>
    internal static string? WorkOf(HotMember member, HeldLock held)
    {
        if (RarePaths.IsOnce(member.Symbol))
            return null;
        if (held.IsPerKey(member.Operations()))
            return WorkOnOwn.Of(held, IsCalm);
        var operations = member.Operations();
        var now = held.Statements.SelectMany(HeldLock.Now).ToList();

        // What the caller does with one element is done before it asks for the next one.
        if (held.Statement is not null && now.Exists(operation => operation is IReturnOperation { Kind: OperationKind.YieldReturn }))
            return "yield return";

        // What waits has a rule of its own, and so have look-ups.
        if (now.Any(operation => BlockingCalls.Of(operation) is not null) || LockedDictionaryAnalyzer.Of(held, operations) is not null
            || LockedExchange.Of(held) is not null)
        {
            return null;
        }

        // Beside what is awaited other work is short.
        var awaits = now.Exists(static operation => operation is IAwaitOperation);
        var work = now.FirstOrDefault(operation => NameOf(operation) is not null && (!awaits || IsAwaited(operation)) && !IsWhatIsGuarded(operation, held) && !RarePaths.IsRare(operation) && !RepeatedCode.IsExceptional(operation) && (!GuardedLookup.IsOnMiss(operation, held) || IsIfThere(operation, held) || DecidedOutside.Is(operation, held)) && !DecidesState(operation, now));
        work ??= now.FirstOrDefault(operation => operation is ILoopOperation && !RarePaths.IsRare(operation) && !GuardedLookup.IsOnMiss(operation, held) && NameOfCall((ILoopOperation)operation) is not null);
        if (work is ILoopOperation loop)
            return NameOfCall(loop);
        if (work is null && WorkOnOwn.Of(held, IsCalm) is { } own)
            return own;
        if (work is null && BehindCallOrSequence(held, now) is { } other)
            return other;
        return work is null || (!IsOfWriter(held) && GuardedLookup.Of(held).Writes.Any(write => GuardedLookup.IsCheckedBefore(write.State, held, operations))) ? null : NameOf(work);
    }

    // lock (_gate) { return BuildCore(type); } and ProcessPending(); are there for what the object itself holds.
    private static bool IsWhatIsGuarded(IOperation operation, HeldLock held) => operation is IInvocationOperation { Instance: null or IInstanceReferenceOperation, TargetMethod: { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Private } method }
        && (method is { ReturnsVoid: true, IsStatic: false, Parameters.IsEmpty: true }
            || held.Statements.Count == 1 && (method.Name.EndsWith("Core", StringComparison.Ordinal) || method.Name.EndsWith("Internal", StringComparison.Ordinal) || method.Name.EndsWith("Impl", StringComparison.Ordinal)));

    // if (_handler != null) _handler(x): whoever has put one in gets all.
    private static bool IsIfThere(IOperation operation, HeldLock held) => operation is IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: { } called }
        && Collections.SymbolOf(called) is { } handler && (handler is IFieldSymbol || EventOf(called) is not null)
        && held.Statements.Any(statement => statement is IConditionalOperation { WhenFalse: null, Condition: IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals, RightOperand.ConstantValue: { HasValue: true, Value: null }, LeftOperand: var asked } } choice
            && SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(asked), handler) && choice.WhenTrue.Descendants().Contains(operation));

    private static string? BehindCallOrSequence(HeldLock held, List<IOperation> now)
    {
        foreach (var call in now.OfType<IInvocationOperation>())
        {
            if (WorkBehindCall.Of(call) is { } inner && !IsNamedAsGuarded(inner) && (!IsWhatIsGuarded(call, held) || WorkBehindCall.IsRaise(call)) && !RarePaths.IsRare(call) && !GuardedLookup.IsOnMiss(call, held) && !DecidesState(call, now))
                return inner;
        }

        return ForeignSequence.Of(held) is { } sequence ? "foreach over " + sequence.Name : WorkOfQuery.Of(held, now, NameOf);
    }

    private static string? NameOfCall(ILoopOperation loop) => CalledForEach(loop) ?? AskedOfEach.Of(loop) ?? CallbackOfEach.Of(loop, Quick);

    private static bool IsAwaited(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not (null or IBlockOperation); parent = parent.Parent)
        {
            if (parent is IAwaitOperation)
                return true;
        }

        return false;
    }

    private static bool IsMark(IOperation statement) =>
        statement is IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: IFieldReferenceOperation { Type.SpecialType: SpecialType.System_Boolean }, Value.ConstantValue.HasValue: true } };

    private static bool IsCalm(IMethodSymbol method) => IsCheap(method) || IsNamedAsGuarded(method.Name);

    // The writer of a readers' lock: while it makes a value nobody can read what is there.
    private static bool IsOfWriter(HeldLock held) => held.Wait.ToString().EndsWith("EnterWriteLock()", StringComparison.Ordinal);

    // if (TrySend(message)) _isSent = true; what happened must be known to whoever comes next.
    private static bool DecidesState(IOperation work, List<IOperation> now)
    {
        for (IOperation? child = work, parent = work.Parent; parent is not (null or ILoopOperation); child = parent, parent = parent.Parent)
        {
            if (parent is IConditionalOperation choice)
            {
                return ReferenceEquals(choice.Condition, child) && choice.Syntax.Span.Length > choice.Condition.Syntax.Span.Length
                    && now.Any(operation => operation is IAssignmentOperation { Target: IFieldReferenceOperation } && choice.Syntax.Span.Contains(operation.Syntax.Span) && !choice.Condition.Syntax.Span.Contains(operation.Syntax.Span));
            }

            // Send(message); _isSent = true;
            if (parent is IBlockOperation block)
                return block.Operations.IndexOf(child) is var index && index + 1 < block.Operations.Length && IsMark(block.Operations[index + 1]);
        }

        return false;
    }

    // foreach (var one in _subscribers) one.OnNext(value); or _engine.Schedule(one): a call out for each element of a list that stays as it is.
    private static string? CalledForEach(ILoopOperation loop)
    {
        var body = loop.Body is IBlockOperation { Operations: [ITryOperation { Body: var tried }] } ? tried : loop.Body;
        if (body is null || (body is IBlockOperation { Operations: var all } ? all.OfType<IExpressionStatementOperation>().LastOrDefault() ?? (all.Length == 1 ? all[0] : null) : body) is not IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod: { ReturnsVoid: true, IsStatic: false } method, Instance: { } receiver } call }
            || method.MethodKind != MethodKind.Ordinary || (FrameworkCalls.IsFramework(method.ContainingType) && method.ContainingType.Name is not ("IObserver" or "IProgress")) || Calm.Any(start => method.Name.StartsWith(start, StringComparison.Ordinal)) || IsCheap(method))
        {
            return null;
        }

        var list = loop switch
        {
            IForEachLoopOperation { IsAsynchronous: false } each => ListOf(Collections.WithoutConversions(each.Collection)),
            IForLoopOperation { Condition: IBinaryOperation { RightOperand: var limit } } when Collections.WithoutConversions(limit) is IPropertyReferenceOperation { Property.Name: "Count" or "Length", Instance: { } counted } => counted,
            _ => null,
        };
        if (CollectionPath.Of(list) is not { Holder: IFieldSymbol or IPropertySymbol } path || Collections.IsChangedIn(path, loop.Body))
            return null;
        var isOfElement = !IsOwn(receiver) && IsElement(receiver, loop, path);
        var takesElement = !IsOwn(receiver) && call.Arguments.Any(argument => IsElement(argument.Value, loop, path));
        return (isOfElement && (method.IsAbstract || method.IsVirtual || method.IsOverride || method.ContainingType.TypeKind == TypeKind.Interface)) || (takesElement && Collections.SymbolOf(receiver) is IFieldSymbol) ? method.Name : null;
    }

    // _list.ToArray(), _byKey.Values
    private static IOperation? ListOf(IOperation? items) => items switch
    {
        IInvocationOperation copy when Sequences.IsCopy(copy) => ListOf(Collections.WithoutConversions(Sequences.SourceOf(copy))),
        IPropertyReferenceOperation { Property.Name: "Values", Instance: { } table } => table,
        _ => items,
    };

    private static bool IsOwn(IOperation receiver) => receiver is IInstanceReferenceOperation;

    private static bool IsElement(IOperation value, ILoopOperation loop, CollectionPath path)
    {
        value = Collections.WithoutConversions(value)!;
        if (value is ILocalReferenceOperation { Local: var local })
        {
            return loop is IForEachLoopOperation ? loop.Locals.Contains(local, SymbolEqualityComparer.Default)
                : OwnedLocals.InitializerOf(local, loop) is { } taken && !ReferenceEquals(taken, value) && IsElement(taken, loop, path);
        }

        return value switch
        {
            IPropertyReferenceOperation { Arguments.IsEmpty: false, Instance: { } indexed } => path.Is(CollectionPath.Of(indexed)),
            IArrayElementReferenceOperation element => path.Is(CollectionPath.Of(element.ArrayReference)),
            _ => false,
        };
    }

    private static string? NameOf(IOperation operation)
    {
        switch (operation)
        {
            case IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: { } called } when EventOf(called) is { } raised:
                return raised.Name;
            case IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: { } called } filler when !filler.Arguments.Any(argument => Collections.WithoutConversions(argument.Value) is IInstanceReferenceOperation):
                return (Collections.SymbolOf(called)?.Name ?? (called as IMemberReferenceOperation)?.Member.Name) is { } name && Quick.Any(word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0) ? null : Collections.SymbolOf(called)?.Name ?? "delegate";
            case IRaiseEventOperation raised:
                return raised.EventReference?.Member.Name;
            case IInvocationOperation { TargetMethod: { } method, TargetMethod.ContainingType: { } type } call:
                if (type is { Name: "Enumerable", ContainingNamespace.Name: "Linq" })
                    return method.Name is "ToList" or "ToArray" && IsSnapshot(call) ? null : method.Name is "ToList" or "ToArray" or "ToDictionary" or "OrderBy" or "OrderByDescending" or "Sum" or "Max" or "Min" or "GroupBy" ? method.Name : null;
                if (FrameworkCalls.IsFramework(type))
                    return IsHeavyFramework(type, method) ? type.Name + "." + method.Name : null;
                if (IsLogger(type) && method.Name is "Info" or "Warn" or "Error" or "Fatal" or "InfoFormat" or "WarnFormat" or "ErrorFormat" or "Information" or "Warning")
                    return type.Name + "." + method.Name;
                return !IsPlainCollection(call) && Heavy.Any(start => Starts(method.Name, start)) && !IsNamedAsGuarded(method.Name) && !IsCheap(method) ? method.Name : null;
            case IObjectCreationOperation { Type: { Name: "Regex" or "XmlSerializer" or "DataContractSerializer" } made }:
                return "new " + made.Name;
            default:
                return null;
        }
    }

    // var handler = Changed; if (handler != null) handler(this, e);
    private static ISymbol? EventOf(IOperation called) => Collections.SymbolOf(called) is ILocalSymbol local && OwnedLocals.InitializerOf(local, called) is IEventReferenceOperation { Event: var raised } ? raised : null;

    private static bool IsLogger(ITypeSymbol type) => type.Name is "ILog" or "ILogger" or "Logger" or "Log" or "ILoggerFacade" or "Logging";

    // Named as what must run under the lock.
    private static bool IsNamedAsGuarded(string name) =>
        name.EndsWith("Locked", StringComparison.Ordinal) || name.IndexOf("NoLock", StringComparison.Ordinal) >= 0 || name.IndexOf("UnderLock", StringComparison.Ordinal) >= 0
        || name.IndexOf("InLock", StringComparison.Ordinal) >= 0 || name.IndexOf("WithLock", StringComparison.Ordinal) >= 0 || name.EndsWith("Unsafe", StringComparison.Ordinal);

    // A copy of guarded state: it is what the lock is for.
    private static bool IsSnapshot(IInvocationOperation call)
    {
        var source = Collections.WithoutConversions(call.Instance ?? call.Arguments.FirstOrDefault()?.Value);
        while (source is IInvocationOperation { TargetMethod: { Name: "Take" or "Skip" or "Cast" or "OfType" or "AsEnumerable" or "Reverse" or "TakeLast" or "Where" } part } step && Sequences.IsLinq(part)
            && (part.Name != "Where" || IsPlainTest(step)))
        {
            source = Sequences.SourceOf(step);
        }

        if (source is IPropertyReferenceOperation { Property.Name: "Values" or "Keys", Instance: { } owner })
            source = owner;
        return Collections.SymbolOf(source) is IFieldSymbol or IPropertySymbol;
    }

    // _jobs.Where(j => j.Id == id): to copy what is wanted costs less than to copy all and choose later.
    private static bool IsPlainTest(IInvocationOperation filter) => filter.Arguments.LastOrDefault()?.Value is IDelegateCreationOperation { Target: IAnonymousFunctionOperation test }
        && HeldLock.Now(test.Body).All(operation => operation is not (IObjectCreationOperation { Type.IsValueType: false } or IAwaitOperation or ILoopOperation or IAnonymousFunctionOperation)
            && (operation is not IInvocationOperation call || (FrameworkCalls.IsFramework(call.TargetMethod.ContainingType) && !Sequences.IsLinq(call.TargetMethod) && call.TargetMethod.ContainingType.Name != "Regex")));

    // By the text of its body: no loop, nothing made, and no call but of a framework type's static methods.
    private static bool IsCheap(IMethodSymbol method)
    {
        if (method.OriginalDefinition.DeclaringSyntaxReferences is not [var reference] || LengthOf(reference) > MaxCheapLength
            || reference.GetSyntax() is not (MethodDeclarationSyntax { Body: not null } or MethodDeclarationSyntax { ExpressionBody: not null } or LocalFunctionStatementSyntax))
        {
            return false;
        }

        return !reference.GetSyntax().DescendantNodes().Any(node => node is ForStatementSyntax or CommonForEachStatementSyntax or DoStatementSyntax or QueryExpressionSyntax or AwaitExpressionSyntax
            || node is WhileStatementSyntax loop && !loop.Condition.ToString().Contains("Count")
            || node is BaseObjectCreationExpressionSyntax made && made.ArgumentList is { Arguments.Count: > 0 }
            || node is InvocationExpressionSyntax call && !IsCheapCall(call));
    }

    // Without comments, where there may be some.
    private static int LengthOf(SyntaxReference reference) =>
        reference.Span.Length is > MaxCheapLength and < MaxCheapLength * 4 ? reference.GetSyntax().DescendantTokens().Sum(static token => token.Span.Length) : reference.Span.Length;

    private static bool IsCheapCall(InvocationExpressionSyntax call) => call.Expression is MemberAccessExpressionSyntax access
        && (access.Expression is IdentifierNameSyntax { Identifier.ValueText: "Math" or "BitOperations" or "Interlocked" or "Volatile" or "HashCode" }
            || Collections.IsMutator(access.Name.Identifier.ValueText) || access.Name.Identifier.ValueText is "GetHashCode" or "Equals" or "TryGetValue" or "ContainsKey");

    private static bool IsHeavyFramework(ITypeSymbol type, IMethodSymbol method) =>
        type.Name is "Regex" or "JsonSerializer" or "XmlSerializer" or "Activator" or "Assembly" or "GZipStream" or "Enum" && method.Name is not "Equals" and not "GetHashCode"
        || method.Name is "Sort" or "GetCustomAttributes" or "GetCustomAttribute" or "GetMethods" or "GetProperties" or "GetTypes" or "Compile" or "ComputeHash"
        || method.Name.StartsWith("Log", StringComparison.Ordinal) && type.Name is "LoggerExtensions" or "ILogger";

    private static bool IsPlainCollection(IInvocationOperation call) => call.TargetMethod.Name is "Add" or "Remove" or "Clear" or "HashCode";

    private static bool Starts(string name, string start) =>
        name.StartsWith(start, StringComparison.Ordinal) && (name.Length == start.Length || !char.IsLower(name[start.Length]));
}
