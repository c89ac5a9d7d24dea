using PerfInsight.Gating.Changes;

namespace PerfInsight.Tests.Gating;

public sealed class SourceChangesTests
{
    [Fact]
    public void Lines_that_are_added_or_altered_are_part_of_the_change_and_those_around_a_removal()
    {
        var changes = SourceChanges.Parse(
            """
            diff --git a/src/A.cs b/src/A.cs
            --- a/src/A.cs
            +++ b/src/A.cs
            @@ -3,7 +3,8 @@ class A
             three
             four
            -five
            +FIVE
            +five and a half
             six
             seven
             eight
             nine
            @@ -20,3 +21,2 @@
             twenty
            -twenty-one
             twenty-two
            """);

        Assert.Equal(["src/A.cs"], changes.Files);
        Assert.Equal([4, 5, 6, 21, 22], Enumerable.Range(1, 40).Where(line => changes.Contains("src/A.cs", line)));
        Assert.Equal(21, changes.FirstIn("src/A.cs", 10, 100));
        Assert.Null(changes.FirstIn("src/A.cs", 7, 20));
        Assert.Null(changes.FirstIn("src/B.cs", 1, 100));
    }

    [Theory]
    [InlineData("@@ -5 +5 @@\n-a\n+b", new[] { 4, 5 })]
    [InlineData("@@ -5,0 +6,2 @@\n+a\n+b", new[] { 6, 7 })]
    [InlineData("@@ -5,2 +4,0 @@\n-a\n-b", new[] { 4, 5 })]
    [InlineData("@@ -1 +0,0 @@\n-a", new[] { 1 })]
    [InlineData("@@ -5 +5 @@\n--- a\n+++ b", new[] { 4, 5 })] // a line of code that begins with dashes
    [InlineData("@@ -5 +5 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file", new[] { 4, 5 })]
    public void Hunks_without_context_are_read(string hunk, int[] expected)
    {
        foreach (var end in new[] { "\n", "\r\n" })
        {
            var changes = SourceChanges.Parse($"--- a/A.cs\n+++ b/A.cs\n{hunk}\ndiff --git a/Z.cs b/Z.cs\n--- a/Z.cs\n+++ /dev/null\n@@ -1 +0,0 @@\n-gone".Replace("\n", end, StringComparison.Ordinal));

            Assert.Equal(["A.cs"], changes.Files);
            Assert.Equal(expected, Enumerable.Range(1, 20).Where(line => changes.Contains("A.cs", line)));
        }
    }

    [Theory]
    [InlineData("+++ b/src/Shop/Cache.cs\t2026-11-20 10:00:00", "src/Shop/Cache.cs")]
    [InlineData("+++ src/Shop/Cache.cs", "src/Shop/Cache.cs")]
    [InlineData("+++ \"b/src/Shop/\\\"Cache\\\".cs\"", "src/Shop/\"Cache\".cs")]
    public void Names_are_those_of_the_candidate(string line, string expected) =>
        Assert.Equal([expected], SourceChanges.Parse($"--- a/x\n{line}\n@@ -1 +1 @@\n-a\n+b").Files);

    [Theory]
    [InlineData("src/Shop/Cache.cs", "src/Shop/Cache.cs")]
    [InlineData("/_/src/Shop/Cache.cs", "src/Shop/Cache.cs")]
    [InlineData("C:\\agent\\1\\src\\Shop\\Cache.cs", "src/Shop/Cache.cs")]
    [InlineData("Shop/Cache.cs", "src/Shop/Cache.cs")]
    [InlineData("Other/Cache.cs", null)]
    [InlineData("Cache.cs", null)]
    [InlineData("Tool/Program.cs", null)] // two have this end
    public void A_path_of_a_profile_is_found_by_its_end(string path, string? expected)
    {
        var changes = SourceChanges.Parse(string.Concat(new[] { "src/Shop/Cache.cs", "a/Tool/Program.cs", "b/Tool/Program.cs" }.Select(static file => $"--- a/{file}\n+++ b/{file}\n@@ -1 +1 @@\n-a\n+b\n")));

        Assert.Equal(expected, changes.FileOf(path));
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("--- a/A\n+++ b/A\n@@ -x +1 @@\n+a")]
    [InlineData("--- a/A\n+++ b/A\n@@ -1 +99999999999999999999 @@\n+a")]
    public void What_is_no_diff_is_said(string text) => Assert.Throws<FormatException>(() => SourceChanges.Parse(text));

    [Fact]
    public void No_change_is_a_change_of_nothing() => Assert.Empty(SourceChanges.Parse("").Files);
}
