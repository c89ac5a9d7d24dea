using CsCheck;
using PerfInsight.Formats;
using PerfInsight.NetTrace.Tests.Testing;
using PerfInsight.Profiles;

namespace PerfInsight.NetTrace.Tests.Damage;

/// <summary>
/// Traces whose end is missing (the process was killed, the disk was full), and bytes that are not what was recorded. What
/// can be read is read, what is missing is said, and nothing but <see cref="ProfileFormatException"/> is thrown.
/// </summary>
public class DamagedTraceTests
{
    public static TheoryData<string, int> Tenths
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var name in new[] { "kinds", "waits", "rich", "norundown" })
            {
                for (var tenth = 1; tenth < 10; tenth++)
                    data.Add(name, tenth);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Tenths))]
    public void Of_a_cut_trace_the_rest_is_read_and_the_cut_is_said(string name, int tenth)
    {
        var whole = Sample.Bytes(name);
        var profile = Sample.Read(whole[..(whole.Length * tenth / 10)]);
        Assert.Matches(
            @"^the trace ends in the middle of a block \(after [\d.]+ [KM]B, [\d.]+ m?s\): the process was killed or the file is incomplete\. [\d,]+ samples were read",
            profile.Warnings[0]);
    }

    [Fact]
    public void The_longer_the_trace_the_more_is_read()
    {
        var whole = Sample.Bytes("kinds");
        var times = Enumerable.Range(1, 10).Select(tenth => Sample.Read(whole[..(whole.Length * tenth / 10)]))
            .Select(profile => profile.Total("cpu") + profile.Total("blocked")).ToList();
        Assert.True(times[0] > 0 && times[4] > times[0] && times[6] > times[4]);
    }

    [Fact]
    public void Without_the_rundown_missing_names_are_counted() => Assert.Matches(
        @"^[\d,]+ of [\d,]+ frames \(100 %\) have no names: the trace has no rundown for them\.", Sample.NoRundown.Value.Warnings[0]);

    [Fact]
    public void A_cut_anywhere_is_read_or_said()
    {
        var whole = Sample.Bytes("waits");
        Gen.Int[0, whole.Length - 2].Sample(length => IsReadOrSaid(whole[..length]), iter: 60, threads: 1);
    }

    [Fact]
    public void Changed_bytes_are_read_or_said()
    {
        var whole = Sample.Bytes("norundown");
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).Array[1, 8].Sample(
            changes =>
            {
                var bytes = (byte[])whole.Clone();
                foreach (var (at, value) in changes)
                    bytes[at] = value;
                return IsReadOrSaid(bytes, mustWarn: false);
            },
            iter: 60, threads: 1);
    }

    [Fact]
    public void Random_bytes_are_not_a_trace() => Gen.Byte.Array[0, 5_000].Sample(
        bytes => Assert.StartsWith(
            "offset 0: expected 'Nettrace', found ", Assert.Throws<ProfileFormatException>(() => Sample.Read(bytes)).Message, StringComparison.Ordinal),
        iter: 100, threads: 1);

    [Fact]
    public void Random_bytes_after_the_name_of_the_format_are_read_or_said() => Gen.Byte.Array[0, 5_000].Sample(
        bytes => IsReadOrSaid([.. "Nettrace"u8, .. bytes]), iter: 100, threads: 1);

    [Fact]
    public void An_empty_file_is_said_to_be_empty() => Assert.Equal(
        "offset 0: expected 'Nettrace', found an empty file: t.nettrace is not a .nettrace file",
        Assert.Throws<ProfileFormatException>(() => Sample.Read([])).Message);

    [Fact]
    public void More_bytes_than_the_limit_are_refused()
    {
        var options = new ReadOptions { Limits = new ReadLimits { MaxBytes = 50_000 } };
        var error = Assert.Throws<ProfileFormatException>(() => new NetTraceFormat().Read(new MemoryStream(Sample.Bytes("norundown")), options));

        Assert.Equal("offset 50000: expected at most 50000 bytes after unpacking, found more", error.Message);
    }

    [Fact]
    public void A_stream_that_gives_one_byte_at_a_time_is_read_alike()
    {
        using var slow = new DrippingStream(Sample.Bytes("norundown"));
        Assert.Equal(Sample.NoRundown.Value.Total("cpu"), NetTraceReader.Read(slow, "norundown.nettrace").Total("cpu"));
    }

    [Fact]
    public void The_content_tells_the_format()
    {
        Assert.True(NetTraceReader.Sniff(Sample.Bytes("waits")));
        Assert.False(NetTraceReader.Sniff("Nettrac"u8));
        Assert.False(NetTraceReader.Sniff([]));
    }

    private static bool IsReadOrSaid(byte[] bytes, bool mustWarn = true)
    {
        try
        {
            return Sample.Read(bytes).Warnings.Count > 0 || !mustWarn;
        }
        catch (ProfileFormatException)
        {
            return true;
        }
    }

    private sealed class DrippingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1)]);
    }
}
