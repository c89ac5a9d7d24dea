using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>A new empty collection for somebody who only reads, and the view of a collection that stays the same.</summary>
internal static class EmptyCollection
{
    private static readonly HashSet<string> Empties = new(StringComparer.Ordinal) { "List", "Dictionary", "HashSet", "Collection" };

    // What cannot be added to: one empty array serves all.
    private static readonly HashSet<string> Readings = new(StringComparer.Ordinal) { "IEnumerable", "IReadOnlyList", "IReadOnlyCollection" };

    /// <summary>What the creation makes for nothing; null for others.</summary>
    public static ConstantObject? Of(IObjectCreationOperation creation, Compilation compilation)
    {
        if (creation is not { Initializer: null, Type: INamedTypeSymbol { IsGenericType: true } type } || !FrameworkCalls.IsFramework(type) || compilation.GetSpecialType(SpecialType.System_Array).GetMembers("Empty").IsEmpty)
            return null;
        if (creation.Arguments is [{ Value: var viewed }] && Collections.WithoutConversions(viewed) is IFieldReferenceOperation { Field.IsReadOnly: true, Instance: IInstanceReferenceOperation or null }
            && type is { Name: "ReadOnlyCollection" or "ReadOnlyDictionary" } && IsRead(creation))
        {
            return new ConstantObject("the same view", "keep it in a field");
        }

        if (!creation.Arguments.IsEmpty || !Empties.Contains(type.Name))
            return null;
        return IsGoneThrough(creation) ? new ConstantObject("an empty collection to be gone through", "leave the loop out, or use Array.Empty")
            : type.Name is "List" or "Collection" && IsHandedOut(creation) ? new ConstantObject("an empty collection", "use Array.Empty")
            : null;
    }

    /// <summary>True for the value of a property, not of a method, which may be asked for a new object.</summary>
    public static bool IsRead(IOperation value) => Uses.ParentOf(value) is IReturnOperation && Functions.Around(value) is not (IAnonymousFunctionOperation or ILocalFunctionOperation)
        && value.SemanticModel?.GetEnclosingSymbol(value.Syntax.SpanStart) is IMethodSymbol { MethodKind: MethodKind.PropertyGet };

    // foreach (var x in xs ?? new List<int>())
    private static bool IsGoneThrough(IOperation creation)
    {
        var use = creation;
        while (use.Parent is IConversionOperation or IParenthesizedOperation || use.Parent is ICoalesceOperation choice && ReferenceEquals(choice.WhenNull, use))
            use = use.Parent;
        return use is ICoalesceOperation or IConversionOperation { Operand: ICoalesceOperation } && use.Parent is IForEachLoopOperation loop && ReferenceEquals(loop.Collection, use);
    }

    // IReadOnlyList<int> Find() { … return new List<int>(); }
    private static bool IsHandedOut(IOperation creation)
    {
        // found ?? new List<int>(), any ? found : new List<int>()
        var value = creation;
        while (Uses.ParentOf(value) is { } choice && (choice is IConditionalOperation { Type: not null } either && !ReferenceEquals(Collections.WithoutConversions(either.Condition), value) || choice is ICoalesceOperation))
            value = choice;
        if (Uses.ParentOf(value) is not IReturnOperation || Functions.Around(creation) is IAnonymousFunctionOperation
            || creation.SemanticModel?.GetEnclosingSymbol(creation.Syntax.SpanStart) is not IMethodSymbol { ReturnType: INamedTypeSymbol returned })
        {
            return false;
        }

        if (returned is { Name: "Task" or "ValueTask", TypeArguments: [INamedTypeSymbol result] })
            returned = result;
        return Readings.Contains(returned.Name) && FrameworkCalls.IsFramework(returned);
    }
}
