using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>What code does to a collection held by a local, parameter or field.</summary>
internal static class Collections
{
    private static readonly HashSet<string> Mutators = new(StringComparer.Ordinal)
    {
        "Add", "AddRange", "Insert", "InsertRange", "Remove", "RemoveAll", "RemoveAt", "RemoveRange", "Clear", "Sort", "Reverse",
        "AddFirst", "AddLast", "RemoveFirst", "RemoveLast", "Enqueue", "Dequeue", "Push", "Pop", "TryAdd", "UnionWith", "ExceptWith",
    };

    /// <summary>True for the names of methods that change the collection they are called on.</summary>
    public static bool IsMutator(IMethodSymbol method) => Mutators.Contains(method.Name);

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

    /// <summary>
    /// True where <paramref name="code"/> itself assigns <paramref name="collection"/>, passes it by reference, calls a
    /// method on it that changes it, or writes one of its elements.
    /// </summary>
    public static bool IsChangedIn(ISymbol collection, IOperation code)
    {
        foreach (var operation in code.Descendants())
        {
            if (Changes(operation, collection))
                return true;
        }

        return false;
    }

    /// <summary>True where a local is declared inside <paramref name="code"/>.</summary>
    public static bool IsDeclaredIn(ISymbol symbol, IOperation code) =>
        symbol is ILocalSymbol
        && symbol.DeclaringSyntaxReferences.Any(r => r.SyntaxTree == code.Syntax.SyntaxTree && code.Syntax.Span.Contains(r.Span));

    private static bool Changes(IOperation operation, ISymbol collection)
    {
        switch (operation)
        {
            case IAssignmentOperation assignment:
                return IsOrElementOf(assignment.Target, collection);
            case IIncrementOrDecrementOperation increment:
                return IsOrElementOf(increment.Target, collection);
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                return IsOrElementOf(argument.Value, collection);
            case IInvocationOperation { Instance: { } instance } call:
                return IsMutator(call.TargetMethod) && Is(instance, collection);
            default:
                return false;
        }
    }

    private static bool IsOrElementOf(IOperation target, ISymbol collection) => target switch
    {
        IArrayElementReferenceOperation element => Is(element.ArrayReference, collection),
        IPropertyReferenceOperation { Arguments.IsEmpty: false } indexer => Is(indexer.Instance, collection),
        ITupleOperation tuple => tuple.Elements.Any(element => IsOrElementOf(element, collection)),
        _ => Is(target, collection),
    };

    private static bool Is(IOperation? operation, ISymbol collection) =>
        SymbolEqualityComparer.Default.Equals(SymbolOf(operation), collection);
}
