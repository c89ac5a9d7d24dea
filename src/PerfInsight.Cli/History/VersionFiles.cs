using LibGit2Sharp;

namespace PerfInsight.Cli.History;

/// <summary>The files of a version. A profile knows a file by the path of the machine that built it: the longest common end tells.</summary>
internal sealed class VersionFiles
{
    // Lines of a member whose end is looked for; no method that is read is longer.
    private const int MostLines = 5000;

    private readonly Commit _commit;
    private readonly Dictionary<string, List<string>> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Lists the files of a commit.</summary>
    public VersionFiles(Commit commit)
    {
        _commit = commit;
        Add(commit.Tree);
    }

    /// <summary>The file of the version that a profile means; null where there is none, or no single one.</summary>
    public string? Find(string path)
    {
        var segments = path.Split('/', '\\').Where(static segment => segment.Length > 0).ToArray();
        if (segments.Length == 0 || !_byName.TryGetValue(segments[^1], out var paths))
            return null;
        var found = paths.Select(candidate => (Path: candidate, Common: Common(segments, candidate.Split('/')))).OrderByDescending(static candidate => candidate.Common).ToList();

        // A name alone proves nothing, unless the file stands at the top: every repository has a Program.cs.
        var isProof = found[0].Common >= 2 || found[0].Common == found[0].Path.Split('/').Length;
        return isProof && (found.Count == 1 || found[1].Common < found[0].Common) ? found[0].Path : null;
    }

    /// <summary>
    /// The last line of a member: where the bracket closes that it begins with, or the statement ends. Not before
    /// <paramref name="seen"/>, the last of its lines that the profile shows.
    /// </summary>
    public int LastLine(string path, int first, int seen)
    {
        if (_commit[path]?.Target is not Blob blob)
            return seen;
        var lines = blob.GetContentText().Split('\n');
        var (depth, isOpen) = (0, false);
        for (var line = first; line <= Math.Min(lines.Length, first + MostLines); line++)
        {
            foreach (var character in CodeOf(lines[line - 1]))
            {
                depth += character == '{' ? 1 : character == '}' ? -1 : 0;
                isOpen |= character == '{';
                if ((isOpen && depth <= 0) || (!isOpen && character == ';') || depth < 0)
                    return Math.Max(line, seen);
            }
        }

        return Math.Max(first, seen);
    }

    // Without comments and texts of one line; a bracket in a longer one makes the member too long, which adds a commit at most.
    private static IEnumerable<char> CodeOf(string line)
    {
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '/' && i + 1 < line.Length && line[i + 1] == '/')
                yield break;
            if (line[i] is '"' or '\'')
            {
                var quote = line[i];
                for (i++; i < line.Length && line[i] != quote; i++)
                    i += line[i] == '\\' ? 1 : 0;
                continue;
            }

            yield return line[i];
        }
    }

    private static int Common(string[] segments, string[] path)
    {
        var common = 0;
        while (common < segments.Length && common < path.Length && string.Equals(segments[^(common + 1)], path[^(common + 1)], StringComparison.OrdinalIgnoreCase))
            common++;
        return common;
    }

    private void Add(Tree tree)
    {
        foreach (var entry in tree)
        {
            if (entry.TargetType == TreeEntryTargetType.Tree)
            {
                Add((Tree)entry.Target);
            }
            else if (entry.TargetType == TreeEntryTargetType.Blob)
            {
                if (!_byName.TryGetValue(entry.Name, out var paths))
                    _byName.Add(entry.Name, paths = []);
                paths.Add(entry.Path.Replace('\\', '/'));
            }
        }
    }
}
