using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.GcPressure;

/// <summary>
/// Arrays in fields that hold what their object is about, and are no memory to work in: they live as long as the object has its data, and the pool would have nothing
/// to give them.
/// </summary>
internal static class OwnData
{
    /// <summary>True for an array that is a column of a table, has an element for each thing that the member was given, gets its values one by one, or is shown as it is.</summary>
    public static bool Is(IOperation creation, IOperation size, ISymbol holder)
    {
        if (holder is IPropertySymbol { SetMethod: null, DeclaredAccessibility: not Accessibility.Private })
            return true;
        var root = creation;
        while (root.Parent is { } parent)
            root = parent;
        if (IsCount(size, creation))
            return true;
        var counted = Collections.SymbolOf(size);
        foreach (var operation in CodeOrder.EffectsIn(root))
        {
            if (operation is ISimpleAssignmentOperation assignment && (IsOtherColumn(assignment, counted) || IsElement(assignment, holder)))
                return true;
        }

        return false;
    }

    // var size = items.Count; _owners = new int[size];
    private static bool IsCount(IOperation size, IOperation creation) => Collections.WithoutConversions(size) is ILocalReferenceOperation { Local: var local }
        && Collections.WithoutConversions(OwnedLocals.InitializerOf(local, creation)) is IPropertyReferenceOperation { Property.Name: "Length" or "Count" };

    // _names = new string[n]; _widths = new int[n];
    private static bool IsOtherColumn(ISimpleAssignmentOperation assignment, ISymbol? counted) => counted is not null
        && assignment.Target is IFieldReferenceOperation { Instance: IInstanceReferenceOperation } or IPropertyReferenceOperation { Instance: IInstanceReferenceOperation }
        && Collections.WithoutConversions(assignment.Value) is IArrayCreationOperation { DimensionSizes: [var other], Type: IArrayTypeSymbol { ElementType.IsUnmanagedType: false } }
        && SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(other), counted);

    // foreach (var column in columns) _widths[i++] = column.Width;
    private static bool IsElement(ISimpleAssignmentOperation assignment, ISymbol holder) => assignment.Target is IArrayElementReferenceOperation { ArrayReference: var array, Indices: [{ ConstantValue.HasValue: false }] }
        && SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(array), holder)
        && !assignment.Value.ConstantValue.HasValue && Loops.Around(assignment).Any();
}
