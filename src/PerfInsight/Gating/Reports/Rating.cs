namespace PerfInsight.Gating.Reports;

/// <summary>How good a change is for performance: 0 to 10, above 5 is a win.</summary>
/// <param name="Value">The rating, with one decimal.</param>
/// <param name="Lines">The arithmetic, line by line; points add up to <paramref name="Value"/> before it is kept within 0 and 10.</param>
public sealed record Rating(double Value, IReadOnlyList<RatingLine> Lines)
{
    /// <summary>True where the change counts as a win.</summary>
    public bool IsPositive => Value > 5;
}

/// <summary>A line of the arithmetic.</summary>
/// <param name="Text">What it is for: <c>Cache.Rehash alloc_space.self +994 MB (28 % of all) × 1.0 certain</c>.</param>
/// <param name="Points">Points that it adds.</param>
public sealed record RatingLine(string Text, double Points);

/// <summary>An item of the definition of done (playbook, section 6).</summary>
/// <param name="Item">What must hold.</param>
/// <param name="State">Whether it does.</param>
/// <param name="Proof">What proves it, or what is missing and what to do.</param>
public sealed record ChecklistItem(string Item, ChecklistState State, string Proof);

/// <summary>State of an item.</summary>
public enum ChecklistState
{
    /// <summary>Shown to hold.</summary>
    Proved,

    /// <summary>Shown not to hold, or nothing shows it.</summary>
    Open,

    /// <summary>Says nothing of this change.</summary>
    NotApplicable,
}
