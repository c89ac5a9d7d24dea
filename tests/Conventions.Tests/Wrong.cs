namespace Conventions.Tests;

/// <summary>Fails with all that is wrong, one a line; an assertion on a collection prints a part of it.</summary>
internal static class Wrong
{
    public static void None(IEnumerable<string> found)
    {
        var all = string.Join('\n', found);
        Assert.True(all.Length == 0, all);
    }
}
