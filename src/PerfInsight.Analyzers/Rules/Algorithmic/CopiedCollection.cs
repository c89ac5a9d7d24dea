using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>Expressions that copy a whole collection, and what becomes of the copy.</summary>
internal static class CopiedCollection
{
    private static readonly HashSet<string> Containers = new(StringComparer.Ordinal)
    {
        "List", "Dictionary", "HashSet", "SortedDictionary", "SortedList", "SortedSet", "Queue", "Stack", "LinkedList", "ObservableCollection", "ArrayList",
    };

    /// <summary>The collection that an expression copies, null where it copies none.</summary>
    public static IOperation? Of(IOperation operation)
    {
        switch (operation)
        {
            case IInvocationOperation { TargetMethod: { Name: "Resize", ContainingType.Name: "Array" }, Arguments: [var array, var size] }:
                return IsOneMore(size.Value) ? Sequences.Received(array.Value) : null;
            case IInvocationOperation { TargetMethod: { Name: "Add" or "AddRange" or "Insert" or "RemoveAt" or "Remove", ContainingType.Name: "ImmutableArray" } } call:
                return Sequences.Received(call.Instance);
            case IInvocationOperation call when Sequences.IsCopy(call):
                return IsStream(call.TargetMethod.ContainingType) || Sequences.IsQueryable(Sequences.SourceOf(call)?.Type) ? null : Sequences.BaseOf(call);
            case IObjectCreationOperation { Type: INamedTypeSymbol type, Arguments: { Length: > 0 } arguments } when Containers.Contains(type.Name) && FrameworkCalls.IsFramework(type):
                return Sequences.ElementOf(arguments[0].Value.Type) is null && Sequences.ElementOf(Sequences.Received(arguments[0].Value)?.Type) is null
                    || Sequences.Received(arguments[0].Value)?.Type?.SpecialType == SpecialType.System_String
                    ? null
                    : Sequences.BaseOf(arguments[0].Value);
            default:
                return operation.Syntax is CollectionExpressionSyntax list && operation is not IConversionOperation && list.Elements.Count > 1
                    && list.Elements.Any(element => element is SpreadElementSyntax)
                        ? operation.ChildOperations.Select(SpreadSource).FirstOrDefault(found => found is not null)
                        : null;
        }
    }

    /// <summary>What a copy replaces: the collection that it was made from; null where it goes elsewhere.</summary>
    public static CollectionPath? IsPutBack(IOperation copy, IOperation source)
    {
        if (CollectionPath.Of(source) is not { } path)
            return null;
        if (copy is IInvocationOperation { TargetMethod.Name: "Resize" })
            return path;
        var use = copy;
        while (use.Parent is IConversionOperation or IParenthesizedOperation || (use.Parent is IInvocationOperation or IArgumentOperation && Of(use.Parent is IArgumentOperation { Parent: { } call } ? call : use.Parent) is not null))
            use = use.Parent!;
        switch (use.Parent)
        {
            case ISimpleAssignmentOperation assignment when path.Is(CollectionPath.Of(assignment.Target)):
                return IsChangeOfAll(copy, path) && !IsSweep(copy) && !PublishedCopy.Is(path, assignment) ? path : null;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } local } } when path.Root is IFieldSymbol or IPropertySymbol:
                return Functions.ReferencesTo(local, copy).Any(reference => Uses.ParentOf(reference) is ISimpleAssignmentOperation back
                    && !ReferenceEquals(back.Target, reference) && path.Is(CollectionPath.Of(back.Target)))
                        ? path
                        : null;
            default:
                return null;
        }
    }

    // A loop that keeps the candidates that are left gets shorter by itself.
    private static bool IsChangeOfAll(IOperation copy, CollectionPath path)
    {
        if (!Sequences.IsCopy(copy) || path.Root is IFieldSymbol or IPropertySymbol)
            return !Sequences.IsCopy(copy) || Sequences.OperatorsOf(copy).Any(one => Sequences.IsLazyOperator(one) && !IsArrangement(one.TargetMethod.Name));
        return Sequences.OperatorsOf(copy).Any(one => one.TargetMethod.Name is "Concat" or "Append" or "Prepend" or "Union" or "Skip");
    }

    // _rows = _rows.Where(r => !r.IsDead).ToArray(): all must be looked at, and how many go at once nobody knows before.
    private static bool IsSweep(IOperation copy)
    {
        var isFiltered = false;
        foreach (var one in Sequences.OperatorsOf(copy))
        {
            if (one.TargetMethod.Name is "ToArray" or "ToList")
                continue;
            if (one.TargetMethod.Name != "Where" || one.DescendantsAndSelf().Any(operation => operation is ILocalReferenceOperation or IParameterReferenceOperation
                && Collections.SymbolOf(operation) is { } symbol && !Collections.IsDeclaredIn(symbol, one)))
            {
                return false;
            }

            isFiltered = true;
        }

        return isFiltered;
    }

    // Sorted or converted as a whole, once it is complete.
    private static bool IsArrangement(string name) =>
        name.StartsWith("OrderBy", StringComparison.Ordinal) || name.StartsWith("ThenBy", StringComparison.Ordinal) || name is "Order" or "OrderDescending" or "Select" or "Cast" or "OfType" or "Reverse" or "AsEnumerable" or "Distinct" or "DistinctBy";

    private static IOperation? SpreadSource(IOperation element) =>
        element.Syntax is SpreadElementSyntax ? element.ChildOperations.Select(Sequences.BaseOf).FirstOrDefault() : null;

    // Array.Resize(ref items, items.Length + 1); twice the length is as it should be.
    private static bool IsOneMore(IOperation size) => Collections.WithoutConversions(size) is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum
        && (sum.RightOperand.ConstantValue.Value is int and < 16 || sum.LeftOperand.ConstantValue.Value is int and < 16);

    private static bool IsStream(ITypeSymbol type) => type.Name is "MemoryStream" or "String" or "BinaryReader" or "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory";
}
