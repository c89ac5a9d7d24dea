using CsCheck;
using NJsonSchema;
using PerfInsight.Summaries;
using PerfInsight.Tests.Testing;

namespace PerfInsight.Tests.Summaries;

/// <summary>The published schema and the reader agree.</summary>
public class SummarySchemaTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromJsonAsync(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Samples", "summary.schema.json"))).GetAwaiter().GetResult();

    [Fact]
    public void The_schema_accepts_what_is_written() => SummaryGen.Any.Sample(
        summary =>
        {
            var errors = Schema.Validate(SummaryText.Write(summary));
            Assert.True(errors.Count == 0, string.Join("\n", errors.Select(error => error.ToString())));
        },
        iter: 50);

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"version":"2.0","scenarios":[]}""")]
    [InlineData("""{"version":1,"scenarios":[]}""")]
    [InlineData("""{"version":"1.0","scenarios":{}}""")]
    [InlineData("""{"version":"1.0","scenarios":[{"name":"a","totals":{}}]}""")]
    [InlineData("""{"version":"1.0","scenarios":[{"name":"a","totals":{"cpu":"1"},"methods":[]}]}""")]
    [InlineData("""{"version":"1.0","scenarios":[{"name":"a","totals":{"cpu":-1},"methods":[]}]}""")]
    [InlineData("""{"version":"1.0","scenarios":[{"name":"a","totals":{},"methods":[{"kind":"method"}]}]}""")]
    [InlineData("""{"version":"1.0","scenarios":[{"name":"a","totals":{},"methods":[{"id":"x","kind":"class"}]}]}""")]
    [InlineData("""{"version":"1.0","scenarios":[{"name":"a","totals":{},"methods":[{"id":"x","span":[1,2,3]}]}]}""")]
    [InlineData("""{"version":"1.0","scenarios":[{"name":"a","totals":{},"methods":[{"id":"x","fingerprint":"ff"}]}]}""")]
    [InlineData("""{"version":"1.0","scenarios":[{"name":"a","totals":{},"methods":[{"id":"x","cpu":{"self":"1"}}]}]}""")]
    [InlineData("""{"version":"1.0","scenarios":[{"name":"a","totals":{},"methods":[{"id":"x","callees":[{"cpu":1}]}]}]}""")]
    [InlineData("""{"version":"1.0","scenarios":[{"name":"a","totals":{},"methods":[{"id":"x","lines":[{"line":[1],"cpu":1}]}]}]}""")]
    public void What_the_reader_refuses_the_schema_refuses(string text)
    {
        Assert.False(SummaryReader.TryRead(text, out _, out _));
        Assert.NotEmpty(Schema.Validate(text));
    }

    [Fact]
    public void Unknown_keys_are_valid()
    {
        const string text = """{"version":"1.9","new":1,"scenarios":[{"name":"a","new":{},"totals":{"new":[]},"methods":[{"id":"x","new":null}]}]}""";
        Assert.True(SummaryReader.TryRead(text, out _, out _));
        Assert.Empty(Schema.Validate(text));
    }
}
