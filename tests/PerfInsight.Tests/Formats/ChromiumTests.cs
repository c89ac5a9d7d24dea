using System.Text;
using PerfInsight.Formats;
using PerfInsight.Formats.Chromium;
using PerfInsight.Profiles;
using PerfInsight.Tests.Testing;

namespace PerfInsight.Tests.Formats;

/// <summary>Traces of Chromium.</summary>
public sealed class ChromiumTests
{
    // Written by the rules of TraceEvent's exporter; see the samples' README.
    private static readonly byte[] Kinds = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Samples", "formats", "kinds.chromium.json"));

    private static readonly ReaderContract Contract = new(new ChromiumReader(), Kinds);

    [Fact]
    public void Is_detected_by_content() => Contract.Is_detected_by_content();

    [Fact]
    public void Is_read_as_the_snapshot_says() => Contract.Is_read_as("formats/kinds.chromium.snapshot.txt");

    [Fact]
    public void Cut_anywhere_is_an_error_with_a_position() => Contract.Cut_anywhere_is_an_error_with_a_position();

    [Fact]
    public void Flipped_bits_are_an_error_with_a_position() => Contract.Flipped_bits_are_an_error_with_a_position();

    // Both files are of one run: speedscope has the module in the name, Chromium in the category of the frame.
    [Fact]
    public void Stacks_are_those_that_the_other_file_of_the_run_has()
    {
        var other = ProfileText.Of(ReaderContract.Read(Samples.Trace("kinds.speedscope.json"))).Split('\n').Select(StackOf).ToHashSet();
        var read = ProfileText.Of(ReaderContract.Read(Kinds)).Split('\n').Where(static line => line.Contains('[', StringComparison.Ordinal)).ToList();

        Assert.True(read.Count > 40, $"{read.Count} samples");
        Assert.All(read, line => Assert.Contains(StackOf(line), other));
    }

    [Fact]
    public void Spans_may_stand_in_any_order()
    {
        var read = Read("""
            [{"name": "inner", "ph": "X", "ts": 20, "dur": 5, "pid": 1, "tid": "a"}, {"name": "last", "ph": "X", "ts": 90, "dur": 10, "pid": 1, "tid": "a"},
             {"name": "outer", "ph": "X", "ts": 20, "dur": 30, "pid": 1, "tid": "a"}, {"name": "other", "ph": "i", "ts": 1, "pid": 1, "tid": "a"},
             {"name": "inner", "ph": "X", "ts": 25, "dur": 5, "pid": 1, "tid": "a"}
            """);

        Assert.Equal(["2 10000 [] outer(,,0,-1) > inner(,,0,-1)", "1 20000 [] outer(,,0,-1)", "1 10000 [] last(,,0,-1)"], SamplesOf(read));
        Assert.Equal(80_000, read.Info.Duration);
    }

    [Fact]
    public void Threads_are_called_as_the_file_says()
    {
        var read = Read("""
            {"displayTimeUnit": "ns", "traceEvents": [{"name": "thread_name", "ph": "M", "pid": 1, "tid": 2, "args": {"name": "worker"}},
             {"name": "f", "ph": "B", "ts": 1.5, "pid": 1, "tid": 2}, {"name": "f", "ph": "E", "ts": 3, "pid": 1, "tid": 2},
             {"name": "f", "ph": "B", "ts": 1, "pid": 1, "tid": 3}, {"ph": "E", "ts": 2, "pid": 1, "tid": 3, "name": "f"}]}
            """);

        Assert.Equal(["1 1500 [thread='worker (2)'] f(,,0,-1)", "1 1000 [thread='Thread (3)'] f(,,0,-1)"], SamplesOf(read));
    }

    // Its own format allows an end to have no name.
    [Fact]
    public void An_end_without_a_name_ends_the_call_that_began_last() => Assert.Equal(
        ["1 1000 [] f(,,0,-1)"],
        SamplesOf(Read("""{"traceEvents": [{"name": "f", "ph": "B", "ts": 1, "pid": 1, "tid": 3}, {"ph": "E", "ts": 2, "pid": 1, "tid": 3}]}""")));

