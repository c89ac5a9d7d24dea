using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>A list that gets one element in each pass of a loop whose passes can be counted before, only to become an array.</summary>
internal static class ListForArray
{
    /// <summary>The copy that makes the array; null for others, and where the number of elements is not known.</summary>
    public static NeedlessCopy? Of(IOperation operation)
    {
        if (operation is not IInvocationOperation { TargetMethod: { Name: "ToArray", ReturnType: IArrayTypeSymbol } method } call || !(method.ContainingType.Name == "List" || Sequences.IsLinq(method))
            || Sequences.SourceOf(call) is not ILocalReferenceOperation { Local: { RefKind: RefKind.None } list } source
            || OwnedLocals.InitializerOf(list, call) is not IObjectCreationOperation { Initializer: null, Type: INamedTypeSymbol { Name: "List" } type } creation || !FrameworkCalls.IsFramework(type)
            || creation.Arguments.Any(argument => argument.Parameter?.Type.SpecialType != SpecialType.System_Int32))
        {
            return null;
        }

        IInvocationOperation? add = null;
        foreach (var reference in Functions.ReferencesTo(list, call))
        {
            if (ReferenceEquals(reference, source))
                continue;
            if (add is not null || reference.Parent is not IInvocationOperation { TargetMethod.Name: "Add", Parent: IExpressionStatementOperation } only || !ReferenceEquals(only.Instance, reference))
                return null;
            add = only;
        }

        if (add is null || Loops.Around(add).FirstOrDefault() is not { } loop || Loops.Around(add).Count() != Loops.Around(creation).Count() + 1
            || Loops.Around(call).Count() != Loops.Around(creation).Count())
        {
            return null;
        }

        return MissingCapacity.CountOf(loop) is { } count && MissingCapacity.FillsEachTime(loop, list)
            ? new NeedlessCopy(source, "have an array", $"fill an array of {count.Count} elements instead of the list")
            : null;
    }
}
