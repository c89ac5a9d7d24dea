namespace PerfInsight.Analyzers.Evidence;

/// <summary>Compares a compiler's path with a path relative to the repository.</summary>
internal static class SourcePath
{
    /// <summary>True where <paramref name="path"/> ends with all parts of <paramref name="relative"/>.</summary>
    public static bool IsSame(string path, string relative)
    {
        var start = path.Length - relative.Length;
        if (start < 0 || (start > 0 && path[start - 1] is not ('/' or '\\')))
            return false;
        for (var i = 0; i < relative.Length; i++)
        {
            var c = path[start + i];
            if ((c == '\\' ? '/' : c) != relative[i])
                return false;
        }

        return true;
    }
}
