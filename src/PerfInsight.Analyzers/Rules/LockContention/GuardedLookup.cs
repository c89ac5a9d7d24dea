using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>What the code under a lock reads and writes of the state that outlives it.</summary>
internal sealed class GuardedLookup
{
    private static readonly string[] Questions =
        ["Is", "Has", "Can", "Match", "Matches", "Supports", "Contains", "Equals", "Accepts", "Applies", "Satisfies", "Covers", "Should", "Handles", "Allows", "Intersects", "Overlaps", "StartsWith", "EndsWith"];

    private GuardedLookup()
    {
    }

    /// <summary>Fields and properties that are written or whose collection is changed, with the operation that does it.</summary>
    public List<(ISymbol State, IOperation Write)> Writes { get; } = [];

    /// <summary>Fields and properties that are read.</summary>
    public HashSet<ISymbol> Reads { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>True where something runs of which the effects are not known: a method of the type itself, a delegate, an await.</summary>
    public bool HasUnknown { get; private set; }

    /// <summary>
    /// True where an object that the state leads to is changed whenever the lock is taken: a list of the dictionary is added to, a
    /// counter of an entry is raised. Then the lock guards that as well.
    /// </summary>
    public bool ChangesEntries { get; private set; }

    /// <summary>What a lock guards, by its own code alone.</summary>
    public static GuardedLookup Of(HeldLock held)
    {
        var found = new GuardedLookup();
        foreach (var operation in held.Statements.SelectMany(HeldLock.Now))
        {
            if (operation is not IAssignmentOperation { Target: IMemberReferenceOperation { Instance: ILocalReferenceOperation { Local: { Type.IsReferenceType: true } made } } } || !IsFresh(made, operation, held))
                found.Add(operation);
            found.ChangesEntries |= ChangesEntry(operation, held);
        }

        return found;
    }

    /// <summary>True where code asks for the state before the lock, or only then takes it: a double-checked lock.</summary>
    public static bool IsCheckedBefore(ISymbol state, HeldLock held, IReadOnlyList<IOperation> operations) => operations.Any(operation =>
        operation.Syntax.Span.End <= held.Wait.SpanStart
        && (operation is IFieldReferenceOperation or IPropertyReferenceOperation
            && SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(operation), state)
            && !IsTarget(operation)
            || IsHit(operation, state)));

