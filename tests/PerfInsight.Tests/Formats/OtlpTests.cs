using System.Text;
using PerfInsight.Formats;
using PerfInsight.Formats.Otlp;
using PerfInsight.Formats.Pprof;
using PerfInsight.Profiles;
using PerfInsight.Tests.Testing;
using static PerfInsight.Tests.Testing.PprofBytes;

namespace PerfInsight.Tests.Formats;

/// <summary>OpenTelemetry's profiles, v1development.</summary>
public sealed class OtlpTests
{
    // Encoded by protoc's classes of profiles.proto at 7c63f7b; see the samples' README.
    private static readonly byte[] Kinds = System.IO.File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Samples", "formats", "kinds.otlp.pb"));

    private static readonly ReaderContract Contract = new(new OtlpReader(), Kinds);

    [Fact]
    public void Is_detected_by_content() => Contract.Is_detected_by_content();

    [Fact]
    public void Is_read_as_the_snapshot_says() => Contract.Is_read_as("formats/kinds.otlp.snapshot.txt");

    [Fact]
    public void Cut_anywhere_is_an_error_with_a_position() => Contract.Cut_anywhere_is_an_error_with_a_position();

    [Fact]
    public void Flipped_bits_are_an_error_with_a_position() => Contract.Flipped_bits_are_an_error_with_a_position(200);

    [Fact]
    public void Stacks_places_labels_and_values_are_read()
    {
        var read = ReaderContract.Read(Whole(Present(Number(1, 1), Numbers(2, 1, 2, 3), Numbers(4, 5, 6))));

        Assert.Equal(
            """
            OTLP · captured 0 · duration 7000 · period cpu nanoseconds 10
            types samples count · default samples
            drop  · keep  · url  · comments 
            module app /bin/app  1000-2000 0 None
            11 [thread='main' depth=3count load='0.5'] outer@8:2+1010(,a.cs,3,0) > inner@9:0+1010(,a.cs,3,0) inlined

            """.ReplaceLineEndings("\n"),
            ProfileText.Of(read));
    }

    // The field numbers of a sample changed after v1.9.0; wire types tell which ones a file has.
    [Fact]
    public void Both_layouts_of_a_sample_are_read()
    {
        byte[] released = Message(2, Number(1, 1), Numbers(2, 5, 6), Numbers(3, 1, 2), Number(4, 1));
        byte[] onlyValues = Message(2, Number(1, 1), Numbers(2, 4));
        byte[] present = Message(2, Number(1, 1), Numbers(2, 1, 2), Number(3, 1), Numbers(4, 5, 6));
        byte[] onlyTimes = Message(2, Number(1, 1), Numbers(2, 1, 2), Bytes(5, new byte[24]));

        Assert.Contains("\n11 [thread='main' depth=3count] ", Text(Whole(released)));
        Assert.Contains("\n4 [] ", Text(Whole(onlyValues)));
        Assert.Contains("\n11 [thread='main' depth=3count] ", Text(Whole(present)));
        Assert.Contains("\n3 [thread='main' depth=3count] ", Text(Whole(onlyTimes)));
        Assert.Contains("expected samples of one layout, found one of another", ReaderContract.ReadDamaged(Whole(released, present))?.Message);
        Assert.Contains("found both layouts in one", ReaderContract.ReadDamaged(Whole(Message(2, Numbers(3, 1), Numbers(4, 1))))?.Message);
    }

    [Fact]
    public void Profiles_of_several_types_and_services_become_one()
    {
        var file = File(
            Resource("shop", Profile(1, 2, Present(Number(1, 1), Numbers(4, 1)))), Resource("cart", Profile(3, 4, Present(Number(1, 1), Numbers(4, 70)))), Dictionary());

        Assert.Equal(
            "types samples count, cpu nanoseconds · default samples", Text(file).Split('\n')[1]);
        Assert.Contains("\n1 0 [service.name='shop'] outer", Text(file));
        Assert.Contains("\n0 70 [service.name='cart'] outer", Text(file));
    }

