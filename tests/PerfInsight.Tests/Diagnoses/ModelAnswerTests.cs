using System.Text.Json;
using CsCheck;
using PerfInsight.Diagnoses;

namespace PerfInsight.Tests.Diagnoses;

public sealed class ModelAnswerTests
{
    private static readonly IReadOnlyList<Diagnosis> Diagnoses =
    [
        new("first.perfinsight.json", [Statement("Shop.Cart.Total", "36 % of cpu")], []),
        new("second.perfinsight.json", [Statement("Shop.Router.Route", "41 % of cpu")], []),
    ];

    [Fact]
    public void Sentences_with_figures_of_their_finding_are_kept_and_others_dropped()
    {
        var answer = ModelAnswer.Of(
            """{"findings":[{"number":1,"text":"It takes 36 % of cpu. It takes 41 % of cpu. Look up in a set."},{"number":2,"text":"It takes 41 % of cpu."}]}""", Diagnoses);

        Assert.Equal("It takes 36 % of cpu. Look up in a set.", answer.Diagnoses[0].Statements[0].Words);
        Assert.Equal("It takes 41 % of cpu.", answer.Diagnoses[1].Statements[0].Words);
        Assert.Equal((3, 1), (answer.Kept, answer.Dropped));
    }

    [Fact]
    public void An_answer_in_a_code_block_is_read() =>
        Assert.Equal("Sort first.", ModelAnswer.Of("```json\n{\"findings\":[{\"number\":2,\"text\":\"Sort first.\"}]}\n```", Diagnoses).Diagnoses[1].Statements[0].Words);

    [Theory]
    [InlineData("See https://example.com/?q=1 for it.")]
    [InlineData("![x](http://example.com/Shop.Cart)")]
    [InlineData("It is 99 % sure.")]
    [InlineData("")]
    public void Where_no_sentence_stands_there_are_no_words(string text) =>
        Assert.All(ModelAnswer.Of(Json(1, text), Diagnoses).Diagnoses, static diagnosis => Assert.Null(diagnosis.Statements[0].Words));

    [Fact]
    public void Characters_that_move_a_cursor_or_hide_text_are_removed() =>
        Assert.Equal("A [2Jset ends it.", ModelAnswer.Of(Json(1, "A\u001b[2Jset\u200b \u202eends it."), [new("x", [Statement("S", "2 ms")], [])]).Diagnoses[0].Statements[0].Words);

    [Fact]
    public void A_long_answer_is_cut_at_a_sentence()
    {
        var answer = ModelAnswer.Of(Json(1, string.Join(' ', Enumerable.Repeat("Look up in a set.", 1000))), Diagnoses);

        Assert.Equal((6, 994), (answer.Kept, answer.Dropped));
    }

    [Theory]
    [InlineData("")]
    [InlineData("I think that it is slow.")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"findings\":{}}")]
    [InlineData("{\"findings\":[1]}")]
    [InlineData("{\"findings\":[{\"number\":\"1\",\"text\":\"x\"}]}")]
    [InlineData("{\"findings\":[{\"number\":99999999999,\"text\":\"x\"}]}")]
    [InlineData("{\"findings\":[{\"number\":1,\"text\":2}]}")]
    public void Another_shape_is_an_error_that_says_which_was_expected(string text) =>
        Assert.Contains("expected {\"findings\":", Assert.Throws<FormatException>(() => ModelAnswer.Of(text, Diagnoses)).Message, StringComparison.Ordinal);

    private static readonly string[] Units = [" %", " s", " ms", "x", " times", ""];

    private static readonly string[] Forms = ["It takes {0} of it.", "({0})", "Cart{0}", "at:{0};", "~{0}…", "**{0}**"];

    [Fact]
    public void No_text_gets_a_figure_past_that_is_not_in_the_evidence() =>
        Gen.Select(Gen.Int[0, 999], Gen.Int[0, Units.Length - 1], Gen.Int[0, Forms.Length - 1]).Sample((value, u, f) =>
        {
            var words = ModelAnswer.Of(Json(1, string.Format(System.Globalization.CultureInfo.InvariantCulture, Forms[f], value + Units[u])), Diagnoses).Diagnoses[0].Statements[0].Words;
            return words is null || value is 36;
        });

    private static string Json(int number, string text) => JsonSerializer.Serialize(new { findings = new[] { new { number, text } } });

    private static DiagnosisStatement Statement(string subject, string what) => new()
    {
        Subject = subject,
        What = what,
        Do = "look",
        Confidence = Confidence.Low,
        Reason = "measured",
        Evidence = [new(what, "file")],
        Next = "perfinsight hotspots file",
    };
}
