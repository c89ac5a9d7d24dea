using System.Text;
using CsCheck;
using PerfInsight.Summaries;
using PerfInsight.Tests.Testing;

namespace PerfInsight.Tests.Summaries;

public class SummaryReaderTests
{
    private const string Valid =
        """
        {
        "version":"1.0",
        "files":[
        {"path":"a.cs","algorithm":"SHA256","checksum":"00"}
        ],
        "scenarios":[
        {"name":"load",
        "duration":1000,
        "totals":{"cpu":100},
        "methods":[
        {"id":"M:A.B","kind":"method","file":0,"span":[1,2,3,4],"fingerprint":"00000000000000ff:12","cpu":{"self":1,"own":2,"total":3},"callees":[{"name":"C.D","line":[5,6],"cpu":1}],"types":[{"type":"T","alloc_space":1}],"lines":[{"line":[5,6],"cpu":1}]}
        ]}
        ]
        }
        """;

    [Theory]
    [InlineData("\"cpu\":100", "\"cpu\":abc", "9:17: expected a number for \"cpu\", found 'abc'")]
    [InlineData("\"cpu\":100", "\"cpu\":-1", "9:17: expected a number from 0 to 4.6e18 for \"cpu\", found '-1'")]
    [InlineData("\"cpu\":100", "\"cpu\":01", "9:17: expected a number for \"cpu\", found '01'")]
    [InlineData("\"cpu\":100", "\"cpu\":1.", "9:17: expected a number for \"cpu\", found '1.'")]
    [InlineData("\"cpu\":100", "\"cpu\":1e999", "9:17: expected a number for \"cpu\", found '1e999'")]
    [InlineData("\"cpu\":100", "\"cpu\":\"100\"", "9:17: expected a number for \"cpu\", found \"100\"")]
    [InlineData("\"cpu\":100", "\"cpu\":100,", "9:21: expected a key in double quotes, found '}'")]
    [InlineData("\"cpu\":100", "\"cpu\" 100", "9:17: expected ':', found '100'")]
    [InlineData("\"cpu\":100", "cpu:100", "9:11: expected a key in double quotes, found 'cpu'")]
    [InlineData("\"version\":\"1.0\"", "\"version\":\"2.0\"", "2:11: expected version 1.x, found \"2.0\"")]
    [InlineData("\"version\":\"1.0\"", "\"version\":\"one\"", "2:11: expected a version such as \"1.0\" for \"version\", found \"one\"")]
    [InlineData("\"version\":\"1.0\"", "\"version\":1", "2:11: expected a string for \"version\", found '1'")]
    [InlineData("\"version\":\"1.0\"", "\"edition\":\"1.0\"", "3:9: expected \"version\" before \"files\", found '['")]
    [InlineData("\"name\":\"load\"", "\"name\":\"lo\nad\"", "7:12: expected '\"' at the end of a string, found the end of the line")]
    [InlineData("\"name\":\"load\"", "\"name\":\"lo\\xad\"", "7:13: expected an escape such as \\n or \\u00e9, found 'xad'")]
    [InlineData("\"name\":\"load\",", "", "12:3: expected \"name\" in an entry of \"scenarios\", found the end of the line")]
    [InlineData("\"id\":\"M:A.B\",", "", "11:235: expected \"id\" or \"name\" in an entry of \"methods\", found the end of the line")]
    [InlineData("\"kind\":\"method\"", "\"kind\":\"class\"", "11:22: expected \"method\", \"lambda\" or \"local_function\" for \"kind\", found \"class\"")]
    [InlineData("\"file\":0", "\"file\":1", "11:38: expected an index below 1 for \"file\", found '1'")]
    [InlineData("\"file\":0", "\"file\":0.5", "11:38: expected a whole number from 0 to 2147483647 for \"file\", found '0.5'")]
    [InlineData("[1,2,3,4]", "[1,2,3]", "11:54: expected 4 numbers for \"span\", found ','")]
    [InlineData("[1,2,3,4]", "[1,2,3,4,5]", "11:56: expected 4 numbers for \"span\", found '5'")]
    [InlineData("00000000000000ff:12", "ff", "11:71: expected a hash, a colon and a length for \"fingerprint\", found \"ff\"")]
    [InlineData("\"name\":\"C.D\",", "", "11:161: expected \"name\" in an entry of \"callees\", found ']'")]
    [InlineData("{\"line\":[5,6],\"cpu\":1}]}", "{\"cpu\":1}]}", "11:233: expected \"line\" in an entry of \"lines\", found ']'")]
    [InlineData("\"methods\":[", "\"methods\":{", "10:11: expected an array for \"methods\", found '{'")]
    public void An_error_has_its_line_its_column_and_what_was_expected(string text, string replacement, string expected)
    {
        var broken = Valid.ReplaceLineEndings("\n").Replace(text, replacement, StringComparison.Ordinal);
        Assert.NotEqual(Valid.ReplaceLineEndings("\n"), broken);

        Assert.False(SummaryReader.TryRead(broken, out var summary, out var error));
        Assert.Null(summary);
        Assert.Equal(expected, error!.ToString());
        Assert.Equal(expected.Contains("version 1.x", StringComparison.Ordinal) ? SummaryErrorKind.UnsupportedVersion : SummaryErrorKind.Malformed, error.Kind);
    }

