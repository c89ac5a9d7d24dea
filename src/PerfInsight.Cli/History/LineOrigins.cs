using LibGit2Sharp;

namespace PerfInsight.Cli.History;

/// <summary>Which lines of a file stood where in the version before.</summary>
internal sealed class LineOrigins
{
    private readonly int[] _before;
    private readonly string[] _lines;
    private readonly int _countBefore;

    /// <summary>Compares two versions.</summary>
    public LineOrigins(Repository repository, Blob before, Blob after)
    {
        _lines = after.GetContentText().Split('\n');
        _countBefore = before.GetContentText().Split('\n').Length;
        _before = new int[_lines.Length + 1];
        var changes = repository.Diff.Compare(before, after, new CompareOptions { ContextLines = 0, InterhunkLines = 0 });
        var added = changes.AddedLines.Select(static line => line.LineNumber).ToHashSet();
        var deleted = changes.DeletedLines.Select(static line => line.LineNumber).ToHashSet();

        // Lines that are neither added nor deleted are the same ones, in the same order.
        var old = 0;
        for (var line = 1; line < _before.Length; line++)
        {
            if (added.Contains(line))
                continue;
            do
                old++;
            while (deleted.Contains(old));
            _before[line] = old;
        }
    }

    /// <summary>Where the lines were before, and whether any of them changed; no place where all of them are new.</summary>
    public (MemberPlace? Before, bool IsTouched) Of(MemberPlace place, string pathBefore)
    {
        var end = Math.Min(place.Last, _before.Length - 1);
        var (first, last, kept, hasText) = (0, 0, 0, false);
        for (var line = place.First; line <= end; line++)
        {
            if (_before[line] == 0)
                continue;
            first = first == 0 ? _before[line] : first;
            last = _before[line];
            kept++;
            hasText |= _lines[line - 1].Any(char.IsLetterOrDigit);
        }

        if (kept == 0)
            (first, last) = Replaced(place.First, end);

        // A bracket that a new method shares with the one before it is no line of it, unless there was code between the brackets.
        if (last < first || (kept > 0 && !hasText && last - first + 1 == kept))
            return (null, true);
        return (new MemberPlace(pathBefore, first, last), kept < end - place.First + 1 || last - first + 1 > kept);
    }

    // What stood between the lines that are still around these; nothing where the last is less than the first.
    private (int First, int Last) Replaced(int first, int last)
    {
        var (above, below) = (first - 1, last + 1);
        while (above > 0 && _before[above] == 0)
            above--;
        while (below < _before.Length && _before[below] == 0)
            below++;
        return ((above > 0 ? _before[above] : 0) + 1, (below < _before.Length ? _before[below] : _countBefore + 1) - 1);
    }
}
