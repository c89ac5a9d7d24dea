using System.Collections.Immutable;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Evidence;

/// <summary>
/// What in a profile would show a pattern's own cost: time in certain callees, bytes of certain types, waits at the
/// line. Any one suffices; the costliest is quoted.
/// </summary>
internal sealed class Proof
{
    private Proof(ImmutableArray<Clue> clues) => Clues = clues;

    /// <summary>Nothing can show it; the pattern is likely at most.</summary>
    public static Proof None { get; } = new(ImmutableArray<Clue>.Empty);

    /// <summary>The clues, any of which confirms.</summary>
    public ImmutableArray<Clue> Clues { get; }

    /// <summary>Cost in a callee, by <see cref="CalleeName"/>; a trailing <c>*</c> stands for any ending.</summary>
    public static Proof Callee(SampleKind kind, params string[] names) => new(ImmutableArray.Create(new Clue(ClueSource.Callee, kind, ImmutableArray.Create(names))));

    /// <summary>Allocations of a type, by <see cref="CalleeName.OfType"/>.</summary>
    public static Proof AllocatedType(params string[] names) =>
        new(ImmutableArray.Create(new Clue(ClueSource.AllocatedType, SampleKind.AllocSpace, ImmutableArray.Create(names))));

    /// <summary>Cost of the pattern's lines, where the lines hold nothing else.</summary>
    public static Proof Line(SampleKind kind) => new(ImmutableArray.Create(new Clue(ClueSource.Line, kind, ImmutableArray<string>.Empty)));

    /// <summary>Cost of the whole member, for events that only the pattern can cause (waits for its lock).</summary>
    public static Proof Member(SampleKind kind) => new(ImmutableArray.Create(new Clue(ClueSource.Member, kind, ImmutableArray<string>.Empty)));

    /// <summary>Either.</summary>
    public Proof Or(Proof other) => new(Clues.AddRange(other.Clues));
}

/// <summary>Where a clue stands in a summary.</summary>
internal enum ClueSource
{
    Callee,
    AllocatedType,
    Line,
    Member,
}

/// <summary>One clue: cost of a kind from a source under one of several names.</summary>
internal sealed record Clue(ClueSource Source, SampleKind Kind, ImmutableArray<string> Names)
{
    /// <summary>True where one of the names fits.</summary>
    public bool Fits(string name)
    {
        foreach (var candidate in Names)
        {
            if (candidate.EndsWith("*", StringComparison.Ordinal)
                ? name.StartsWith(candidate.Substring(0, candidate.Length - 1), StringComparison.Ordinal)
                : name == candidate)
            {
                return true;
            }
        }

        return false;
    }
}
