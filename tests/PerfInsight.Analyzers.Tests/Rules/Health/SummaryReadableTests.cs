using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Rules.Health;

public class SummaryReadableTests
{
    private const string Code = "class C { void M() { } }";

    [Theory]
    [InlineData("", "(1,1): warning PI0001: expected an object for the summary, found the end of the file")]
    [InlineData("not json", "(1,1): warning PI0001: expected an object for the summary, found 'not'")]
    [InlineData("{\"version\":\"1.0\",\n\"files\":[],\n\"scenarios\":[{\"name\":}]}", "(3,22): warning PI0001: expected a string for \"name\", found '}'")]
    [InlineData("{\"version\":\"2.0\"}", "(1,12): warning PI0002: expected version 1.x, found \"2.0\"")]
    [InlineData("{\"version\":\"1.9\",\"scenarios\":[],\"new\":{\"a\":[1,true,null]}}", "")]
    public async Task Says_where_and_why_a_summary_cannot_be_read(string json, string expected)
    {
        var text = await new AnalyzerRun().Code(Code).Summary(json).TextAsync();
        Assert.StartsWith(expected.Length == 0 ? "" : "app.perfinsight.json" + expected, text, StringComparison.Ordinal);
        if (expected.Length == 0)
            Assert.Equal("", text);
    }

    [Fact]
    public async Task A_summary_beyond_the_limit_is_refused_without_reading_it()
    {
        var text = await new AnalyzerRun().Code(Code).Summary(new string(' ', 100_000_000)).TextAsync();
        Assert.Equal(
            $"app.perfinsight.json(1,1): warning PI0001: expected at most {SummaryFormat.MaxLength} characters, found 100000000: "
            + "regenerate it with 'perfinsight summarize trace.nettrace -o app.perfinsight.json'",
            text);
    }

    [Fact]
    public async Task Other_additional_files_are_left_alone() =>
        Assert.Equal("", await new AnalyzerRun().Code(Code).Summary("not json", "/repo/other.json").TextAsync());
}
