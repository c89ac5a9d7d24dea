using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace PerfInsight.Cli.Tests.Assistants;

/// <summary>A real client, and the built tool as its child process.</summary>
public sealed class McpServerTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("perfinsight-tests-").FullName;

    private McpClient _client = null!;

    public async Task InitializeAsync()
    {
        var root = Directory.CreateDirectory(Path.Combine(_folder, "root")).FullName;
        File.Copy(Path.Combine(RepositoryRoot.Growth, "grow.perfinsight.json"), Path.Combine(root, "grow.perfinsight.json"));
        File.Copy(Path.Combine(RepositoryRoot.Growth, "grow.perfinsight.json"), Path.Combine(_folder, "outside.perfinsight.json"));
        foreach (var name in new[] { "shop-baseline.pb.gz", "shop-candidate.pb.gz" })
            File.Copy(Path.Combine(RepositoryRoot.Profiles, name), Path.Combine(root, name));
        _client = await McpClient.CreateAsync(new StdioClientTransport(new StdioClientTransportOptions
        {
            Name = "perfinsight",
            Command = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            Arguments = [Path.Combine(AppContext.BaseDirectory, "PerfInsight.Cli.dll"), "mcp", "--root", root],
        }));
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Tools_are_listed_with_their_arguments()
    {
        var tools = await _client.ListToolsAsync();

        Assert.Equal(["diagnose", "diff", "explain", "findings", "hotspots", "rule"], tools.Select(tool => tool.Name).Order(StringComparer.Ordinal));
        Assert.All(tools, tool => Assert.NotEmpty(tool.Description));
        Assert.Contains("\"summary\"", tools.Single(tool => tool.Name == "hotspots").JsonSchema.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_tool_answers_from_the_evidence()
    {
        Assert.Contains("Pairing.Close", await Answer("hotspots", new() { ["summary"] = "grow.perfinsight.json" }), StringComparison.Ordinal);
        Assert.Contains("n^1.93", await Answer("diagnose", new() { ["file"] = "grow.perfinsight.json" }), StringComparison.Ordinal);
        Assert.Contains("Router.Route", await Answer("diff", Sides()), StringComparison.Ordinal);
        Assert.Contains("Router.Route", await Answer("diagnose", new() { ["file"] = "shop-baseline.pb.gz", ["candidate"] = "shop-candidate.pb.gz" }), StringComparison.Ordinal);
        Assert.Contains("new-hotspot", await Answer("findings", new() { ["baseline"] = new[] { "shop-baseline.pb.gz" }, ["candidate"] = new[] { "shop-candidate.pb.gz" } }), StringComparison.Ordinal);
        Assert.StartsWith("# PI2001", await Answer("rule", new() { ["id"] = "pi2001" }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../outside.perfinsight.json", "outside")]
    [InlineData("missing.perfinsight.json", "no such file")]
    [InlineData("--help", "no such file")]
    public async Task What_cannot_be_read_is_an_error_that_says_why(string file, string expected)
    {
        var result = await _client.CallToolAsync("hotspots", new Dictionary<string, object?> { ["summary"] = file });

        Assert.True(result.IsError);
        Assert.Contains(expected, Text(result), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_link_does_not_lead_out_of_the_root()
    {
        Skip.If(OperatingSystem.IsWindows(), "links need a privilege on Windows");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "root", "link"), _folder);

        var result = await _client.CallToolAsync("hotspots", new Dictionary<string, object?> { ["summary"] = "link/outside.perfinsight.json" });

        Assert.True(result.IsError);
        Assert.Contains("outside", Text(result), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_arguments_are_errors_and_the_server_lives_on()
    {
        var unknown = await _client.CallToolAsync("rule", new Dictionary<string, object?> { ["id"] = "../../secret" });
        var rows = await _client.CallToolAsync("hotspots", new Dictionary<string, object?> { ["summary"] = "grow.perfinsight.json", ["top"] = 0 });

        Assert.True(unknown.IsError);
        Assert.Contains("PI2001", Text(unknown), StringComparison.Ordinal);
        Assert.True(rows.IsError);
        Assert.Contains("from 1 to 100", Text(rows), StringComparison.Ordinal);
        Assert.StartsWith("# PI1001", await Answer("rule", new() { ["id"] = "PI1001" }), StringComparison.Ordinal);
    }

    private static Dictionary<string, object?> Sides() => new() { ["baseline"] = "shop-baseline.pb.gz", ["candidate"] = "shop-candidate.pb.gz" };

    private async Task<string> Answer(string tool, Dictionary<string, object?> arguments)
    {
        var result = await _client.CallToolAsync(tool, arguments);
        Assert.True(result.IsError != true, Text(result));
        return Text(result);
    }

    private static string Text(CallToolResult result) => string.Concat(result.Content.OfType<TextContentBlock>().Select(block => block.Text));
}
