namespace PerfInsight.Cli.Demo;

/// <summary>
/// A folder of its own for one demo: a copy of the sample, the analyzers as a package would bring them, all outputs.
/// Nothing outside of it is written. It is removed at the end, unless the user wants to keep it.
/// </summary>
internal sealed class DemoWorkspace : IDisposable
{
    /// <summary>Property, given in the environment, that turns the analyzers on.</summary>
    public const string AnalyzersProperty = "UsePerfInsight";

    /// <summary>Folder of the analyzers.</summary>
    public const string AnalyzersFolder = "analyzers";

    /// <summary>What a build of the sample is run as.</summary>
    public const string SampleDll = "Storefront.dll";

    private const int MaxDeleteAttempts = 20;

    private static readonly TimeSpan DeleteInterval = TimeSpan.FromMilliseconds(100);

    private readonly bool _keep;

    private DemoWorkspace(string root, bool keep)
    {
        Root = root;
        _keep = keep;
    }

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>The project that is built.</summary>
    public string Project { get; private init; } = "";

    /// <summary>The summary that the analyzers read.</summary>
    public string Summary => this["storefront.perfinsight.json"];

    /// <summary>The summary of the fixed program; in a folder where the analyzers do not look.</summary>
    public string SummaryAfter => this[Path.Combine("after", "storefront.perfinsight.json")];

    /// <summary>A path below <see cref="Root"/>.</summary>
    public string this[string name] => Path.Combine(Root, name);

    /// <summary>Copies the sample and writes what a user of the analyzer package has in a repository.</summary>
    /// <param name="assets">What is copied.</param>
    /// <param name="folder">An empty or new folder; null for a temporary one.</param>
    /// <param name="keep">True to leave it behind.</param>
    public static DemoWorkspace Create(DemoAssets assets, string? folder, bool keep)
    {
        if (folder is not null && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw CommandException.Usage($"{folder}: expected an empty or new folder for --work, found files in it.");
        if (folder is not null && File.Exists(folder))
            throw CommandException.Usage($"{folder}: expected a folder for --work, found a file.");
        var root = folder is null
            ? Directory.CreateTempSubdirectory("perfinsight-demo-").FullName
            : Directory.CreateDirectory(folder).FullName;
        var workspace = new DemoWorkspace(root, keep) { Project = Path.Combine(root, "Storefront", "Storefront.csproj") };
        try
        {
            Copy(assets.Sample, Path.Combine(root, "Storefront"));
            Copy(assets.Analyzers, Path.Combine(root, AnalyzersFolder));
            workspace.WriteSettings();
            return workspace;
        }
        catch
        {
            workspace.Dispose();
            throw;
        }
    }

    /// <summary>The sample's sources by path relative to <see cref="Root"/>.</summary>
    public IReadOnlyDictionary<string, string> ReadSources()
    {
        var sources = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(Project)!, "*.cs", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(Root, file).Replace('\\', '/');
            if (!path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
                sources.Add(path, File.ReadAllText(file));
        }

        return sources;
    }

    public void Dispose()
    {
        if (_keep)
            return;
        for (var attempt = 1; Directory.Exists(Root); attempt++)
        {
            try
            {
                Directory.Delete(Root, recursive: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException && attempt < MaxDeleteAttempts)
            {
                // A program that was just ended may hold a file, or write one, for a moment more.
                Thread.Sleep(DeleteInterval);
            }
        }
    }

    private void WriteSettings()
    {
        var dlls = Directory.EnumerateFiles(this["analyzers"], "*.dll", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        var analyzers = string.Concat(dlls.Select(dll => $"    <Analyzer Include=\"{dll}\" />\n"));

        // These files also end the search upwards, so that no settings of a folder above reach the sample.
        File.WriteAllText(this["Directory.Build.props"], $"""
            <Project>
              <PropertyGroup>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <LangVersion>latest</LangVersion>
                <DebugType>portable</DebugType>
                <UseAppHost>false</UseAppHost>
                <InvariantGlobalization>true</InvariantGlobalization>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <Import Project="analyzers/build/PerfInsight.Analyzers.props" Condition="'$({AnalyzersProperty})' == 'true'" />
              <ItemGroup Condition="'$({AnalyzersProperty})' == 'true'">
            {analyzers}  </ItemGroup>
            </Project>

            """);
        // The sample's own project wants no warnings; here they are the point.
        File.WriteAllText(this["Directory.Build.targets"], """
            <Project>
              <PropertyGroup>
                <TreatWarningsAsErrors>false</TreatWarningsAsErrors>
              </PropertyGroup>
            </Project>

            """);
        File.WriteAllText(this["Directory.Packages.props"], "<Project />\n");
        File.WriteAllText(this[".editorconfig"], "root = true\n");
        // Marks the root of a repository, where the package looks for summaries.
        Directory.CreateDirectory(this[".git"]);
        File.WriteAllText(this[Path.Combine(".git", "HEAD")], "ref: refs/heads/main\n");
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
