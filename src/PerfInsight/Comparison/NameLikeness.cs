namespace PerfInsight.Comparison;

/// <summary>How alike two names of members are, from 0 to 1.</summary>
internal static class NameLikeness
{
    /// <summary>1 for the same method in another type, or the same place in a file; else by the longest beginning and end they share.</summary>
    public static double Of(Member old, Member present)
    {
        if (Simple(old.Name) == Simple(present.Name) || (old.File.Length > 0 && old.File == present.File && old.StartLine > 0 && old.StartLine == present.StartLine))
            return 1;
        var left = Bare(old.Name);
        var right = Bare(present.Name);
        var shortest = Math.Min(left.Length, right.Length);
        var start = left.CommonPrefixLength(right);
        var end = 0;
        while (end < shortest - start && left[^(end + 1)] == right[^(end + 1)])
            end++;
        return (double)(start + end) / Math.Max(left.Length, right.Length);
    }

    private static ReadOnlySpan<char> Bare(string name) => name.IndexOf('(', StringComparison.Ordinal) is > 0 and var end ? name.AsSpan(0, end) : name;

    private static string Simple(string name)
    {
        var bare = Bare(name);
        return bare[(bare.LastIndexOf('.') + 1)..].ToString();
    }
}
