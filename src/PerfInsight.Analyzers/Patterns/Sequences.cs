using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>Queries: what they go through, and whether that is a list, a set or lazy.</summary>
internal static class Sequences
{
    private static readonly HashSet<string> LazyOperators = new(StringComparer.Ordinal)
    {
        "Where", "Select", "SelectMany", "OfType", "Cast", "OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "Order", "OrderDescending",
        "GroupBy", "Join", "GroupJoin", "Distinct", "DistinctBy", "Concat", "Union", "UnionBy", "Except", "ExceptBy", "Intersect", "IntersectBy", "Skip",
        "SkipWhile", "SkipLast", "Take", "TakeWhile", "TakeLast", "Reverse", "Append", "Prepend", "DefaultIfEmpty", "Zip", "AsEnumerable", "Chunk", "Index",
    };

    private static readonly HashSet<string> Copies = new(StringComparer.Ordinal) { "ToList", "ToArray", "ToHashSet", "ToDictionary", "ToLookup" };

    /// <summary>True for methods of <c>System.Linq.Enumerable</c>.</summary>
    public static bool IsLinq(IMethodSymbol method) =>
        method.ContainingType is { Name: "Enumerable", ContainingNamespace: { Name: "Linq", ContainingNamespace.Name: "System" } };

    /// <summary>True for a call of LINQ that does nothing until its result is read.</summary>
    public static bool IsLazyOperator(IOperation? operation) =>
        operation is IInvocationOperation call && IsLinq(call.TargetMethod) && LazyOperators.Contains(call.TargetMethod.Name);

    /// <summary>True for <c>ToList</c>, <c>ToArray</c> and the like.</summary>
    public static bool IsCopy(IOperation? operation) =>
        operation is IInvocationOperation call && Copies.Contains(call.TargetMethod.Name) && (IsLinq(call.TargetMethod) || call.Arguments.IsEmpty);

    /// <summary>What a call goes through: its receiver, or the first argument of a static method.</summary>
    public static IOperation? SourceOf(IInvocationOperation call)
    {
        var source = call.Instance;
        if (source is null && (call.TargetMethod.IsExtensionMethod || call.TargetMethod.IsStatic))
            source = call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value;
        return Received(source);
    }

