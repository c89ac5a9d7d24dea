using System.Text.Json;
using System.Xml.Linq;

namespace PerfInsight.Cli.Tests.Commands;

/// <summary><c>perfinsight ci</c> over the sample shop, in all forms that other programs read.</summary>
public sealed class CiReportTests : IDisposable
{
    private static readonly string Samples = Path.GetDirectoryName(RepositoryRoot.Profiles)!;

    private readonly string _folder = Directory.CreateTempSubdirectory("perfinsight-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Markdown_has_the_verdict_the_findings_and_what_to_do()
    {
        Run("--markdown", At("gate.md"));

        Golden.Matches("Gate/shop.md", Neutral(File.ReadAllText(At("gate.md"))));
    }

    [Fact]
    public void Junit_has_a_suite_for_each_gate_and_a_failure_for_each_finding_that_fails()
    {
        Run("--junit", At("gate.xml"));

        var suites = XDocument.Load(At("gate.xml")).Root!;
        Assert.Equal(["new-hotspot", "member", "gc-pause", "benchmark", "unrelated-benchmark", "coverage", "waiver"], suites.Elements().Select(static suite => suite.Attribute("name")!.Value));
        Assert.Equal(15, suites.Descendants("failure").Count());
        Assert.Equal("15", suites.Attribute("failures")!.Value);
        foreach (var suite in suites.Elements())
        {
            Assert.Equal(suite.Elements("testcase").Count().ToString(), suite.Attribute("tests")!.Value);
            Assert.Equal(suite.Descendants("skipped").Count().ToString(), suite.Attribute("skipped")!.Value);
        }
    }

    [Fact]
    public void Sarif_points_at_changed_lines_with_fingerprints_that_stay()
    {
        Run("--sarif", At("gate.sarif"));

        using var log = JsonDocument.Parse(File.ReadAllBytes(At("gate.sarif")));
        Assert.Equal("2.1.0", log.RootElement.GetProperty("version").GetString());
        var run = Assert.Single(log.RootElement.GetProperty("runs").EnumerateArray());
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Select(static rule => rule.GetProperty("id").GetString()).ToList();
        var results = run.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(15, results.Count(static result => result.GetProperty("level").GetString() == "error"));
        foreach (var result in results)
        {
            Assert.Equal(result.GetProperty("ruleId").GetString(), rules[result.GetProperty("ruleIndex").GetInt32()]);
            var place = Assert.Single(result.GetProperty("locations").EnumerateArray()).GetProperty("physicalLocation");
            Assert.DoesNotContain(":", place.GetProperty("artifactLocation").GetProperty("uri").GetString(), StringComparison.Ordinal);
            Assert.True(place.GetProperty("region").GetProperty("startLine").GetInt32() > 0);
        }

        var fingerprints = results.ConvertAll(static result => result.GetProperty("partialFingerprints").GetProperty("primaryLocationLineHash").GetString());
        Assert.Equal(fingerprints.Count, fingerprints.Distinct().Count());
        var rehash = results.First(static result => result.GetProperty("message").GetProperty("text").GetString()!.StartsWith("Shop.Cache.Rehash is a new hotspot", StringComparison.Ordinal));
        Assert.Equal("src/Shop/Cache.cs", rehash.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString());
    }

    [Fact]
    public void For_github_a_step_gets_its_summary_after_what_is_there_and_ten_errors_at_most()
    {
        File.WriteAllText(At("summary.md"), "before\n");
        var output = Run("--github", "--json", At("a.json"), "--markdown", At("a.md"), "--sarif", At("a.sarif"), "--html", At("a.html"));

        Assert.StartsWith("before\n## Performance: ❌ failed", File.ReadAllText(At("summary.md")), StringComparison.Ordinal);
        var annotations = output.Split('\n').Where(static line => line.StartsWith("::", StringComparison.Ordinal)).ToList();
        Assert.Equal(10, annotations.Count(static line => line.StartsWith("::error ", StringComparison.Ordinal)));
        Assert.Contains(annotations, static line => line.StartsWith("::error file=src/Shop/Cache.cs,line=26,title=new hotspot Cache.Rehash::", StringComparison.Ordinal) && line.Contains("6.8 %25 of alloc_space", StringComparison.Ordinal));
        Assert.True(File.Exists(At("a.sarif")) && File.Exists(At("a.json")));
        Assert.Contains("<h1 class=\"fail\">✗ gate failed</h1>", File.ReadAllText(At("a.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_inputs_give_equal_files()
    {
        Run("--markdown", At("1.md"), "--sarif", At("1.sarif"), "--junit", At("1.xml"), "--html", At("1.html"), "--json", At("1.json"));
        Run("--markdown", At("2.md"), "--sarif", At("2.sarif"), "--junit", At("2.xml"), "--html", At("2.html"), "--json", At("2.json"));

        foreach (var form in (string[])["md", "sarif", "xml", "html", "json"])
            Assert.Equal(File.ReadAllBytes(At($"1.{form}")), File.ReadAllBytes(At($"2.{form}")));
    }

    private string Run(params string[] more)
    {
        var tool = new Tool { Variable = name => name == "GITHUB_STEP_SUMMARY" ? At("summary.md") : null };
        var (exitCode, output, error) = tool.Run(
            ["ci", "--baseline", Path.Combine(Samples, "profiles", "shop-baseline.pb.gz"), Path.Combine(Samples, "gate", "shop-baseline.txt"),
             "--candidate", Path.Combine(Samples, "profiles", "shop-candidate.pb.gz"), Path.Combine(Samples, "gate", "shop-candidate.txt"),
             "--changes", Path.Combine(Samples, "gate", "shop.diff"), "--diagnostics", Path.Combine(Samples, "gate", "shop-build.sarif"), "--today", "2026-11-23", .. more]);
        Assert.Equal((1, ""), (exitCode, error));
        return output;
    }

    private string At(string file) => Path.Combine(_folder, file);

    private static string Neutral(string text) => text.Replace(Samples + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
}
