using PerfInsight.Cli.Files;

namespace PerfInsight.Cli.Tests.Commands;

/// <summary>With the real SDK, on a small project.</summary>
public sealed class ExplainCommandTests : IDisposable
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
        </Project>
        """;

    private const string Code = """
        using System.Collections.Generic;

        namespace Shop;

        public class Report
        {
            public string Render(List<int> lines)
            {
                var text = "";
                foreach (var line in lines)
                    text += line;
                return text;
            }

            public object Box(int n) => n;

            public int Nothing(int n) => n + 1;
        }
        """;

    private const string Summary = """
        {"version":"1.0","files":[],"scenarios":[{"name":"load","duration":1000,"totals":{"alloc_space":4000},"methods":[
        {"id":"M:Shop.Report.Render(System.Collections.Generic.List{System.Int32})","kind":"method","alloc_space":{"self":3000,"own":3000,"total":3000},
        "types":[{"type":"System.String","alloc_space":2500},{"type":"System.Char[]","alloc_space":500}]},
        {"id":"M:Shop.Report.Box(System.Int32)","kind":"method","alloc_space":{"self":1000,"own":1000,"total":1000},
        "types":[{"type":"System.Int32","alloc_space":1000}]}]}]}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("perfinsight-explain-").FullName;

    public ExplainCommandTests()
    {
        File.WriteAllText(Path.Combine(_folder, "Shop.csproj"), Project);
        File.WriteAllText(Path.Combine(_folder, "Report.cs"), Code);
        File.WriteAllText(Path.Combine(_folder, "app.perfinsight.json"), Summary);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Members_that_allocate_are_explained_with_their_bytes()
    {
        var (exitCode, output, error) = Run("explain", "Shop.csproj", "--summary", "app.perfinsight.json");
        Assert.Equal("", error);
        Assert.Equal(ExitCode.Ok, exitCode);
        Assert.Equal(
            """
            Report.Render(List<int>)  Report.cs:7   3.0 KB of 4.0 KB allocated (75 %) in 'load'
              line  bytes  what    why                                       code
                11      –  string  '+=' copies both parts into a new string  text += line
                11      –  string  text of int                               line
              in framework code that it calls: System.String 2.5 KB, System.Char[] 500 B

            Report.Box(int)  Report.cs:15   1.0 KB of 4.0 KB allocated (25 %) in 'load'
              line   bytes  what    why                 code
                15  1.0 KB  boxing  int becomes object  n


            """.ReplaceLineEndings("\n"),
            output);
    }

    [Fact]
    public void A_member_is_explained_without_a_profile_too()
    {
        var (exitCode, output, _) = Run("explain", ".", "--member", "Report.Nothing");
        Assert.Equal(ExitCode.Ok, exitCode);
        Assert.Equal("Report.Nothing(int)  Report.cs:17\n  allocates nothing itself\n\n", output);
    }

    [Fact]
    public void Says_what_is_missing()
    {
        Assert.Equal(
            (ExitCode.Unreadable, "", ".: expected a member with 'Unknown' in its name, found none.\n"), Run("explain", ".", "--member", "Unknown"));
        Assert.Equal((ExitCode.Unreadable, "", "nowhere: expected a C# project, found none.\n"), Run("explain", "nowhere"));
        Assert.StartsWith(".: expected a summary in which a member of it allocates, found none.", Run("explain", ".").Error, StringComparison.Ordinal);
        Assert.StartsWith("none.perfinsight.json: expected", Run("explain", ".", "--summary", "none.perfinsight.json").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_that_cannot_be_built_is_told_of()
    {
        File.WriteAllText(Path.Combine(_folder, "Shop.csproj"), "<Project Sdk=\"No.Such.Sdk\" />");
        var (exitCode, _, error) = Run("explain", ".");
        Assert.Equal(ExitCode.Failed, exitCode);
        Assert.Contains("No.Such.Sdk", error, StringComparison.Ordinal);
    }

    private (int ExitCode, string Out, string Error) Run(params string[] arguments) => new Tool { Files = new DiskFileSystem(_folder) }.Run(arguments);
}
