using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>What code does to a collection held by a local, parameter, field or property.</summary>
internal static class Collections
{
    private static readonly HashSet<string> Growers = new(StringComparer.Ordinal) { "Add", "AddRange", "AddFirst", "AddLast", "Enqueue", "TryAdd" };

    private static readonly HashSet<string> Mutators = new(StringComparer.Ordinal)
    {
        "Add", "AddRange", "Insert", "InsertRange", "Remove", "RemoveAll", "RemoveAt", "RemoveRange", "RemoveWhere", "Clear", "Sort", "Reverse",
        "AddFirst", "AddLast", "AddAfter", "AddBefore", "RemoveFirst", "RemoveLast", "Enqueue", "Dequeue", "TryDequeue", "Push", "Pop", "TryPop",
        "TryAdd", "UnionWith", "ExceptWith", "IntersectWith", "SymmetricExceptWith", "SetValue", "Initialize", "Move", "set_Item",
    };

    // Static methods that write into an array or list which they are given.
    private static readonly HashSet<string> ArgumentWriters = new(StringComparer.Ordinal)
    {
        "Sort", "Reverse", "Clear", "Fill", "Copy", "ConstrainedCopy", "BlockCopy", "CopyTo", "TryCopyTo", "Resize", "Shuffle", "Replace",
        "AsSpan", "AsMemory", "SetCount", "Read", "ReadAsync", "NextBytes", "SetLength", "GetReference",
    };

    /// <summary>True for the names of methods that change the collection they are called on.</summary>
    public static bool IsMutator(IMethodSymbol method) => IsMutator(method.Name);

    /// <summary>True for the names of methods that change the collection they are called on.</summary>
    public static bool IsMutator(string name) => Mutators.Contains(name);

    /// <summary>What a call of a framework method may change: its receiver, its arguments.</summary>
    public static IEnumerable<IOperation> MayWriteInto(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var isMutator = IsMutator(method);
        if (method.ContainingType is { Name: "Enumerable" or "ImmutableArray" or "String" } || !(ArgumentWriters.Contains(method.Name) || (method.IsExtensionMethod && isMutator)))
            return isMutator && call.Instance is { } receiver ? [receiver] : [];
        var arguments = call.Arguments.Select(static argument => argument.Value);
        return isMutator && call.Instance is { } instance ? arguments.Prepend(instance) : arguments;
    }

    /// <summary>The local, parameter, field or property that an expression reads; null for anything else.</summary>
    public static ISymbol? SymbolOf(IOperation? operation) => WithoutConversions(operation) switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field => field.Field,
        IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation, Arguments.IsEmpty: true } property => property.Property,
        _ => null,
    };

    /// <summary>The expression under implicit conversions.</summary>
    public static IOperation? WithoutConversions(IOperation? operation)
    {
        while (operation is IConversionOperation { IsImplicit: true } conversion)
            operation = conversion.Operand;
        return operation;
    }

    /// <summary>The expression under conversions, casts as well, that no operator of a type makes.</summary>
    public static IOperation? WithoutCasts(IOperation? operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null } conversion)
            operation = conversion.Operand;
        return operation;
    }

    /// <summary>
    /// True where <paramref name="code"/> itself assigns <paramref name="collection"/>, passes it by reference, calls a
    /// method on it that changes it, or writes one of its elements.
    /// </summary>
    public static bool IsChangedIn(ISymbol collection, IOperation code) => IsChangedIn(CollectionPath.Of(collection), code);

    /// <summary>As above, for a collection that is reached through others.</summary>
    public static bool IsChangedIn(CollectionPath collection, IOperation code) =>
        CodeOrder.WritesOf(collection.Root, code).Any(operation => Changes(operation, collection));

    /// <summary>True where all that <paramref name="code"/> itself does to the collection is to add elements.</summary>
    public static bool OnlyGrowsIn(CollectionPath collection, IOperation code) =>
        CodeOrder.WritesOf(collection.Root, code).All(operation => IsGrowth(operation, collection) || !Changes(operation, collection));

    /// <summary>True where, moreover, elements of a list may be put in the place of others.</summary>
    public static bool OnlyGrowsOrReplacesIn(CollectionPath collection, IOperation code) => CodeOrder.WritesOf(collection.Root, code).All(operation =>
        IsGrowth(operation, collection) || !Changes(operation, collection)
        || operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments.IsEmpty: false, Instance: { } list } } && Is(list, collection));

    /// <summary>True where an operation adds an element to the collection.</summary>
    public static bool IsGrowth(IOperation operation, CollectionPath collection) =>
        operation is IInvocationOperation { Instance: { } instance } call && Growers.Contains(call.TargetMethod.Name) && Is(instance, collection);

    /// <summary>True where a local, or a parameter of a lambda, is declared inside <paramref name="code"/>.</summary>
    public static bool IsDeclaredIn(ISymbol symbol, IOperation code) =>
        symbol is ILocalSymbol or IParameterSymbol
        && symbol.DeclaringSyntaxReferences.Any(r => r.SyntaxTree == code.Syntax.SyntaxTree && code.Syntax.Span.Contains(r.Span));

    /// <summary>
    /// The array element, indexer or variable that a write goes to in the end: <c>a[i]</c> for <c>a[i].X = 1</c> where the
    /// element is a value.
    /// </summary>
    public static IOperation WrittenPlace(IOperation target)
    {
        while (true)
        {
            switch (target)
            {
                case IFieldReferenceOperation { Instance: { Type.IsValueType: true } instance } when instance is not IInstanceReferenceOperation:
                    target = instance;
                    break;
                case IPropertyReferenceOperation { Instance: { Type.IsValueType: true } instance, Property.ReturnsByRef: false }
                    when instance is not IInstanceReferenceOperation:
                    target = instance;
                    break;
                default:
                    return target;
            }
        }
    }

    private static bool Changes(IOperation operation, CollectionPath collection)
    {
        switch (operation)
        {
            case IAssignmentOperation assignment:
                return IsOrElementOf(assignment.Target, collection);
            case IIncrementOrDecrementOperation increment:
                return IsOrElementOf(increment.Target, collection);
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                return IsOrElementOf(argument.Value, collection);
            case IVariableDeclaratorOperation { Symbol.RefKind: RefKind.Ref } reference:
                return reference.GetVariableInitializer() is { } initializer && IsOrElementOf(initializer.Value, collection);
            case IInvocationOperation call:
                return MayWriteInto(call).Any(place => Is(place, collection));
            case IMethodReferenceOperation { Instance: { } instance } group:
                return IsMutator(group.Method) && Is(instance, collection);
            default:
                return false;
        }
    }

    private static bool IsOrElementOf(IOperation target, CollectionPath collection) => WrittenPlace(target) switch
    {
        IArrayElementReferenceOperation element => Is(element.ArrayReference, collection),
        IPropertyReferenceOperation { Arguments.IsEmpty: false } indexer => Is(indexer.Instance, collection),
        ITupleOperation tuple => tuple.Elements.Any(element => IsOrElementOf(element, collection)),
        var place => collection.StartsWith(CollectionPath.Of(place)),
    };

    private static bool Is(IOperation? operation, CollectionPath collection) => collection.Is(CollectionPath.Of(operation));
}
