namespace PerfInsight.Formats;

/// <summary>Damage that a reader gets over: of each kind where it was met first, and how often.</summary>
internal sealed class DamageNotes
{
    private readonly Dictionary<string, (string Position, long Times)> _notes = new(StringComparer.Ordinal);

    /// <summary>Adds a piece of damage.</summary>
    /// <param name="position">Where it is.</param>
    /// <param name="expected">What was expected and what was found, the same text for damage of one kind.</param>
    /// <param name="times">How many of them.</param>
    public void Add(string position, string expected, long times = 1)
    {
        var (first, earlier) = _notes.TryGetValue(expected, out var known) ? known : (position, 0);
        _notes[expected] = (first, earlier + times);
    }

    /// <summary>A warning for each kind.</summary>
    public IReadOnlyList<string> ToWarnings() =>
        [.. _notes.Select(static note => $"{note.Value.Position}: {note.Key}{(note.Value.Times == 1 ? "" : $" ({note.Value.Times} times)")}")];
}
