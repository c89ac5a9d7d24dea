using System.Globalization;
using System.Text.RegularExpressions;

namespace PerfInsight.Gating.Changes;

/// <summary>The lines that a change adds or alters, by file; of a removal the lines on both sides of it.</summary>
public sealed partial class SourceChanges
{
    private readonly Dictionary<string, List<(long First, long Last)>> _files;

    private SourceChanges(Dictionary<string, List<(long First, long Last)>> files) => _files = files;

    /// <summary>The files, relative to the repository, as the candidate has them; in ordinal order.</summary>
    public IReadOnlyList<string> Files => [.. _files.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Reads a unified diff, as <c>git diff</c> and <c>diff -u</c> write it, with or without lines of context.</summary>
    /// <param name="diff">The diff.</param>
    /// <exception cref="FormatException">It is none; the message says what was expected.</exception>
    public static SourceChanges Parse(string diff)
    {
        var files = new Dictionary<string, List<(long First, long Last)>>(StringComparer.Ordinal);
        List<(long First, long Last)>? file = null;
        var (line, left, removed) = (0L, 0L, 0L);
        var number = 0;
        foreach (var text in diff.AsSpan().EnumerateLines())
        {
            number++;
            if (left > 0 || removed > 0)
            {
                // Inside a hunk a line is what its first character says, whatever follows it.
                var kind = text.IsEmpty ? ' ' : text[0];
                if (kind == '-')
                {
                    removed--;
                    Mark(file, Math.Max(1, line - 1), line);
                }
                else if (kind == '+')
                {
                    left--;
                    Mark(file, line, line);
                    line++;
                }
                else if (kind != '\\')
                {
                    (left, removed, line) = (left - 1, removed - 1, line + 1);
                }

                continue;
            }

            if (text.StartsWith("+++ "))
            {
                var name = Name(text[4..].ToString());
                file = name is null ? null : files.TryGetValue(name, out var known) ? known : files[name] = [];
            }
            else if (text.StartsWith("@@ "))
            {
                if (Hunk().Match(text.ToString()) is not { Success: true } hunk)
                    throw new FormatException($"line {number}: expected '@@ -1,2 +3,4 @@', found '{text}'");
                line = Number(hunk.Groups["start"], 0);
                (removed, left) = (Number(hunk.Groups["removed"], 1), Number(hunk.Groups["added"], 1));

                // Where nothing is left, the start is the line before.
                if (left == 0)
                    line++;
            }
        }

        return files.Count == 0 && !string.IsNullOrWhiteSpace(diff) && !diff.Contains("diff --git ", StringComparison.Ordinal) && !diff.Contains("--- ", StringComparison.Ordinal)
            ? throw new FormatException("expected a unified diff with '--- ', '+++ ' and '@@' lines, found something else")
            : new SourceChanges(files);
    }

    /// <summary>The changed file that a path of a profile stands for: the one with the same end; null where none or several have it.</summary>
    /// <param name="path">A path as a profile has it: relative, of the build machine, or <c>/_/src/…</c>.</param>
    public string? FileOf(string path) => SourcePaths.Find(_files.Keys, path);

    /// <summary>True where a line is part of the change.</summary>
    public bool Contains(string file, long line) => Overlaps(file, line, line);

    /// <summary>True where some of the lines are part of the change.</summary>
    public bool Overlaps(string file, long first, long last) => FirstIn(file, first, last) is not null;

    /// <summary>The first changed line among some; null where none is.</summary>
    public long? FirstIn(string file, long first, long last)
    {
        long? found = null;
        foreach (var range in _files.GetValueOrDefault(file) ?? [])
        {
            if (range.First <= last && first <= range.Last)
                found = Math.Min(found ?? long.MaxValue, Math.Max(range.First, first));
        }

        return found;
    }

    private static void Mark(List<(long First, long Last)>? file, long first, long last)
    {
        if (file is null)
            return;
        if (file.Count > 0 && first <= file[^1].Last + 1 && last >= file[^1].First)
            file[^1] = (Math.Min(first, file[^1].First), Math.Max(last, file[^1].Last));
        else
            file.Add((first, last));
    }

    // "b/src/A.cs", a path with a tab and a time after it (diff -u), or one in quotes.
    private static string? Name(string text)
    {
        var name = text.Split('\t')[0].Trim();
        if (name is ['"', .., '"'])
            name = Escape().Replace(name[1..^1], static match => match.Groups[1].Value);
        if (name == "/dev/null")
            return null;
        return name.StartsWith("b/", StringComparison.Ordinal) ? name[2..] : name;
    }

    private static long Number(Group group, long missing) => group.Success ? long.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : missing;

    [GeneratedRegex(@"^@@ -[0-9]{1,9}(,(?<removed>[0-9]{1,9}))? \+(?<start>[0-9]{1,9})(,(?<added>[0-9]{1,9}))? @@")]
    private static partial Regex Hunk();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escape();
}
