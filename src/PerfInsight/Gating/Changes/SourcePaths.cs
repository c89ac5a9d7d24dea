namespace PerfInsight.Gating.Changes;

/// <summary>Paths of profiles and paths of a repository: the first have the folders of the machine that built the program.</summary>
internal static class SourcePaths
{
    /// <summary>
    /// The repository's path that a profile's path stands for: an equal one, else the one file with the longest common end of at least two
    /// parts, for every repository has a Program.cs. Null where there is none, or several.
    /// </summary>
    public static string? Find(IEnumerable<string> repository, string path)
    {
        var name = Normal(path);
        var (best, length, isTie) = ((string?)null, 0, false);
        foreach (var file in repository)
        {
            if (file == name)
                return file;
            var common = CommonEnd(file, name);
            if (common > length)
                (best, length, isTie) = (file, common, false);
            else if (common == length)
                isTie = common > 0;
        }

        return isTie || length < 2 ? null : best;
    }

    /// <summary>With forward slashes and without what a deterministic build puts before.</summary>
    public static string Normal(string path)
    {
        var name = path.Replace('\\', '/');
        return name.StartsWith("/_/", StringComparison.Ordinal) ? name[3..] : name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;
    }

    // How many parts two paths have in common at their ends.
    private static int CommonEnd(string left, string right)
    {
        var (common, i, j) = (0, left.Length, right.Length);
        while (i > 0 && j > 0)
        {
            var (a, b) = (left.LastIndexOf('/', i - 1), right.LastIndexOf('/', j - 1));
            if (!left.AsSpan(a + 1, i - a - 1).SequenceEqual(right.AsSpan(b + 1, j - b - 1)))
                break;
            (common, i, j) = (common + 1, Math.Max(a, 0), Math.Max(b, 0));
        }

        return common;
    }
}
