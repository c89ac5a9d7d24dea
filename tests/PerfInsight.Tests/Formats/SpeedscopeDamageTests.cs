using System.Text;
using PerfInsight.Formats;
using PerfInsight.Profiles;
using PerfInsight.Tests.Testing;

namespace PerfInsight.Tests.Formats;

/// <summary>Files of speedscope that no profiler writes, and what is said of them.</summary>
public sealed class SpeedscopeDamageTests
{
    [Theory]
    [InlineData("""{"shared": {"frames": [{"name": "a"}]}, "profiles": [{"type": "sampled", "samples": [[1]], "weights": [1]}]}""", "offset 86: expected the number of one of 1 frames, found 1")]
    [InlineData("""{"shared": {"frames": []}, "profiles": [{"type": "sampled", "samples": [[-1]]}]}""", "expected the number of a frame as a whole number of 0 to 99999, found -1")]
    [InlineData("""{"shared": {"frames": []}, "profiles": [{"type": "sampled", "samples": [[4000000000]]}]}""", "expected the number of a frame as a whole number of 0 to 99999, found 4000000000")]
    [InlineData("""{"shared": {"frames": []}, "profiles": [{"type": "sampled", "samples": [["a"]]}]}""", "found the text 'a'")]
    [InlineData("""{"shared": {"frames": []}, "profiles": [{"type": "sampled", "samples": [[]], "weights": [-3]}]}""", "expected a weight of 0 or more, found -3")]
    [InlineData("""{"shared": {"frames": []}, "profiles": [{"type": "sampled", "samples": [[]], "weights": [1e400]}]}""", "expected a weight as a number that fits 64 bits, found 1e400")]
    [InlineData("""{"shared": {"frames": []}, "profiles": [{"type": "sampled", "samples": [[], []], "weights": [1]}]}""", "expected a weight for each of 2 samples of the profile, found 1")]
    [InlineData("""{"shared": {"frames": []}, "profiles": [{"type": "sampled", "unit": "seconds", "samples": [[]], "weights": [9223372036854775807]}]}""", "expected weights of a stack that fit 64 bits")]
    [InlineData("""{"shared": {"frames": []}, "profiles": [{"type": "sampled", "unit": "hours", "samples": [[]], "weights": [1]}]}""", "found 'hours'")]
    [InlineData("""{"shared": {"frames": []}, "profiles": [{"type": "other"}]}""", "expected a profile of type 'evented' or 'sampled', found the text 'other'")]
    [InlineData("""{"shared": {"frames": []}, "profiles": [{"type": "evented", "events": [{"type": "O", "at": 1}]}]}""", "expected an event with type, frame and at, found one without")]
    [InlineData("""{"shared": {"frames": []}, "profiles": [{"type": "evented", "events": [{"type": "X"}]}]}""", "expected an event of type 'O' or 'C', found the text 'X'")]
    [InlineData("""{"shared": {"frames": [{"file": "a"}]}}""", "offset 23: expected a frame with a name, found one without")]
    [InlineData("""{"shared": {"frames": [{"name": "\ud800"}]}}""", "expected the name of a frame as a text of Unicode, found half a character in it")]
    [InlineData("""{"shared": {"frames": [7]}}""", "expected a frame as an object, found 7")]
    [InlineData("""{"shared": {"frames": []}}""", "expected profiles, found none")]
    [InlineData("""{"shared": {"frames": []}, "profiles": [""", "expected the rest of the JSON, found the end of the file: it is cut")]
    [InlineData("""{"shared": {"frames": []}, "profiles": [{"type": "sampled"}]} x""", "expected JSON, found other text")]
    [InlineData("""{"shared": {"frames": []}, "profiles" [""", "line 1, offset ")]
    public void Is_an_error_that_says_where_and_what(string json, string expected)
    {
        var error = ReaderContract.ReadDamaged(Encoding.UTF8.GetBytes(json));

        Assert.True(error is not null, "it was read");
        Assert.Contains(expected, error.Message);
    }

