using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>An array, list, set or dictionary of constants that is made only to look something up in it.</summary>
internal static class ConstantCollection
{
    private static readonly HashSet<string> Types = new(StringComparer.Ordinal) { "List", "HashSet", "Dictionary", "SortedDictionary", "SortedSet", "SortedList" };

    // What only asks a collection.
    private static readonly HashSet<string> Questions = new(StringComparer.Ordinal)
    {
        "Contains", "ContainsKey", "ContainsValue", "TryGetValue", "IndexOf", "Any", "All", "Exists", "Find", "FindIndex", "BinarySearch", "GetValueOrDefault", "First", "FirstOrDefault", "TrueForAll", "Overlaps",
    };

    // Take characters or words to look for.
    private static readonly HashSet<string> Takers = new(StringComparer.Ordinal) { "Split", "Trim", "TrimStart", "TrimEnd", "IndexOfAny", "LastIndexOfAny" };

    /// <summary>True for such a creation.</summary>
    public static bool Is(IOperation operation)
    {
        switch (operation)
        {
            // A span over constants needs no array at all.
            // string[] names = { "a", "b" }; has an array that only the compiler writes down.
            case IArrayCreationOperation { IsImplicit: true, Initializer.ElementValues: { Length: > 0 } elements, Parent: IVariableInitializerOperation } when elements.All(IsConstant):
                break;
            case IArrayCreationOperation { IsImplicit: false, Initializer.ElementValues: { Length: > 0 } elements, Parent: not IConversionOperation { Type.IsRefLikeType: true } } when elements.All(IsConstant):
                break;
            case IObjectCreationOperation { Type: INamedTypeSymbol type, Initializer: { Initializers: { Length: > 0 } parts } } creation
                when Types.Contains(type.Name) && FrameworkCalls.IsFramework(type) && creation.Arguments.All(argument => argument.Parameter?.Type.Name is "IEqualityComparer" or "IComparer" && IsShared(argument.Value))
                    && parts.All(IsConstantPart):
                break;
            default:
                return false;
        }

        return Uses.ParentOf(operation) is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None } local } }
            ? IsOnlyAsked(local, operation)
            : IsQuestion(operation);
    }

    private static bool IsOnlyAsked(ILocalSymbol local, IOperation from)
    {
        var isAsked = false;
        foreach (var reference in Functions.ReferencesTo(local, from))
        {
            if (reference.Parent is IArrayElementReferenceOperation fixedElement && !OwnedLocals.IsWritten(fixedElement) && fixedElement.Indices.All(index => index.ConstantValue.HasValue))
                continue;
            if (!IsQuestion(reference) && reference.Parent is not (IPropertyReferenceOperation { Property.Name: "Length" or "Count" } or IForEachLoopOperation or IConversionOperation { Parent: IForEachLoopOperation }))
                return false;
            isAsked = true;
        }

        return isAsked;
    }

    private static bool IsQuestion(IOperation collection)
    {
        return Uses.ParentOf(collection) switch
        {
            IInvocationOperation call => Questions.Contains(call.TargetMethod.Name) && FrameworkCalls.IsFramework(call.TargetMethod.ContainingType),
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } } argument => argument.Parameter?.Ordinal == 0 && argument.ArgumentKind == ArgumentKind.Explicit
                && ((Questions.Contains(method.Name) && (Sequences.IsLinq(method) || method.ContainingType.Name is "MemoryExtensions" || method.ContainingType.SpecialType == SpecialType.System_Array))
                    || (collection is not IArrayCreationOperation && Takers.Contains(method.Name) && method.ContainingType.SpecialType == SpecialType.System_String)),
            IPropertyReferenceOperation { Arguments: { Length: > 0 } } item => !OwnedLocals.IsWritten(item),
            IArrayElementReferenceOperation element => !OwnedLocals.IsWritten(element) && !element.Indices.All(index => index.ConstantValue.HasValue),
            _ => false,
        };
    }

    private static bool IsConstantPart(IOperation part) => part switch
    {
        IInvocationOperation { TargetMethod.Name: "Add" } add => add.Arguments.All(argument => IsConstant(argument.Value)),
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments: { Length: > 0 } keys }, Value: var value } => IsConstant(value) && keys.All(key => IsConstant(key.Value)),
        _ => false,
    };

    private static bool IsShared(IOperation comparer) => Collections.WithoutConversions(comparer) is IPropertyReferenceOperation { Property.IsStatic: true } or IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } };

    private static bool IsConstant(IOperation value)
    {
        value = Collections.WithoutCasts(value)!;
        return value.ConstantValue.HasValue || value is ITypeOfOperation { TypeOperand: not ITypeParameterSymbol } or IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } };
    }
}
