using Microsoft.CodeAnalysis;

namespace PerfInsight.Analyzers.Allocations;

/// <summary>What a piece of code puts on the heap.</summary>
internal enum AllocationKind
{
    Object,
    Array,
    ParamsArray,
    String,
    Boxing,
    Closure,
    Delegate,
    Enumerator,
    Iterator,
    StateMachine,
}

/// <summary>A place where a member allocates.</summary>
/// <param name="Place">The code.</param>
/// <param name="Kind">What is allocated.</param>
/// <param name="Why">What makes it necessary, in words; without the kind.</param>
/// <param name="Types">
/// The types by which a profile knows it, as <see cref="Evidence.CalleeName.OfType"/> writes them; a trailing <c>*</c> stands for any
/// ending, and one in front for any beginning.
/// </param>
internal sealed record AllocationSite(SyntaxNode Place, AllocationKind Kind, string Why, IReadOnlyList<string> Types)
{
    /// <summary>True where a profile's name of a type is one of <see cref="Types"/>.</summary>
    public bool Fits(string type) => Types.Any(pattern =>
        pattern.EndsWith("*", StringComparison.Ordinal) ? type.IndexOf(pattern.Trim('*'), StringComparison.Ordinal) >= 0 : type == pattern);
}