    public static TheoryData<string, byte[], string> Damaged => new()
    {
        { "no dictionary", File(Resource("shop", Profile(1, 2))), "expected a dictionary (field 2), found the end of the file: the file may be of another version" },
        { "the layout of v1.7.0", Whole(Bytes(3, [1, 2])), "expected a time of 8 bytes in field 3 of a profile, found wire type 2: the file may be of another version of v1development than" },
        { "two sample types", Whole(Message(1, Number(1, 3), Number(2, 4))), "expected one sample type in a profile, found a second" },
        { "a stack that is not there", Whole(Present(Number(1, 9), Numbers(4, 1))), "expected the index of one of 2 entries of the table of stacks, found 9" },
        { "a negative stack", Whole(Present(Number(1, ulong.MaxValue), Numbers(4, 1))), "table of stacks, found -1" },
        { "an attribute that is not there", Whole(Present(Number(1, 1), Numbers(2, 99), Numbers(4, 1))), "table of attributes, found 99" },
        { "a sample without values", Whole(Present(Number(1, 1), Number(3, 1))), "expected a sample with values or times, found one without" },
        { "times of 7 bytes", Whole(Present(Number(1, 1), Bytes(5, new byte[7]))), "expected times of 8 bytes each, found 7 bytes" },
        { "values beyond 64 bits", Whole(Present(Number(1, 1), Numbers(4, long.MaxValue, long.MaxValue))), "expected values of a sample whose sum fits 64 bits" },
        { "a location that is not there", Whole([Present(Number(1, 2), Numbers(4, 1))], Message(7, Numbers(1, 77))), "table of locations, found 77" },
        { "a function that is not there", Whole([Present(Number(1, 2), Numbers(4, 1))], Message(2, Message(3, Number(1, 66))), Message(7, Numbers(1, 2))), "table of functions, found 66" },
        { "a string that is not there", Whole(Message(5, Number(1, 55))), "table of strings, found 55" },
        { "a first string", File(Resource("a"), Message(2, Strings5("x"))), "expected '' as the first string, found 'x'" },
        { "no profiles", File(Resource("a"), Dictionary()), "expected profiles, found none" },
        { "a group", Whole([0x7B]), "expected a known wire type in field 15, found wire type 3" },
        { "a string longer than the file", File(Resource("shop"), Claim(2, 1UL << 31, 1, 2)), "expected 2147483648 bytes, found 2" },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void Is_an_error_that_says_where_and_what(string what, byte[] file, string expected)
    {
        var error = ReaderContract.ReadDamaged(file);

        Assert.True(error is not null, $"{what} was read");
        Assert.Equal("OTLP", error.Format);
        Assert.Contains(expected, error.Message);
    }

    [Fact]
    public void Limits_hold()
    {
        var file = Whole(Present(Number(1, 1), Numbers(4, 1)), Present(Number(1, 1), Numbers(4, 1)));

        Assert.Contains("expected at most 1 frames on a stack, found more", Refused(file, new ReadLimits { MaxDepth = 1 }));
        Assert.Contains("expected at most 1 samples, found more", Refused(file, new ReadLimits { MaxSamples = 1 }));
        Assert.Contains("expected at most 1 entries in a table, found more", Refused(file, new ReadLimits { MaxEntries = 1 }));
        Assert.Contains("expected an entry of at most 5 bytes, found one of", Refused(file, new ReadLimits { MaxValueBytes = 5 }));
        Assert.Contains("expected at most 50 bytes after unpacking, found more", Refused(file, new ReadLimits { MaxBytes = 50 }));
    }

    // A few bytes of stack that stand for many frames: a location with 5,000 lines, over and over.
    [Fact]
    public void Small_files_that_unfold_are_stopped()
    {
        var lines = Enumerable.Repeat(Message(3, Number(1, 1)), 900).ToArray();
        byte[][] stacks = [.. Enumerable.Range(0, 500).Select(i => Message(7, Numbers(1, [.. Enumerable.Repeat(2L, 10), .. Enumerable.Repeat(1L, i)])))];
        var file = Whole([.. Enumerable.Range(2, 500).Select(i => Present(Number(1, (ulong)i), Numbers(4, 1)))], [Message(2, lines), .. stacks]);

        Assert.Contains("expected at most 100000 frames of all stacks, found more", ReaderContract.ReadDamaged(file)?.Message);
    }

    [Fact]
    public void Pprof_and_texts_are_not_taken_for_it()
    {
        Assert.False(new OtlpReader().Sniff(PprofTests.Unpacked().AsSpan(0, 4096), "a.otlp"));
        Assert.False(new OtlpReader().Sniff(File(Message(2, Bytes(1, [1, 2]), Bytes(2, [3])), CpuStrings), ""));
        Assert.False(new OtlpReader().Sniff(Encoding.UTF8.GetBytes(new string('\n', 4096)), ""));
        Assert.False(new PprofReader().Sniff(Kinds.AsSpan(0, 4096), "a.pb"));
    }

    private static string Refused(byte[] file, ReadLimits limits) => Assert.Throws<ProfileFormatException>(
        () => new ProfileReaders(ProfileReaders.BuiltIn).Read(new MemoryStream(file), new ReadOptions { Limits = limits })).Message;

    private static string Text(byte[] file) => ProfileText.Of(ReaderContract.Read(file));

    private static byte[] Present(params byte[][] fields) => Message(2, fields);

    private static byte[] Numbers(int field, params long[] values) => Bytes(field, [.. values.SelectMany(static value => Varint((ulong)value))]);

    private static byte[] Strings5(params string[] texts) => [.. texts.SelectMany(static text => Bytes(5, Encoding.UTF8.GetBytes(text)))];

    private static byte[] Profile(ulong kind, ulong unit, params byte[][] fields) => Message(2, [Message(1, Number(1, kind), Number(2, unit)), .. fields]);

    private static byte[] Resource(string service, params byte[][] profiles) => Message(
        1, Message(1, Message(1, Bytes(1, "service.name"u8.ToArray()), Message(2, Bytes(1, Encoding.UTF8.GetBytes(service))))), Message(2, profiles));

    // One profile of samples, with a duration and a period; no service.
    private static byte[] Whole(params byte[][] fields) => Whole(fields, []);

    private static byte[] Whole(byte[][] fields, params byte[][] entries) => File(
        Message(1, Message(2, Profile(1, 2, [Number(4, 7000), Message(5, Number(1, 3), Number(2, 4)), Number(6, 10), .. fields]))), Dictionary(entries));

    private static byte[] Dictionary(params byte[][] entries) => Message(
        2,
        [
            Message(1), Message(1, Number(1, 0x1000), Number(2, 0x2000), Number(4, 5)),
            Message(2), Message(2, Number(1, 1), Number(2, 0x1010), Message(3, Number(1, 1), Number(2, 9)), Message(3, Number(1, 2), Number(2, 8), Number(3, 2))),
            Message(3), Message(3, Number(1, 6), Number(3, 8), Number(4, 3)), Message(3, Number(1, 7), Number(3, 8), Number(4, 3)),
            Strings5("", "samples", "count", "cpu", "nanoseconds", "/bin/app", "inner", "outer", "a.cs", "thread", "depth", "load"),
            Message(6), Message(6, Number(1, 9), Message(2, Bytes(1, "main"u8.ToArray()))), Message(6, Number(1, 10), Message(2, Number(3, 3)), Number(3, 2)),
            Message(6, Number(1, 11), Message(2, [0x21, .. BitConverter.GetBytes(0.5)])),
            Message(7), Message(7, Numbers(1, 1)),
            .. entries,
        ]);
}
