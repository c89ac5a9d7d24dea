namespace PerfInsight.Tests.Testing;

/// <summary>Compares long texts: says the first line that differs, not all of them.</summary>
internal static class Lines
{
    public static void Equal(IEnumerable<string> expected, IEnumerable<string> actual)
    {
        var (left, right) = (expected.ToList(), actual.ToList());
        for (var i = 0; i < Math.Min(left.Count, right.Count); i++)
            Assert.True(left[i].TrimEnd() == right[i].TrimEnd(), $"line {i + 1}: expected\n{left[i]}\nfound\n{right[i]}");
        Assert.Equal(left.Count, right.Count);
    }
}
