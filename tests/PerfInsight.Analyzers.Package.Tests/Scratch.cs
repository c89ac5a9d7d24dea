using System.Diagnostics;
using System.Text.RegularExpressions;

namespace PerfInsight.Analyzers.Package.Tests;

/// <summary>A repository in a temporary folder, with packages and tools of its own; deleted at the end.</summary>
internal sealed partial class Scratch : IDisposable
{
    // Restore, build and format of one small project take seconds; a hang must not hold up a build for longer than this.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public Scratch()
    {
        // Spaces and brackets, because MSBuild's globs have their own idea of such characters.
        Root = Directory.CreateTempSubdirectory("perfinsight (a b) ").FullName;

        // The repository ends here: nothing above it is asked for properties, packages or feeds.
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        Write(".git/HEAD", "ref: refs/heads/main\n");
        Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="built" value="{PackageFile.Feed}" />
              </packageSources>
            </configuration>
            """);
    }

    /// <summary>The repository's root.</summary>
    public string Root { get; }

    public string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public void Write(string path, string text)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    /// <summary>Copies a file that is committed next to these tests.</summary>
    public void Copy(string file, string to) => Write(to, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Scratch", file)));

    /// <summary>Runs <c>dotnet</c> in the root; it must succeed.</summary>
    /// <returns>What it printed, with the root's path cut off.</returns>
    public async Task<string> DotnetAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            WorkingDirectory = Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var inherited in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(inherited);
        start.Environment["NUGET_PACKAGES"] = Path.Combine(Root, ".packages");
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(Limit);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            var text = (await output + await errors).Replace(Root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
            Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{text}");
            return text;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Builds a project anew.</summary>
    /// <returns>Its warnings, each once, as the build prints them but for the project's name at the end.</returns>
    public async Task<string[]> WarningsAsync(string project)
    {
        var output = await DotnetAsync("build", project, "--no-incremental", "-p:UseSharedCompilation=false", "-v:quiet", "-clp:NoSummary");
        return [.. Warning().Matches(output).Select(match => match.Value.Trim()).Distinct()];
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    [GeneratedRegex(@"^.*: warning .*?(?= \[[^\[]*\]\r?$)", RegexOptions.Multiline)]
    private static partial Regex Warning();
}
