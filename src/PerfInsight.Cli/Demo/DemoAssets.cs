namespace PerfInsight.Cli.Demo;

/// <summary>What the demo needs and the tool brings along: the sample's sources and the analyzers.</summary>
/// <param name="Sample">Folder of the sample program's sources.</param>
/// <param name="Analyzers">Folder laid out like the analyzer package: <c>analyzers/dotnet/…/*.dll</c> and <c>build/*.props</c>.</param>
internal sealed record DemoAssets(string Sample, string Analyzers)
{
    /// <summary>The assets beside the tool.</summary>
    /// <exception cref="CommandException">They are not there.</exception>
    public static DemoAssets Find(string toolFolder)
    {
        var assets = new DemoAssets(Path.Combine(toolFolder, "demo", "Storefront"), Path.Combine(toolFolder, "demo", "analyzers"));
        foreach (var folder in (string[])[assets.Sample, assets.Analyzers])
        {
            if (!Directory.Exists(folder))
                throw CommandException.Unreadable(folder, "the folder is missing from this installation of the tool. Install it again.");
        }

        return assets;
    }
}