    /// <summary>The value behind <c>a?.B()</c>'s placeholder, conversions and parentheses.</summary>
    public static IOperation? Received(IOperation? operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation { OperatorMethod: null } conversion:
                    operation = conversion.Operand;
                    break;
                case ITranslatedQueryOperation query:
                    operation = query.Operation;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                case IConditionalAccessInstanceOperation placeholder when ReceiverOf(placeholder) is { } receiver:
                    operation = receiver;
                    break;
                default:
                    return operation;
            }
        }
    }

    /// <summary>What a chain of queries and copies starts from.</summary>
    public static IOperation? BaseOf(IOperation? sequence)
    {
        sequence = Received(sequence);
        while (IsLazyOperator(sequence) || IsCopy(sequence))
            sequence = SourceOf((IInvocationOperation)sequence!);
        return sequence;
    }

    /// <summary>The operators of a chain, the last one first.</summary>
    public static IEnumerable<IInvocationOperation> OperatorsOf(IOperation? sequence)
    {
        sequence = Received(sequence);
        while (IsLazyOperator(sequence) || IsCopy(sequence))
        {
            yield return (IInvocationOperation)sequence!;
            sequence = SourceOf((IInvocationOperation)sequence!);
        }
    }

    /// <summary>True for sets, dictionaries and lookups, of the framework or of others: they find a key without a search.</summary>
    public static bool IsHashed(ITypeSymbol? type) => type is not null
        && (IsHashedInterface(type) || type.AllInterfaces.Any(IsHashedInterface) || type.Name.EndsWith("Set", StringComparison.Ordinal));

    /// <summary>True for dictionaries.</summary>
    public static bool IsDictionary(ITypeSymbol? type) => type is not null && (IsDictionaryInterface(type) || type.AllInterfaces.Any(IsDictionaryInterface));

    /// <summary>True for what may be run by a database.</summary>
    public static bool IsQueryable(ITypeSymbol? type) => type is not null
        && (type.Name is "IQueryable" or "ParallelQuery" || type.AllInterfaces.Any(one => one.Name is "IQueryable"));

    /// <summary>True for arrays, lists and what else knows its size and its elements by index.</summary>
    public static bool IsIndexed(ITypeSymbol? type) => type is IArrayTypeSymbol
        || (type is not null && (IsListInterface(type) || type.AllInterfaces.Any(IsListInterface)));

    /// <summary>True for collections that know their size.</summary>
    public static bool IsCounted(ITypeSymbol? type) => type is IArrayTypeSymbol || type?.SpecialType == SpecialType.System_String
        || (type is not null && (IsCountedInterface(type) || type.AllInterfaces.Any(IsCountedInterface)));

    /// <summary>The element type of anything that can be gone through, null for other types.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol? type)
    {
        if (type is IArrayTypeSymbol array)
            return array.ElementType;
        if (type is not INamedTypeSymbol named)
            return null;
        return IsEnumerable(named) ? named.TypeArguments[0] : named.AllInterfaces.FirstOrDefault(IsEnumerable)?.TypeArguments[0];
    }

    /// <summary>
    /// True where a collection is there before the call of the member: it is reached from fields, properties and parameters
    /// alone.
    /// </summary>
    public static bool OutlivesCall(IOperation? sequence) => RootOf(sequence) != SequenceRoot.Unknown;

    /// <summary>What a collection is reached from.</summary>
    public static SequenceRoot RootOf(IOperation? sequence)
    {
        sequence = BaseOf(sequence);
        for (var i = 0; i < 16; i++)
        {
            switch (Received(sequence))
            {
                case IParameterReferenceOperation parameter:
                    return parameter.Parameter.ContainingSymbol is IMethodSymbol { MethodKind: not (MethodKind.LambdaMethod or MethodKind.LocalFunction) }
                        ? SequenceRoot.Parameter
                        : SequenceRoot.Unknown;
                case IFieldReferenceOperation field:
                    if (field.Instance is null or IInstanceReferenceOperation)
                        return SequenceRoot.Member;
                    sequence = field.Instance;
                    break;
                case IPropertyReferenceOperation { Arguments.IsEmpty: true } property:
                    if (property.Instance is null or IInstanceReferenceOperation)
                        return SequenceRoot.Member;
                    sequence = property.Instance;
                    break;
                case IInvocationOperation call when call.Arguments.Length == (call.TargetMethod.IsExtensionMethod && call.Instance is null ? 1 : 0)
                    && !Invariance.IsChanging(call.TargetMethod.Name):
                    if (call.Instance is IInstanceReferenceOperation || (call.Instance is null && call.Arguments.IsEmpty))
                        return SequenceRoot.Member;
                    sequence = BaseOf(SourceOf(call));
                    break;
                case ILocalReferenceOperation local when OwnedLocals.InitializerOf(local.Local, local) is { } value && !OwnedLocals.IsNew(value) && !Uses.IsReassigned(local.Local, local):
                    sequence = BaseOf(value);
                    break;
                default:
                    return SequenceRoot.Unknown;
            }
        }

        return SequenceRoot.Unknown;
    }

    private static bool IsEnumerable(INamedTypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T;

    private static bool IsHashedInterface(ITypeSymbol type) => type.Name is "ISet" or "IReadOnlySet" or "IImmutableSet" or "ILookup" || IsDictionaryInterface(type);

    private static bool IsDictionaryInterface(ITypeSymbol type) => type.Name is "IDictionary" or "IReadOnlyDictionary" or "IImmutableDictionary";

    private static bool IsListInterface(ITypeSymbol type) => type.Name is "IList" or "IReadOnlyList" && FrameworkCalls.IsFramework(type);

    private static bool IsCountedInterface(ITypeSymbol type) => type.Name is "ICollection" or "IReadOnlyCollection" && FrameworkCalls.IsFramework(type);

    private static IOperation? ReceiverOf(IConditionalAccessInstanceOperation placeholder)
    {
        IOperation child = placeholder;
        for (var parent = placeholder.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            if (parent is IConditionalAccessOperation access && ReferenceEquals(access.WhenNotNull, child))
                return access.Operation;
        }

        return null;
    }
}

/// <summary>What a collection is reached from.</summary>
internal enum SequenceRoot
{
    /// <summary>Something that the member makes, or an element of something.</summary>
    Unknown,

    /// <summary>A parameter.</summary>
    Parameter,

    /// <summary>A field, property or method.</summary>
    Member,
}