    // if (TryFind(k, out var hit)) return hit; where a method of the type itself looks. A look in another collection is none.
    private static bool IsHit(IOperation operation, ISymbol state) => operation is IConditionalOperation { WhenFalse: null, Condition: var condition, WhenTrue: var then }
        && (then is IBlockOperation { Operations: [.., var last] } ? last : then) is IReturnOperation { ReturnedValue: { ConstantValue.HasValue: false } value }
        && Collections.SymbolOf(WithoutConversions(value)) is { } hit and (ILocalSymbol or IParameterSymbol { RefKind: RefKind.Out })
        && condition.DescendantsAndSelf().Any(inner => SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(inner), hit))
        && !condition.DescendantsAndSelf().Any(inner => inner is IInvocationOperation { TargetMethod: { Name: "TryGetValue", ContainingType: { } type }, Instance: { } other }
            && FrameworkCalls.IsFramework(type) && Collections.SymbolOf(other) is IFieldSymbol looked && !SymbolEqualityComparer.Default.Equals(looked, state));

    private static IOperation WithoutConversions(IOperation operation)
    {
        while (operation is IConversionOperation conversion)
            operation = conversion.Operand;
        return operation;
    }

    // entry.Count++; list.Add(x); d[k].Add(x)
    private static bool ChangesEntry(IOperation operation, HeldLock held)
    {
        if (IsNestedFill(operation, held))
            return false;
        var changed = operation switch
        {
            IAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation } assignment => ((IMemberReferenceOperation)assignment.Target).Instance,
            IIncrementOrDecrementOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation } count => ((IMemberReferenceOperation)count.Target).Instance,
            IInvocationOperation { Instance: { } receiver } call when Collections.IsMutator(call.TargetMethod) || call.TargetMethod is { ReturnsVoid: true, Name: not ("Dispose" or "ForEach" or "CopyTo") } => receiver,
            _ => null,
        };
        return changed switch
        {
            ILocalReferenceOperation { Local: { Type.IsReferenceType: true } local } => !IsFresh(local, operation, held) && !IsMadeBefore(local, operation, held),
            IPropertyReferenceOperation { Arguments.IsEmpty: false } => true,
            IMemberReferenceOperation { Instance: ILocalReferenceOperation { Local: { Type.IsReferenceType: true } entry } } => !IsFresh(entry, operation, held),
            _ => false,
        };
    }

    // var list = new List<int>(); list.Add(x); _lists[key] = list; - nobody else has it yet.
    private static bool IsFresh(ILocalSymbol local, IOperation use, HeldLock held) => held.Statements.SelectMany(HeldLock.Now).Any(operation =>
    {
        var value = operation switch
        {
            IVariableDeclaratorOperation declared when SymbolEqualityComparer.Default.Equals(declared.Symbol, local) => declared.GetVariableInitializer()?.Value,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assigned when SymbolEqualityComparer.Default.Equals(target.Local, local) => assigned.Value,
            _ => null,
        };
        return value is not null && operation.Syntax.SpanStart < use.Syntax.SpanStart
            && Collections.WithoutConversions(value) is IObjectCreationOperation or IInvocationOperation { TargetMethod.Name: not ("TryGetValue" or "get_Item" or "First" or "FirstOrDefault" or "Find") }
            && BlockOf(operation) is { } block && block.Syntax.Span.Contains(use.Syntax.Span);
    });

    // var found = new List<T>(); lock (_all) { … found.Add(x); }: made before the lock, for this call alone.
    private static bool IsMadeBefore(ILocalSymbol local, IOperation use, HeldLock held) =>
        OwnedLocals.InitializerOf(local, use) is IObjectCreationOperation { Type: { } made } creation && FrameworkCalls.IsFramework(made) && creation.Syntax.Span.End <= held.Wait.SpanStart
        && ReferenceEquals(Functions.Around(creation), Functions.Around(use)) && !Functions.ReferencesTo(local, use).Any(OwnedLocals.IsWritten);

    // if (!inner.TryGetValue(b, out var x)) inner[b] = x = Make(); where the inner table is looked up as well.
    private static bool IsNestedFill(IOperation operation, HeldLock held)
    {
        var inner = operation switch
        {
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments.IsEmpty: false, Instance: ILocalReferenceOperation { Local: var owner } } } => owner,
            IInvocationOperation { TargetMethod.Name: "Add" or "TryAdd", Arguments.Length: 2, Instance: ILocalReferenceOperation { Local: var owner } } => owner,
            _ => null,
        };
        return inner is not null && Sequences.IsDictionary(inner.Type) && IsOnMiss(operation, held)
            && held.Statements.SelectMany(HeldLock.Now).Any(other => other is IInvocationOperation { TargetMethod.Name: "TryGetValue" or "ContainsKey", Instance: ILocalReferenceOperation { Local: var asked } }
                && SymbolEqualityComparer.Default.Equals(asked, inner));
    }

    private static IOperation? BlockOf(IOperation operation)
    {
        var parent = operation.Parent;
        while (parent is not (null or IBlockOperation or IConditionalOperation or ISwitchCaseOperation))
            parent = parent.Parent;
        return parent;
    }

    /// <summary>True where an operation is under a condition, or behind an early exit, inside the lock.</summary>
    public static bool IsOnMiss(IOperation operation, HeldLock held)
    {
        var isConditional = false;
        for (var parent = operation; parent is not null; parent = parent.Parent)
        {
            if (parent.Parent is IConditionalOperation choice && !ReferenceEquals(choice.Condition, parent) || parent.Parent is ICoalesceOperation or ICoalesceAssignmentOperation || parent is ICoalesceAssignmentOperation)
                isConditional = true;
            var index = IndexOf(held.Statements, parent);
            if (index < 0)
                continue;
            return isConditional || held.Statements.Take(index).Any(before => before is IConditionalOperation or ILoopOperation && before.Descendants().Any(exit => exit is IReturnOperation));
        }

        return false;
    }

    private static int IndexOf(IReadOnlyList<IOperation> statements, IOperation operation)
    {
        for (var i = 0; i < statements.Count; i++)
        {
            if (ReferenceEquals(statements[i], operation))
                return i;
        }

        return -1;
    }

    private static bool IsTarget(IOperation operation) => operation.Parent is ISimpleAssignmentOperation assignment && ReferenceEquals(assignment.Target, operation);

    private void Add(IOperation operation)
    {
        switch (operation)
        {
            // new Entry { Key = key } writes an object that nobody else has yet.
            case IAssignmentOperation { Target: IMemberReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } } }:
                break;
            case IAssignmentOperation { Target: var target }:
                AddWrite(target, operation);
                break;
            case IIncrementOrDecrementOperation { Target: var counted }:
                AddWrite(counted, operation);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out, Value: IFieldReferenceOperation passed } argument:
                if (!IsKeptByObject(argument, passed))
                    AddWrite(passed, operation);
                break;
            case IInvocationOperation call:
                AddCall(call);
                break;
            case IAwaitOperation or IRaiseEventOperation or IDynamicInvocationOperation:
                HasUnknown = true;
                break;
            case IFieldReferenceOperation { Field: { IsConst: false } } or IPropertyReferenceOperation:
                if (Collections.SymbolOf(operation) is { } state && !IsTarget(operation))
                    Reads.Add(state);
                break;
        }
    }

    private void AddCall(IInvocationOperation call)
    {
        var state = Collections.SymbolOf(call.Instance);
        if (state is IFieldSymbol or IPropertySymbol && (Collections.IsMutator(call.TargetMethod) || call.TargetMethod.Name.StartsWith("Try", StringComparison.Ordinal) && call.TargetMethod.Name != "TryGetValue"))
            Writes.Add((state, call));
        else if (call.TargetMethod.ContainingType is { } type && !FrameworkCalls.IsFramework(type) && !IsQuestion(call))
            HasUnknown = true;
    }

    // element.IsMatch(name): asked of what was found, by a name that promises to change nothing.
    private static bool IsQuestion(IInvocationOperation call) => call.TargetMethod is { ReturnType.SpecialType: SpecialType.System_Boolean, MethodKind: MethodKind.Ordinary, Name: var name }
        && Collections.WithoutConversions(call.Instance) is ILocalReferenceOperation or IPropertyReferenceOperation { Arguments.IsEmpty: false } or IArrayElementReferenceOperation
        && Array.Exists(Questions, start => name.StartsWith(start, StringComparison.Ordinal) && (name.Length == start.Length || !char.IsLower(name[start.Length])));

    // s_table.TryGetValue(key, out _mine): what all share is only looked up, and each object keeps what it found.
    private static bool IsKeptByObject(IArgumentOperation argument, IFieldReferenceOperation passed) => passed is { Field.IsStatic: false, Instance: IInstanceReferenceOperation }
        && argument.Parent is IInvocationOperation { TargetMethod.Name: "TryGetValue", Instance: IFieldReferenceOperation { Field.IsStatic: true } };

    private void AddWrite(IOperation target, IOperation write)
    {
        var place = Collections.WrittenPlace(target);
        var state = place switch
        {
            IPropertyReferenceOperation { Arguments.IsEmpty: false, Instance: { } owner } => Collections.SymbolOf(owner),
            IArrayElementReferenceOperation { ArrayReference: var array } => Collections.SymbolOf(array),
            _ => Collections.SymbolOf(place),
        };
        if (state is IFieldSymbol or IPropertySymbol)
            Writes.Add((state, write));
        else if (place is IFieldReferenceOperation or IPropertyReferenceOperation)
            HasUnknown = true;
    }
}
