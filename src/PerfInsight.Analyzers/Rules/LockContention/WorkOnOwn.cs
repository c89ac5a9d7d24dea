using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>Work under a lock that does not need what the lock guards: on a copy made there, or for the value that is stored.</summary>
internal static class WorkOnOwn
{
    private static readonly HashSet<string> Stores = new(StringComparer.Ordinal) { "Add", "TryAdd", "Enqueue", "Push", "AddLast", "AddFirst", "Append", "AppendLine" };

    // Who asks for such a name asks for what is there already.
    private static readonly string[] Asked = ["Get", "Find", "Is", "Has", "Peek", "To", "As", "Next", "Clone"];

    /// <summary>The name of the work, null where there is none.</summary>
    /// <param name="held">The lock.</param>
    /// <param name="isCalm">True for methods that take no time.</param>
    public static string? Of(HeldLock held, Func<IMethodSymbol, bool> isCalm) => OnCopy(held, isCalm) ?? ForStored(held, isCalm);

    // lock (_gate) { var copy = new List<T>(); foreach (var one in _all) copy.Add(one); Scan(copy); }
    private static string? OnCopy(HeldLock held, Func<IMethodSymbol, bool> isCalm)
    {
        if (held.Statements.Count < 2 || held.Statements[held.Statements.Count - 1] is not IExpressionStatementOperation { Operation: IInvocationOperation call }
            || !IsProjects(call, isCalm))
        {
            return null;
        }

        foreach (var argument in call.Arguments)
        {
            if (Collections.WithoutConversions(argument.Value) is ILocalReferenceOperation { Local: var copy }
                && held.Statements.Take(held.Statements.Count - 1).Any(statement => statement is IVariableDeclarationGroupOperation && Declares(statement, copy))
                && IsFilledFrom(copy, held))
            {
                return call.TargetMethod.Name;
            }
        }

        return null;
    }

    private static bool Declares(IOperation statement, ILocalSymbol copy) => statement.Descendants().Any(operation => operation is IVariableDeclaratorOperation declared
        && SymbolEqualityComparer.Default.Equals(declared.Symbol, copy) && declared.GetVariableInitializer()?.Value is { } value && (OwnedLocals.IsNew(value) || Sequences.IsCopy(Collections.WithoutConversions(value))));

    // With elements of what is locked, or of a field.
    private static bool IsFilledFrom(ILocalSymbol copy, HeldLock held) => held.Statements.Any(statement =>
        statement.Descendants().Any(operation => operation is IInvocationOperation { TargetMethod.Name: "Add" or "AddRange", Instance: { } receiver } && SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(receiver), copy))
        || (Declares(statement, copy) && statement.Descendants().Any(operation => operation is IFieldReferenceOperation or IInvocationOperation && Sequences.IsCopy(operation))));

    // lock (_found) { _found.Add(key, Measure(item)); } and nothing else: only the storing needs the lock.
    private static string? ForStored(HeldLock held, Func<IMethodSymbol, bool> isCalm)
    {
        if (held.Statements is not [IExpressionStatementOperation { Operation: var only }])
            return null;
        var (collection, values) = only switch
        {
            IInvocationOperation { Instance: { } receiver } store when Stores.Contains(store.TargetMethod.Name) => (receiver, store.Arguments.Select(argument => argument.Value)),
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments.IsEmpty: false, Instance: { } receiver }, Value: var value } => (receiver, [value]),
            _ => (null, []),
        };
        if (collection is null || Collections.SymbolOf(collection) is not { } state)
            return null;
        foreach (var value in values)
        {
            if (Collections.WithoutConversions(value) is IInvocationOperation made && IsMaking(made) && !Tasks.Mentions(made, state) && made.Arguments.Any(argument => argument.Value.DescendantsAndSelf().Any(IsOfCall))
                && made.DescendantsAndSelf().All(operation => operation is not (IFieldReferenceOperation { Field: { IsReadOnly: false, IsConst: false } } or IPropertyReferenceOperation { Instance: IInstanceReferenceOperation })))
            {
                return made.TargetMethod.ContainingType.Name + "." + made.TargetMethod.Name;
            }

            if (Collections.WithoutConversions(value) is IInvocationOperation call && IsProjects(call, isCalm) && !Tasks.Mentions(call, state)
                && call.Arguments.Any(argument => Collections.SymbolOf(argument.Value) is ILocalSymbol or IParameterSymbol)
                && (HasOwnState(state) || !Asked.Any(start => call.TargetMethod.Name.StartsWith(start, StringComparison.Ordinal))))
            {
                return call.TargetMethod.Name;
            }
        }

        return null;
    }

    // What a method fills is there for this method alone: no other member can need the lock.
    private static bool HasOwnState(ISymbol state) => state is ILocalSymbol;

    private static bool IsOfCall(IOperation operation) => operation is ILocalReferenceOperation or IParameterReferenceOperation;

    // What makes texts and bytes, and needs nothing but what it is given.
    private static bool IsMaking(IInvocationOperation call) => call.TargetMethod switch
    {
        { ContainingType.SpecialType: SpecialType.System_String, Name: "Format" or "Join" } => true,
        { ContainingType.Name: "JsonSerializer" or "JsonConvert", Name: "Serialize" or "SerializeToUtf8Bytes" or "SerializeObject" or "Deserialize" or "DeserializeObject" } => true,
        { ContainingType.Name: "Convert", Name: "ToBase64String" or "FromBase64String" } => true,
        { Name: "ComputeHash" or "HashData" } => true,
        _ => false,
    };

    private static bool IsProjects(IInvocationOperation call, Func<IMethodSymbol, bool> isCalm) =>
        call.TargetMethod is { MethodKind: MethodKind.Ordinary } method && !FrameworkCalls.IsFramework(method.ContainingType) && !isCalm(method) && !RarePaths.IsRare(call);
}
