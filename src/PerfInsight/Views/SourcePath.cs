namespace PerfInsight.Views;

/// <summary>Paths of source files, as text: the file system is not asked.</summary>
internal static class SourcePath
{
    /// <summary>The shortest path that names the same file: no <c>.</c>, no doubled slashes, no <c>a/..</c>.</summary>
    public static string Clean(string path)
    {
        if (!path.Contains("//", StringComparison.Ordinal) && !path.Contains("/.", StringComparison.Ordinal) && !path.StartsWith("./", StringComparison.Ordinal))
            return path;
        var parts = new List<string>();
        var isRooted = path.StartsWith('/');
        foreach (var part in path.Split('/'))
        {
            if (part is "" or ".")
                continue;
            if (part != ".." || (parts.Count == 0 ? !isRooted : parts[^1] == ".."))
                parts.Add(part);
            else if (parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
        }

        var clean = string.Join('/', parts);
        return isRooted ? "/" + clean : clean.Length == 0 ? "." : clean;
    }
}
