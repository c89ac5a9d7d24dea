using System.Text;
using System.Text.Json;
using CsCheck;
using PerfInsight.Formats.Collapsed;
using PerfInsight.Formats.Speedscope;
using PerfInsight.Profiles;
using PerfInsight.Tests.Testing;

namespace PerfInsight.Tests.Formats;

/// <summary>Collapsed stacks, and speedscope's JSON as they are written.</summary>
public sealed class CollapsedTests
{
    private const string Stacks = "main;Parse;Read 42\nmain;Parse;List<T>.Add (int, int) 7\n\n# a comment\nmain 3\nmain;Parse;Read 1\n";

    private static readonly ReaderContract Contract = new(new CollapsedReader(), Encoding.UTF8.GetBytes(Stacks));

    [Fact]
    public void Is_detected_by_content() => Contract.Is_detected_by_content();

    [Fact]
    public void Survives_a_round_trip() => Contract.Survives_a_round_trip(new CollapsedWriter());

    [Fact]
    public void Cut_anywhere_is_an_error_with_a_position() => Contract.Cut_anywhere_is_an_error_with_a_position();

    [Fact]
    public void Flipped_bits_are_an_error_with_a_position() => Contract.Flipped_bits_are_an_error_with_a_position(300);

    [Fact]
    public void Equal_stacks_are_added_up_and_names_may_have_blanks()
    {
        var read = ReaderContract.Read(Encoding.UTF8.GetBytes(Stacks));

        Assert.Equal(Stacks.Replace("Read 42", "Read 43", StringComparison.Ordinal).Replace("\n\n# a comment", "", StringComparison.Ordinal).Replace("main;Parse;Read 1\n", "", StringComparison.Ordinal),
            Encoding.UTF8.GetString(ReaderContract.Written(new CollapsedWriter(), read)));
        Assert.Equal(new SampleType("samples", "count"), Assert.Single(read.SampleTypes));
    }

    [Fact]
    public void Lines_that_are_none_are_left_out_and_told()
    {
        var read = ReaderContract.Read("a;b 1\na;b 2\na;b 3\na;b 4\nno number\na;c 1.5\nb;c 2\n"u8.ToArray());

        Assert.Equal(["line 5: expected frames separated by ';' and a number of samples; 2 lines are left out"], read.Warnings);
        Assert.Equal(2, read.SampleCount);
    }

    [Theory]
    [InlineData("goos: linux\nBenchmarkA;b 1 2 ns/op\n")]
    [InlineData("{\"a\": 1}\n")]
    [InlineData("one word\n")]
    [InlineData("a 1\nb 2\n")]
    [InlineData("")]
    public void Other_texts_are_not_taken_for_stacks(string text) => Assert.False(new CollapsedReader().Sniff(Encoding.UTF8.GetBytes(text), "x.txt"));

    [Fact]
    public void Names_that_hold_separators_stay_one_frame()
    {
        var builder = new ProfileBuilder([new SampleType("cpu", "nanoseconds")]);
        var node = builder.AddFrame(-1, builder.Add(new Location(builder.Add(new Function(-1, 0, "", "a;b\nc", "")))));
        builder.AddSample(builder.AddFrame(node, builder.Add(new Location(builder.Add(new Function(-1, 0, "", "", ""))))), [5], []);

        Assert.Equal("a:b c;[unknown] 5\n", Encoding.UTF8.GetString(ReaderContract.Written(new CollapsedWriter(), builder.Build(new ProfileInfo { SourceFormat = "test" }))));
    }

    // Names of blanks alone are trimmed to nothing.
    [Fact]
    public void A_name_of_blanks_is_unknown_and_stays_so()
    {
        var first = ReaderContract.Written(new CollapsedWriter(), ReaderContract.Read("a; ;b 1\n"u8.ToArray()));

        Assert.Equal("a;[unknown];b 1\n", Encoding.UTF8.GetString(first));
        Assert.Equal(first, ReaderContract.Written(new CollapsedWriter(), ReaderContract.Read(first)));
    }

    // What is written must say of each stack what the profile says of it.
    [Fact]
    public void Speedscope_has_all_frames_and_weights_of_each_sample_type() => ProfileGen.Any.Sample(
        profile =>
        {
            using var json = JsonDocument.Parse(ReaderContract.Written(new SpeedscopeWriter(), profile));
            var frames = json.RootElement.GetProperty("shared").GetProperty("frames").GetArrayLength();
            var profiles = json.RootElement.GetProperty("profiles").EnumerateArray().ToList();
            Assert.Equal(profile.SampleTypes.Select(static type => type.Kind), profiles.Select(static one => one.GetProperty("name").GetString()));
            for (var column = 0; column < profiles.Count; column++)
            {
                var sum = new Sum(column);
                profile.VisitSamples(sum);
                Assert.Equal(sum.Total, profiles[column].GetProperty("weights").EnumerateArray().Sum(static weight => weight.GetDecimal()));
                Assert.Equal(profiles[column].GetProperty("samples").GetArrayLength(), profiles[column].GetProperty("weights").GetArrayLength());
                Assert.All(profiles[column].GetProperty("samples").EnumerateArray().SelectMany(static stack => stack.EnumerateArray()), frame => Assert.InRange(frame.GetInt32(), 0, frames - 1));
            }
        },
        iter: 100,
        print: ProfileText.Of);

    private sealed class Sum(int column) : ISampleVisitor
    {
        public decimal Total { get; private set; }

        public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels) => Total += Math.Max(0, values[column]);
    }
}