    [Fact]
    public void Calls_that_do_not_fit_are_warnings()
    {
        var read = Read("""
            {"traceEvents": [{"name": "f", "ph": "X", "ts": 0, "dur": 10, "tid": 1}, {"name": "g", "ph": "X", "ts": 5, "dur": 10, "tid": 1},
             {"name": "h", "ph": "B", "ts": 0, "tid": 2}, {"name": "k", "ph": "E", "ts": 2, "tid": 2}]}
            """);

        Assert.All(read.Warnings, static warning => Assert.StartsWith("offset ", warning));
        Assert.Equal(
            [
                "expected a call that ends before the one that it is in, found one that ends later; it is cut",
                "expected the end of the call that began last, found that of another",
                "expected the end of each call, found calls that are still open where the thread ends",
            ],
            read.Warnings.Select(static warning => warning[(warning.IndexOf(": ", StringComparison.Ordinal) + 2)..]));
        Assert.Equal(
            ["1 5000 [thread='Thread (1)'] f(,,0,-1)", "1 5000 [thread='Thread (1)'] f(,,0,-1) > g(,,0,-1)", "1 2000 [thread='Thread (2)'] h(,,0,-1)"], SamplesOf(read));
    }

    [Fact]
    public void Thread_time_in_milliseconds_is_told()
    {
        var text = Encoding.UTF8.GetString(Kinds);
        var read = Read(System.Text.RegularExpressions.Regex.Replace(
            text, "\"ts\": ([0-9.]+)", static match => "\"ts\": " + (decimal.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) / 1_000_000).ToString(System.Globalization.CultureInfo.InvariantCulture)));

        Assert.Contains("wrote milliseconds", Assert.Single(read.Warnings));
    }

    [Theory]
    [InlineData("""{"traceEvents": [{"ph": "B", "name": "f"}]}""", "offset 17: expected an event 'B' with a time (ts), found one without")]
    [InlineData("""{"traceEvents": [{"ph": "X", "name": "f", "ts": 1, "dur": -1}]}""", "offset 17: expected an event with a length of 0 or more, found -1")]
    [InlineData("""{"traceEvents": [{"ph": "B", "ts": 1e300}]}""", "expected the time of an event as a number that fits 64 bits, found 1e300")]
    [InlineData("""{"traceEvents": [{"ph": "i", "ts": 1}]}""", "expected calls that begin and end (ph B, E or X), found none")]
    [InlineData("""{"traceEvents": [1]}""", "expected an event as an object, found 1")]
    [InlineData("""{"traceEvents": [{"ph": 7}]}""", "expected the phase of an event as a text, found 7")]
    [InlineData("""{"traceEvents": [{"ph": "B", "ts": 1}""", "expected the rest of the JSON, found the end of the file: it is cut")]
    [InlineData("""{"traceEvents": 5}""", "expected traceEvents as an array, found 5")]
    public void Is_an_error_that_says_where_and_what(string json, string expected)
    {
        var error = ReaderContract.ReadDamaged(Encoding.UTF8.GetBytes(json));

        Assert.True(error is not null, "it was read");
        Assert.Contains(expected, error.Message);
    }

    [Theory]
    [InlineData("{\"shared\": {\"frames\": []}}")]
    [InlineData("[1, 2]")]
    [InlineData("[{\"a\": 1}]")]
    public void Other_JSON_is_not_taken_for_it(string text) => Assert.False(new ChromiumReader().Sniff(Encoding.UTF8.GetBytes(text), "a.chromium.json"));

    [Fact]
    public void Limits_hold()
    {
        const string Text = """{"traceEvents": [{"name": "f", "ph": "B", "ts": 1, "tid": 1}, {"name": "g", "ph": "B", "ts": 1, "tid": 1}, {"name": "h", "ph": "B", "ts": 1, "tid": 2}]}""";

        Assert.Contains("expected at most 1 frames on a stack, found more", Refused(Text, new ReadLimits { MaxDepth = 1 }));
        Assert.Contains("expected at most 2 events, found more", Refused(Text, new ReadLimits { MaxSamples = 2 }));
        Assert.Contains("expected at most 1 frames, found more", Refused(Text, new ReadLimits { MaxEntries = 1 }));
        Assert.Contains("expected at most 50 bytes after unpacking, found more", Refused(Text, new ReadLimits { MaxBytes = 50 }));
    }

    private static string Refused(string text, ReadLimits limits) => Assert.Throws<ProfileFormatException>(
        () => new ProfileReaders(ProfileReaders.BuiltIn).Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), new ReadOptions { Limits = limits })).Message;

    private static ProfileData Read(string json) => ReaderContract.Read(Encoding.UTF8.GetBytes(json));

    private static List<string> SamplesOf(ProfileData profile) => [.. ProfileText.Of(profile).Split('\n').Where(static line => line.Contains(" [", StringComparison.Ordinal))];

    // Without times, thread and numbers of tables.
    private static string StackOf(string line) => string.Join(" > ", line[(line.IndexOf("] ", StringComparison.Ordinal) + 1)..].Split(" > ").Select(static frame => frame.Split("(,,")[0].Trim()));
}
