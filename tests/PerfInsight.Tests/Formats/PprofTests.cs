using System.IO.Compression;
using CsCheck;
using PerfInsight.Formats.Pprof;
using PerfInsight.Tests.Testing;

namespace PerfInsight.Tests.Formats;

public sealed class PprofTests
{
    private static readonly ReaderContract Contract = new(new PprofReader(), PprofSamples.Base);

    [Fact]
    public void Is_detected_by_content() => Contract.Is_detected_by_content();

    [Fact]
    public void Is_read_as_the_snapshot_says() => Contract.Is_read_as("pprof/small-base.snapshot.txt");

    [Fact]
    public void Survives_a_round_trip() => Contract.Survives_a_round_trip(new PprofWriter());

    [Fact]
    public void Cut_anywhere_is_an_error_with_a_position() => Contract.Cut_anywhere_is_an_error_with_a_position();

    [Fact]
    public void Flipped_bits_are_an_error_with_a_position() => Contract.Flipped_bits_are_an_error_with_a_position();

    // Behind the checksum of gzip, damage reaches the reader itself.
    [Fact]
    public void Unpacked_cuts_and_flips_too()
    {
        var unpacked = new ReaderContract(new PprofReader(), Unpacked());
        unpacked.Is_detected_by_content();
        unpacked.Survives_a_round_trip(new PprofWriter());
        unpacked.Cut_anywhere_is_an_error_with_a_position();
        unpacked.Flipped_bits_are_an_error_with_a_position(200);
    }

    [Fact]
    public void Any_profile_survives_a_round_trip() => ProfileGen.Any.Sample(
        profile => ProfileText.Of(profile) == ProfileText.Of(ReaderContract.Read(ReaderContract.Written(new PprofWriter(), profile)).ToProfile()),
        iter: 300,
        print: ProfileText.Of);

    // The same profile may be in a file in many ways: fields in any order, numbers packed or not, ids anything.
    [Fact]
    public void Tables_before_samples_unpacked_numbers_and_wild_ids_are_read()
    {
        var file = PprofBytes.File(
            PprofBytes.Strings("", "cpu", "nanoseconds", "A", "B"),
            PprofBytes.Function(ulong.MaxValue, 3),
            PprofBytes.Function(7, 4),
            PprofBytes.Location(1UL << 40, (ulong.MaxValue, 10)),
            PprofBytes.Location(3, (7, 20), (ulong.MaxValue, 11)),
            PprofBytes.Message(1, PprofBytes.Number(1, 1), PprofBytes.Number(2, 2)),
            PprofBytes.Message(2, PprofBytes.Number(1, 3), PprofBytes.Number(1, 1UL << 40), PprofBytes.Number(2, 5)),
            PprofBytes.Number(99, 1));

        var text = ProfileText.Of(ReaderContract.Read(file));

        Assert.EndsWith("5 [] A@10:0(,,0,-1) > A@11:0(,,0,-1) > B@20:0(,,0,-1) inlined\n", text);
    }

    // Their first bytes are fields of a profile by accident.
    [Theory]
    [InlineData("2026-01-01 something;else 5\n")]
    [InlineData("main;foo;bar 5\nmain;foo 3\n")]
    [InlineData("\nmain;foo 3\n")]
    [InlineData("*** stacks *** and more of them, and so on and so on, for a good while\n")]
    [InlineData("\"a string of JSON that is longer than thirty bytes\"")]
    [InlineData("{\"$schema\": \"speedscope\"}")]
    [InlineData("x 1\n")]
    [InlineData("Percent  flat")]
    [InlineData("h")]
    public void Text_is_not_taken_for_it(string text) => Assert.False(new PprofReader().Sniff(System.Text.Encoding.UTF8.GetBytes(text), "a.pb.gz"));

    [Fact]
    public void A_second_member_of_gzip_is_read_on()
    {
        var bytes = Unpacked();
        var packed = Gzip(bytes[..10_000]).Concat(Gzip(bytes[10_000..])).ToArray();

        Assert.Equal(ProfileText.Of(PprofSamples.Read()), ProfileText.Of(ReaderContract.Read(packed)));
    }

    internal static byte[] Unpacked()
    {
        using var gzip = new GZipStream(new MemoryStream(PprofSamples.Base), CompressionMode.Decompress);
        var unpacked = new MemoryStream();
        gzip.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    internal static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(bytes);
        return packed.ToArray();
    }
}