    [Theory]
    [InlineData("O0@1 O1@2 C0@3", "expected the end of the call that began last, found that of another", "1 1000000000 [] a(,,0,-1)", "1 1000000000 [] a(,,0,-1) > b(,,0,-1)")]
    [InlineData("O0@1 C1@2 C0@3", "expected the end of the call that began last, found that of another", "2 2000000000 [] a(,,0,-1)")]
    [InlineData("O0@5 C0@1", "expected events in the order of time, found one before the last; its time is taken as that of the last")]
    [InlineData("O0@1 O1@2", "expected the end of each call, found calls that are still open where the profile ends (2 times)", "1 1000000000 [] a(,,0,-1)", "1 7000000000 [] a(,,0,-1) > b(,,0,-1)")]
    public void Events_that_do_not_fit_are_warnings(string events, string warning, params string[] samples)
    {
        var list = events.Split(' ').Select(static one => one.Split('@')).Select(static one => $$"""{"type": "{{one[0][0]}}", "frame": {{one[0][1..]}}, "at": {{one[1]}}}""");
        var read = ReaderContract.Read(Encoding.UTF8.GetBytes(
            $$"""{"shared": {"frames": [{"name": "a"}, {"name": "b"}]}, "profiles": [{"type": "evented", "unit": "seconds", "endValue": 9, "events": [{{string.Join(", ", list)}}]}]}"""));

        Assert.EndsWith(warning, Assert.Single(read.Warnings));
        Assert.StartsWith("offset ", read.Warnings[0]);
        Assert.Equal(samples, ProfileText.Of(read).Split('\n').Where(static line => line.Contains(" [] ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Limits_hold()
    {
        const string Frames = """{"shared": {"frames": [{"name": "a"}, {"name": "bcdefghijklmnopqrstuvwxyz"}]}, "profiles": [{"type": "sampled", "samples": [[0, 1, 0], [1], [1]], "weights": [1, 1, 1]}]}""";

        Assert.Contains("expected at most 2 frames on a stack, found more", Refused(Frames, new ReadLimits { MaxDepth = 2 }));
        Assert.Contains("expected at most 2 samples and stacks, found more", Refused(Frames, new ReadLimits { MaxSamples = 2 }));
        Assert.Contains("expected at most 1 frames, found more", Refused(Frames, new ReadLimits { MaxEntries = 1 }));
        Assert.Contains("expected a value of at most 20 bytes, found one of 25", Refused(Frames, new ReadLimits { MaxValueBytes = 20 }));
        Assert.Contains("offset 100: expected at most 100 bytes after unpacking, found more", Refused(Frames, new ReadLimits { MaxBytes = 100 }));
    }

    [Fact]
    public void Deep_nesting_and_endless_blanks_are_stopped()
    {
        Assert.Contains("depth", ReaderContract.ReadDamaged(Encoding.UTF8.GetBytes("{\"shared\": {\"frames\": [], \"more\": " + new string('[', 100_000)))?.Message);
        Assert.Contains("expected at most 8388608 bytes after unpacking, found more", ReaderContract.ReadDamaged(Encoding.UTF8.GetBytes("{\"shared\": {\"frames\": [" + new string(' ', 9 << 20)))?.Message);
        Assert.Contains("expected a value of at most 1048576 bytes, found a longer one", ReaderContract.ReadDamaged(Encoding.UTF8.GetBytes("{\"shared\": {\"frames\": [{\"name\": \"" + new string('x', 4 << 20)))?.Message);
    }

    [Fact]
    public void Half_a_character_is_no_other_text_and_no_name()
    {
        const string Half = "\\ud800x";

        Assert.NotNull(ReaderContract.ReadDamaged(Encoding.UTF8.GetBytes("{\"shared\": {\"frames\": [{\"name\": \"" + Half + "\"}]}, \"profiles\": []}")));
        Assert.NotNull(ReaderContract.ReadDamaged(Encoding.UTF8.GetBytes("{\"shared\": {\"frames\": []}, \"profiles\": [{\"type\": \"" + Half + "\"}]}")));
        Assert.Empty(ReaderContract.Read(Encoding.UTF8.GetBytes("{\"" + Half + "\": 1, \"shared\": {\"frames\": []}, \"profiles\": []}")).SampleTypes);
    }

    private static string Refused(string json, ReadLimits limits) => Assert.Throws<ProfileFormatException>(
        () => new ProfileReaders(ProfileReaders.BuiltIn).Read(new MemoryStream(Encoding.UTF8.GetBytes(json)), new ReadOptions { Limits = limits })).Message;
}
