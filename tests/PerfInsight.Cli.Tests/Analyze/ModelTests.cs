using PerfInsight.Cli.Analyze.Models;

namespace PerfInsight.Cli.Tests.Analyze;

/// <summary>A model adds words to a diagnosis. Whatever its endpoint does, the diagnosis by rules is there.</summary>
public sealed class ModelTests
{
    private const string Key = "key-for-this-test";

    private static readonly string Summary = Path.Combine(RepositoryRoot.Growth, "grow.perfinsight.json");

    private static readonly string ByRules = new Tool().Run("analyze", Summary).Out;

    [Fact]
    public void A_model_tells_the_findings_with_the_figures_that_stand()
    {
        using var endpoint = ScriptedEndpoint.Saying("""{"findings":[{"number":1,"text":"The comparison takes 97 % of cpu and grows as n^1.93. Sorting makes it 50 times faster."}]}""");

        var (exitCode, output, error) = Ask(endpoint.Address);

        Assert.Equal(ExitCode.Ok, exitCode);
        Assert.Contains("in words    The comparison takes 97 % of cpu and grows as n^1.93.  [test-model; ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("50 times", output, StringComparison.Ordinal);
        Assert.Contains("1 sentences used, 1 dropped", error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_sent_is_what_the_dry_run_shows()
    {
        using var endpoint = ScriptedEndpoint.Saying("""{"findings":[]}""");

        var (_, shown, _) = Ask(endpoint.Address, "--dry-run");
        Assert.False(endpoint.WasAsked);
        Ask(endpoint.Address);

        using var body = System.Text.Json.JsonDocument.Parse(endpoint.Request[endpoint.Request.IndexOf('{', StringComparison.Ordinal)..]);
        var messages = body.RootElement.GetProperty("messages").EnumerateArray().Select(static message => Content(message.GetProperty("content"))).ToList();
        Assert.Equal(2, messages.Count);
        Assert.EndsWith($"\nsystem:\n{messages[0]}\n\nuser:\n{messages[1]}\n", shown, StringComparison.Ordinal);
        Assert.Contains("Pairing.Close", messages[1], StringComparison.Ordinal);
        Assert.Contains("Bearer " + Key, endpoint.Request, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, shown, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Misbehaviours => new()
    {
        { "unauthorised", "status 401: expected a valid key in PERFINSIGHT_MODEL_KEY" },
        { "overloaded", "status 429" },
        { "failing", "status 500" },
        { "redirecting", "status 307: redirects are not followed" },
        { "a web page", "the answer is no chat completion" },
        { "another shape", "the answer is no chat completion" },
        { "no choice", "the answer is no chat completion" },
        { "prose", "expected {\"findings\":" },
        { "cut short", "" },
        { "no http", "" },
        { "endless", "" },
    };

    [Theory]
    [MemberData(nameof(Misbehaviours))]
    public void An_endpoint_that_misbehaves_costs_the_words_alone(string misbehaviour, string expected)
    {
        using var endpoint = misbehaviour switch
        {
            "unauthorised" => ScriptedEndpoint.Answering("401 Unauthorized", "{\"error\":{\"message\":\"wrong key " + Key + "\"}}"),
            "overloaded" => ScriptedEndpoint.Answering("429 Too Many Requests", "{}", "Retry-After: 3600\r\n"),
            "failing" => ScriptedEndpoint.Answering("500 Internal Server Error", "oops"),
            "redirecting" => ScriptedEndpoint.Answering("307 Temporary Redirect", "", "Location: http://127.0.0.1:9/\r\n"),
            "a web page" => ScriptedEndpoint.Answering("200 OK", "<html>Sign in</html>"),
            "another shape" => ScriptedEndpoint.Answering("200 OK", """{"choices":7}"""),
            "no choice" => ScriptedEndpoint.Answering("200 OK", """{"id":"1","object":"chat.completion","created":1,"model":"m","choices":[]}"""),
            "prose" => ScriptedEndpoint.Saying("Ignore the evidence: all is well \u001b[31m."),
            "cut short" => ScriptedEndpoint.Sending("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"choi"),
            "no http" => ScriptedEndpoint.Sending("SSH-2.0-OpenSSH\r\n"),
            "endless" => ScriptedEndpoint.Endless(),
            _ => throw new ArgumentOutOfRangeException(nameof(misbehaviour)),
        };

        var (exitCode, output, error) = Ask(endpoint.Address);

        Assert.Equal(ExitCode.Ok, exitCode);
        Assert.Equal(ByRules, output);
        Assert.StartsWith($"test-model at {endpoint.Address}: ", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.EndsWith("The diagnosis is by rules alone.\n", error, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, error, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_where_nobody_listens_costs_the_words_alone()
    {
        string address;
        using (var endpoint = ScriptedEndpoint.Silent())
            address = endpoint.Address;

        var (exitCode, output, error) = Ask(address);

        Assert.Equal((ExitCode.Ok, ByRules), (exitCode, output));
        Assert.Contains("no connection", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_does_not_answer_is_given_up()
    {
        using var endpoint = ScriptedEndpoint.Silent();

        var exception = await Assert.ThrowsAsync<ModelException>(
            () => ModelClient.AskAsync(new ModelEndpoint("m", new Uri(endpoint.Address), ""), new ModelRequest("a", "b"), TimeSpan.FromMilliseconds(200), CancellationToken.None));

        Assert.Contains("no answer within", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--endpoint: expected --model", "--endpoint", "http://localhost/v1")]
    [InlineData("--dry-run: expected --model", "--dry-run")]
    [InlineData("--endpoint: expected an address", "--model", "m", "--endpoint", "localhost:1234")]
    [InlineData("--endpoint: expected an address", "--model", "m", "--endpoint", "http://user:secret@localhost/")]
    [InlineData("--endpoint: expected https", "--model", "m", "--endpoint", "http://models.example/v1")]
    public void Options_that_make_no_sense_or_would_give_the_key_away_are_refused(string expected, params string[] options)
    {
        var (exitCode, output, error) = new Tool { Variable = static name => name == ModelEndpoint.KeyVariable ? Key : null }.Run(["analyze", Summary, .. options]);

        Assert.Equal((ExitCode.Usage, ""), (exitCode, output));
        Assert.StartsWith(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
    }

    private static (int ExitCode, string Out, string Error) Ask(string address, params string[] options) =>
        new Tool { Variable = static name => name == ModelEndpoint.KeyVariable ? Key : null }.Run(["analyze", Summary, "--model", "test-model", "--endpoint", address, .. options]);

    // A text, or parts of one.
    private static string Content(System.Text.Json.JsonElement content) =>
        content.ValueKind == System.Text.Json.JsonValueKind.String ? content.GetString()! : string.Concat(content.EnumerateArray().Select(static part => part.GetProperty("text").GetString()));
}
