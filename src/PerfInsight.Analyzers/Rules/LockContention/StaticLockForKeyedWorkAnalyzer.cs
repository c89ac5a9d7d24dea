using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>PI3007: one lock for all keys guards work that concerns one of them.</summary>
public sealed class StaticLockForKeyedWorkAnalyzer() : LockAnalyzer(Descriptor)
{
    private static readonly string[] KeyWords = ["key", "id", "name", "path", "file", "type", "url", "uri", "code", "tenant", "user", "symbol", "topic", "queue", "table", "culture"];

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.StaticLockForKeyedWork,
        "One lock serves all keys",
        "This lock makes work for one '{1}' wait for that of all others and {0}: {2}",
        "Work that concerns one key needs to exclude only work on the same key; a lock per key, or one of several by the key's hash, lets the others run.");

    private protected override void Analyze(HotMember member, HeldLock held)
    {
        if (RarePaths.IsOnce(member.Symbol))
            return;
        if (SharedByAllKeys(member, held) is { } shared)
            Report(member, held, shared, "make a new object for each key: GetOrAdd(key, _ => new object())");
        else if (IsForAll(held) && IsOfObjectAlone(held) && !GuardedLookup.Of(held).Writes.Any(write => GuardedLookup.IsCheckedBefore(write.State, held, member.Operations())))
            Report(member, held, member.Symbol.ContainingType.Name, "lock an object of its own for each, as the lock guards nothing that they share");
        else if (!held.IsPerKey(member.Operations()) && MadeForKey.Of(held) is { } made)
            Report(member, held, made, "take a lock per key, or keep a Lazy for each");
        else if (IsForAll(held) && (KeyOf(member, held) ?? KeyOfCache(member, held)) is { } key)
            Report(member, held, key.Name, "take a lock per key, or one of several by the key's hash");
    }

    // var gate = _locks.GetOrAdd(key, Gate): the value is the same object for each key. So is a lambda that needs nothing,
    // where the dictionary's values are objects: then the lambda itself is the value.
    private static string? SharedByAllKeys(HotMember member, HeldLock held)
    {
        var calls = held.Gate is ILocalSymbol local
            ? member.Operations().OfType<IVariableDeclaratorOperation>().Where(declared => SymbolEqualityComparer.Default.Equals(declared.Symbol, local)).Select(declared => declared.GetVariableInitializer()?.Value)
            : member.Operations().OfType<ILockOperation>().Where(locked => locked.LockedValue.Syntax == held.Wait).Select(locked => (IOperation?)locked.LockedValue);
        foreach (var value in calls)
        {
            if (Collections.WithoutConversions(value) is not IInvocationOperation { TargetMethod.Name: "GetOrAdd", Arguments: [var key, var added] })
                continue;
            var given = added.Value is IConversionOperation conversion ? conversion.Operand : added.Value;
            var isOne = added.Parameter?.Type.TypeKind != TypeKind.Delegate
                && (given is IDelegateCreationOperation { Target: IAnonymousFunctionOperation function } && Captures.Of(function).IsEmpty
                    || given is IFieldReferenceOperation or ILiteralOperation);
            if (isOne)
                return key.Value.Syntax.ToString();
        }

        return null;
    }

    // A lock of the type under which only fields of the one object are written, and nothing else is read that may change.
    private static bool IsOfObjectAlone(HeldLock held)
    {
        var isWritten = false;
        foreach (var operation in held.Statements.SelectMany(HeldLock.Now))
        {
            switch (operation)
            {
                case IAssignmentOperation { Target: IFieldReferenceOperation { Instance: IInstanceReferenceOperation } }:
                    isWritten = true;
                    break;
                case IFieldReferenceOperation { Instance: null, Field: { IsReadOnly: false, IsConst: false } } or IPropertyReferenceOperation { Instance: null }:
                case IFieldReferenceOperation { Instance: null, Field.Type: { IsReferenceType: true, SpecialType: not SpecialType.System_String } }:
                case IAwaitOperation or IObjectCreationOperation:
                case IInvocationOperation { TargetMethod: { } method } when !FrameworkCalls.IsFramework(method.ContainingType) || method.MethodKind == MethodKind.DelegateInvoke:
                    return false;
            }
        }

        return isWritten;
    }

    // A field of the type, or the type itself: there is one for all.
    private static bool IsForAll(HeldLock held) => held.Gate is IFieldSymbol { IsStatic: true } or IPropertySymbol { IsStatic: true }
        || held.Statement?.Expression is Microsoft.CodeAnalysis.CSharp.Syntax.TypeOfExpressionSyntax;

    // The parameter that the work takes, where the work touches nothing that all keys share.
    private static IParameterSymbol? KeyOf(HotMember member, HeldLock held)
    {
        var now = held.Statements.SelectMany(HeldLock.Now).ToList();
        var state = GuardedLookup.Of(held);
        if (state.Writes.Count > 0 || state.Reads.Any(read => !IsFixed(read)) || now.Any(operation => BlockingCalls.Of(operation) is not null) || WorkUnderLockAnalyzer.WorkOf(member, held) is not null)
            return null;
        foreach (var operation in now)
        {
            if (operation is not IInvocationOperation { TargetMethod: { } method } call || method.IsExtern || FrameworkCalls.IsFramework(method.ContainingType) || RarePaths.IsRare(call) || call.Parent is not (IExpressionStatementOperation or IReturnOperation or IAwaitOperation or IVariableInitializerOperation or IAssignmentOperation or IConversionOperation))
                continue;
            foreach (var argument in call.Arguments)
            {
                if (Collections.SymbolOf(argument.Value) is IParameterSymbol parameter && IsKey(parameter))
                    return parameter;
            }
        }

        return null;
    }

    // if (!_cache.TryGetValue(key, out var found)) _cache.Set(key, found = make()): the cache can be asked by several at a time,
    // and only the making for one key must not be done twice.
    private static IParameterSymbol? KeyOfCache(HotMember member, HeldLock held)
    {
        var now = held.Statements.SelectMany(HeldLock.Now).ToList();
        if (now.Any(operation => operation is IAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation { Instance: IInstanceReferenceOperation } }))
            return null;
        foreach (var operation in now)
        {
            if (operation is IInvocationOperation { TargetMethod.Name: "TryGetValue" or "Get" or "Contains" } call && IsCache(call)
                && call.Arguments.Select(argument => Collections.SymbolOf(argument.Value)).OfType<IParameterSymbol>().FirstOrDefault(parameter => parameter.RefKind == RefKind.None) is { } key
                && now.Any(made => made is IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } or IInvocationOperation { TargetMethod.MethodKind: MethodKind.Ordinary } && !ReferenceEquals(made, call) && !IsCache((IInvocationOperation)made) && GuardedLookup.IsOnMiss(made, held)))
            {
                return key;
            }
        }

        return null;
    }

    private static bool IsCache(IInvocationOperation call) => Sequences.SourceOf(call)?.Type?.Name is "IMemoryCache" or "MemoryCache" or "ObjectCache" or "HttpRuntimeCache";

    private static bool IsFixed(ISymbol state) => state is IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null };

    private static bool IsKey(IParameterSymbol parameter) =>
        (parameter.Type.SpecialType is SpecialType.System_String or SpecialType.System_Int32 or SpecialType.System_Int64 || parameter.Type.Name is "Guid" or "Type" or "Uri" or "CultureInfo")
        && (parameter.Type.Name is "Guid" or "Type" or "Uri" || KeyWords.Any(word => parameter.Name.EndsWith(word, StringComparison.OrdinalIgnoreCase)));
}
