using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>
/// A set, dictionary or lookup that each call builds from what was there before it, asks, and throws away: the look-ups that it is
/// built for cost less than to build it.
/// </summary>
internal static class RebuiltIndex
{
    private static readonly HashSet<string> Indexes = new(StringComparer.Ordinal) { "HashSet", "Dictionary", "SortedSet", "SortedDictionary", "ILookup", "Lookup" };

    /// <summary>True for a copy of <paramref name="source"/> that depends on nothing but the object's own state and is only asked.</summary>
    public static bool Is(IOperation copy, IOperation source) => copy.Type is { } type && Indexes.Contains(type.Name) && FrameworkCalls.IsFramework(type)
        && Sequences.RootOf(source) == SequenceRoot.Member
        && IsInLocal(copy) && Uses.AreReads(copy)
        && !DependsOnCall(copy);

    private static bool IsInLocal(IOperation copy) => Uses.ParentOf(copy) is IVariableInitializerOperation;

    // A selector's own parameters are no part of the call.
    private static bool DependsOnCall(IOperation copy) => copy.DescendantsAndSelf().Any(operation => operation switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation => Collections.SymbolOf(operation) is { } symbol && !Collections.IsDeclaredIn(symbol, copy),
        IAwaitOperation => true,
        _ => false,
    });
}
