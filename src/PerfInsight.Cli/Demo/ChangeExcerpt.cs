namespace PerfInsight.Cli.Demo;

/// <summary>The lines that differ between two versions of a file, in the way of <c>diff</c>, without context.</summary>
internal static class ChangeExcerpt
{
    /// <summary>Changed lines of the first differing places, <c>- line</c> and <c>+ line</c>, at most <paramref name="maxLines"/>.</summary>
    public static IReadOnlyList<string> Of(string before, string after, int maxLines)
    {
        var a = Lines(before);
        var b = Lines(after);
        var common = LongestCommonSuffixes(a, b);
        var changes = new List<string>();
        int i = 0, j = 0;
        while (i < a.Length || j < b.Length)
        {
            if (i < a.Length && j < b.Length && a[i] == b[j])
            {
                i++;
                j++;
            }
            else if (j == b.Length || (i < a.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                changes.Add("- " + a[i++]);
            }
            else
            {
                changes.Add("+ " + b[j++]);
            }
        }

        return Outdent(changes.Count <= maxLines ? changes : [.. changes.Take(maxLines - 1), "  …"]);
    }

    /// <summary>How many lines were taken out and put in.</summary>
    public static (int Removed, int Added) Count(string before, string after)
    {
        var changes = Of(before, after, int.MaxValue);
        return (changes.Count(line => line[0] == '-'), changes.Count(line => line[0] == '+'));
    }

    // Source files of the sample have a few hundred lines, so the quadratic table is small.
    private static int[,] LongestCommonSuffixes(string[] a, string[] b)
    {
        var length = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        {
            for (var j = b.Length - 1; j >= 0; j--)
                length[i, j] = a[i] == b[j] ? length[i + 1, j + 1] + 1 : Math.Max(length[i + 1, j], length[i, j + 1]);
        }

        return length;
    }

    private static List<string> Outdent(List<string> changes)
    {
        var indents = changes.Where(line => line.Length > 2 && line[0] != ' ').Select(line => line.Length - 2 - line[2..].TrimStart().Length);
        var indent = indents.DefaultIfEmpty(0).Min();
        return changes.ConvertAll(line => line.Length >= 2 + indent && line[0] != ' ' ? line[..2] + line[(2 + indent)..] : line);
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
