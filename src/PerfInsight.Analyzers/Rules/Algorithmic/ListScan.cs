using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>A search of a list from its start.</summary>
/// <param name="Call">The call.</param>
/// <param name="List">The expression that is searched.</param>
/// <param name="Path">What holds it.</param>
/// <param name="Item">What is searched for.</param>
/// <param name="Element">Type of the elements.</param>
/// <param name="Comparer">The comparer, where one is given.</param>
internal sealed record ListScan(
    IInvocationOperation Call, IOperation List, CollectionPath Path, IOperation Item, ITypeSymbol Element, IOperation? Comparer)
{
    /// <summary>True where the answer is a position and not just whether there is one.</summary>
    public bool AsksWhere => Call.TargetMethod.Name != "Contains";

    /// <summary>The scan that an invocation makes, null where it makes none.</summary>
    public static ListScan? Of(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method.Name is not ("Contains" or "IndexOf" or "LastIndexOf"))
            return null;
        var (list, item, comparer) = call.Instance is { } instance
            ? (instance, call.Arguments.Length == 1 ? call.Arguments[0].Value : null, null)
            : OfStatic(call);
        list = Collections.WithoutConversions(list);
        if (list is IConditionalAccessInstanceOperation)
            list = PlaceholderOf(list);
        if (list?.Type is null || item is null || ListTypes.ElementOf(list.Type) is not { } element)
            return null;
        return CollectionPath.Of(list) is { } path ? new ListScan(call, list, path, item, element, comparer) : null;
    }

    /// <summary>See <see cref="Searches.RepeatedBy"/>.</summary>
    public IOperation? RepeatedBy(Func<CollectionPath, IOperation, bool> mayStay) => Searches.RepeatedBy(Call, Path, mayStay);

    private static (IOperation? List, IOperation? Item, IOperation? Comparer) OfStatic(IInvocationOperation call)
    {
        var isScan = CalleeName.Of(call.TargetMethod) is "System.Linq.Enumerable.Contains" or "System.Array.IndexOf" or "System.Array.LastIndexOf"
            or "System.MemoryExtensions.Contains" or "System.MemoryExtensions.IndexOf" or "System.MemoryExtensions.LastIndexOf";
        if (!isScan || call.Arguments.Length is < 2 or > 3)
            return default;
        var comparer = Argument(call, 2);
        if (comparer is not null && comparer.Type?.Name is "Int32")
            return default;
        return (Argument(call, 0), Argument(call, 1), comparer is null or { ConstantValue: { HasValue: true, Value: null } } ? null : comparer);
    }

    // Arguments stand in the order of evaluation, which names may change.
    private static IOperation? Argument(IInvocationOperation call, int ordinal) =>
        Collections.WithoutConversions(call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == ordinal)?.Value);

    private static IOperation? PlaceholderOf(IOperation placeholder)
    {
        IOperation child = placeholder;
        for (var parent = placeholder.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            if (parent is IConditionalAccessOperation access && ReferenceEquals(access.WhenNotNull, child))
                return Collections.WithoutConversions(access.Operation);
        }

        return null;
    }
}
