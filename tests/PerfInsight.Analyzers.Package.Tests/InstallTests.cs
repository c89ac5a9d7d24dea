namespace PerfInsight.Analyzers.Package.Tests;

public sealed class InstallTests
{
    [Fact]
    public async Task Installed_from_a_feed_it_warns_at_the_line_and_dotnet_format_takes_the_fix()
    {
        using var scratch = new Scratch();
        scratch.Copy("Shop/Shop.csproj", "src/Shop/Shop.csproj");
        scratch.Copy("Shop/Matcher.cs", "src/Shop/Matcher.cs");
        scratch.Copy("shop.perfinsight.json", "shop.perfinsight.json");

        Assert.Equal(
            ["src/Shop/Matcher.cs(19,17): warning PI2001: 'List<string>.Contains' in this loop takes 36 % of CPU (4.1 s of 11 s in "
            + "'match-load', commit 3f2c1ab): build a HashSet<string> before the loop (https://github.com/perfinsight/perfinsight/blob/main/docs/rules/PI2001.md)"],
            await scratch.WarningsAsync("src/Shop"));
        var before = await scratch.DotnetAsync("src/Shop/bin/Debug/net10.0/Shop.dll");

        await scratch.DotnetAsync("format", "analyzers", "src/Shop", "--no-restore", "--diagnostics", "PI2001");

        Assert.Contains("var knownSet = new HashSet<string>(known);", scratch.Read("src/Shop/Matcher.cs"), StringComparison.Ordinal);
        Assert.Single(Occurrences(scratch.Read("src/Shop/Matcher.cs"), "knownSet.Contains(order)"));
        Assert.Empty(await scratch.WarningsAsync("src/Shop"));
        Assert.Equal(before, await scratch.DotnetAsync("src/Shop/bin/Debug/net10.0/Shop.dll"));
    }

    private static string[] Occurrences(string text, string part) => text.Split(part)[1..];
}
