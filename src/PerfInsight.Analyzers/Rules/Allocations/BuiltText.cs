using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>A local in which text is put together for one use.</summary>
internal static class BuiltText
{
    /// <summary>The text that such a local starts with, where <paramref name="use"/> is the only one that reads it; null for other expressions.</summary>
    public static IOperation? Of(IOperation use)
    {
        if (use is not ILocalReferenceOperation { Local: var local } reference || Loops.Around(use).Any()
            || OwnedLocals.InitializerOf(local, use) is not { ConstantValue.HasValue: false } text)
        {
            return null;
        }

        return Functions.ReferencesTo(local, use).All(other => ReferenceEquals(other, reference) || (other.Parent is ICompoundAssignmentOperation add && ReferenceEquals(add.Target, other))) ? text : null;
    }
}