    [Theory]
    [InlineData("", "1:1: expected an object for the summary, found the end of the file")]
    [InlineData("null", "1:1: expected an object for the summary, found 'null'")]
    [InlineData("[]", "1:1: expected an object for the summary, found '['")]
    [InlineData("{}", "1:3: expected \"version\", found the end of the file")]
    [InlineData("{\"version\":\"1.0\"}", "1:18: expected \"scenarios\", found the end of the file")]
    [InlineData("{\"version\":\"1.0\",\"scenarios\":[]} x", "1:34: expected the end of the file, found 'x'")]
    [InlineData("\u0000", "1:1: expected an object for the summary, found the character U+0000")]
    [InlineData("<xml/>", "1:1: expected an object for the summary, found '<xml'")]
    public void What_is_no_summary_is_said_to_be_none(string text, string expected)
    {
        Assert.False(SummaryReader.TryRead(text, out _, out var error));
        Assert.Equal(expected, error!.ToString());
    }

    [Fact]
    public void A_byte_order_mark_and_any_white_space_are_read() =>
        Assert.Single(SummaryText.Read("\uFEFF" + Valid.ReplaceLineEndings("\r\n").Replace(":", " :\t", StringComparison.Ordinal).Replace("M :\t", "M:", StringComparison.Ordinal).Replace("ff :\t", "ff:", StringComparison.Ordinal)).Scenarios);

    [Fact]
    public void Unknown_keys_are_skipped_at_every_place_and_a_newer_minor_version_is_read()
    {
        var newer = Valid.Replace("1.0", "1.7", StringComparison.Ordinal)
            .Replace("{\"", "{\"new\":{\"a\":[1,-2.5e3,true,false,null,\"\\u00e9\\\"\",[{}]]},\"", StringComparison.Ordinal);
        var summary = SummaryText.Read(newer);

        Assert.Equal("1.7", summary.Version);
        Assert.Equal(SummaryText.Of(SummaryText.Read(Valid).Scenarios[0]), SummaryText.Of(summary.Scenarios[0]));
    }

    [Fact]
    public void A_file_cut_at_any_character_is_an_error()
    {
        var text = Valid.ReplaceLineEndings("\n");
        for (var length = 0; length < text.Length; length++)
        {
            Assert.False(SummaryReader.TryRead(text[..length], out _, out var error), $"cut after {length}");
            Assert.InRange(error!.Line, 1, text.Split('\n').Length);
            Assert.True(error.Column >= 1);
        }
    }

    [Fact]
    public void A_damaged_file_is_read_or_is_an_error_and_never_crashes()
    {
        var text = Valid.ReplaceLineEndings("\n");
        Gen.Select(Gen.Int[0, text.Length - 1], Gen.OneOf(Gen.Char, Gen.Char["{}[]\",:\\0-9eE.\n"])).Array[1, 6].Sample(
            changes =>
            {
                var damaged = new StringBuilder(text);
                foreach (var (place, character) in changes)
                    damaged[place] = character;
                if (SummaryReader.TryRead(damaged.ToString(), out var summary, out var error))
                    Assert.NotNull(summary);
                else
                    Assert.NotEmpty(error!.Message);
            },
            iter: 20_000);
    }

    [Fact]
    public void Any_text_is_an_error_and_never_crashes() => Gen.OneOf(Gen.String, Gen.String[Gen.Char["{}[]\":,0 1e-.ntfuls\\"], 0, 60]).Sample(
        text => Assert.False(SummaryReader.TryRead(text, out _, out _)),
        iter: 20_000);

    [Fact]
    public void A_hundred_thousand_methods_are_read()
    {
        var text = new StringBuilder("{\"version\":\"1.0\",\"scenarios\":[{\"name\":\"load\",\"totals\":{},\"methods\":[");
        for (var i = 0; i < 100_000; i++)
            text.Append(i == 0 ? "" : ",\n").Append("{\"id\":\"M:A.B").Append(i).Append("\",\"kind\":\"method\",\"cpu\":{\"self\":1,\"total\":1}}");
        var summary = SummaryText.Read(text.Append("]}]}").ToString());

        Assert.Equal(100_000, summary.Scenarios[0].Methods.Count);
    }

    [Fact]
    public void More_than_32_megabytes_are_refused_unread()
    {
        Assert.False(SummaryReader.TryRead(new string(' ', SummaryFormat.MaxLength + 1), out _, out var error));
        Assert.Equal(SummaryErrorKind.TooLarge, error!.Kind);
        Assert.Equal("1:1: expected at most 33554432 characters, found 33554433", error.ToString());
    }

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public void Deep_nesting_is_refused(char bracket)
    {
        var deep = string.Concat(Enumerable.Repeat(bracket == '[' ? "[" : "{\"a\":", 100_000));
        Assert.False(SummaryReader.TryRead("{\"version\":\"1.0\",\"x\":" + deep, out _, out var error));
        Assert.Contains("at most 64 nested values", error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whole_numbers_keep_all_their_digits()
    {
        var text = Valid.Replace("\"cpu\":100", "\"cpu\":4611686018427387903", StringComparison.Ordinal);
        Assert.Equal(4611686018427387903, SummaryText.Read(text).Scenarios[0].Totals[SampleKind.Cpu]);
        Assert.Equal(1500, SummaryText.Read(Valid.Replace("\"cpu\":100", "\"cpu\":1.5e3", StringComparison.Ordinal)).Scenarios[0].Totals[SampleKind.Cpu]);
    }

    [Fact]
    public void Where_own_is_not_written_it_is_the_total()
    {
        var method = SummaryText.Read(Valid.Replace("\"own\":2,", "", StringComparison.Ordinal)).Scenarios[0].Methods[0];
        Assert.Equal(new Cost(1, 3, 3), method[SampleKind.Cpu]);
    }
}
