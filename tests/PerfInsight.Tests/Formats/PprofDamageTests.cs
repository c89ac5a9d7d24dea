using System.IO.Compression;
using PerfInsight.Formats;
using PerfInsight.Profiles;
using PerfInsight.Tests.Testing;
using static PerfInsight.Tests.Testing.PprofBytes;

namespace PerfInsight.Tests.Formats;

/// <summary>Files that no profiler writes, and what is said of them.</summary>
public sealed class PprofDamageTests
{
    public static TheoryData<string, byte[], string> Files => new()
    {
        { "a string of 2^31 bytes", File(CpuType, Claim(6, 1UL << 31, 1, 2, 3)), "expected a field of at most 1048576 bytes, found one of 2147483648" },
        { "a string of 2^63 bytes", File(CpuType, Claim(6, 1UL << 63)), "found one of 9223372036854775808" },
        { "a string longer than the file", File(CpuType, Claim(6, 1000, 1, 2, 3)), "expected 1000 bytes, found the end of the file after 3" },
        { "a first string that is not empty", File(CpuType, Strings("cpu")), "expected '' as the first string, found 'cpu'" },
        { "the index of a string that is not there", File(CpuType, Strings("", "cpu")), "offset 0: expected the index of one of 2 strings, found 2" },
        { "a negative index of a string", File(CpuType, CpuStrings, Number(14, ulong.MaxValue)), "expected the index of one of 4 strings, found -1" },
        { "a function twice", File(CpuType, CpuStrings, Function(1, 3), Function(1, 3)), "expected an id of its own, found 1 again" },
        { "a function 0", File(CpuType, CpuStrings, Function(0, 3)), "expected an id of 1 or more, found 0" },
        { "a location twice", File(CpuType, CpuStrings, Location(5), Location(5)), "expected an id of its own, 1 or more, found 5" },
        { "a location of no function", File(CpuType, CpuStrings, Location(5, (9, 1))), "expected the function 9 of location 5 in the file, found none" },
        { "a location of no mapping", File(CpuType, CpuStrings, Message(4, Number(1, 1), Number(2, 77))), "expected the mapping 77 of location 1 in the file" },
        { "a sample at no location", File(CpuType, CpuStrings, Sample(8, 1)), "expected a location of the file, found the id 8" },
        { "a sample at a negative location", File(CpuType, CpuStrings, Sample(ulong.MaxValue, 1)), "found the id 18446744073709551615" },
        { "a sample with a value too many", File(CpuType, CpuStrings, Location(1), Sample(1, 1, 2)), "expected 1 values, one per sample type, found more" },
        { "a sample without a value", File(CpuType, CpuStrings, Location(1), Sample(1)), "expected 1 values, one per sample type, found 0" },
        { "a sample without a type", File(CpuStrings, Location(1), Sample(1, 1)), "expected sample types (field 1), found the end of the file" },
        { "a number without an end", File(CpuType, [0x48, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]), "expected a number of at most 10 bytes" },
        { "a group", File(CpuType, [0x0B]), "expected a field with a known wire type, found 3" },
        { "a message in place of a number", File(CpuType, Message(9, Number(1, 1))), "expected a number in field 9, found wire type 2" },
        { "a number in place of a message", File(CpuType, Number(4, 1)), "expected a message in field 4, found wire type 0" },
        { "a location cut inside", File(CpuType, Bytes(4, [0x08, 0x80])), "field 4 is damaged 2 bytes into it" },
        { "zeros", new byte[5000], "offset 0: expected a profile (Chromium trace, OTLP, collapsed, perf script, pprof, speedscope), found '................'" },
        { "nothing", [], "offset 0: expected a profile (Chromium trace, OTLP, collapsed, perf script, pprof, speedscope), found an empty file" },
        { "text", "Name,Time\nFoo,1\n"u8.ToArray(), "offset 0: expected a profile (Chromium trace, OTLP, collapsed, perf script, pprof, speedscope), found 'Name,Time.Foo,1.'" },
        { "gzip of nothing", PprofTests.Gzip([]), "found an empty file" },
        { "a head of gzip alone", [0x1F, 0x8B], "offset 0" },
        { "gperftools' binary format", [.. new byte[8], 3, .. new byte[15], 0x10, 0x27, .. new byte[6], .. new byte[100]], "found a binary CPU profile of gperftools. Convert it: pprof -proto" },
        { "pprof's text format", "heap profile:     85: 178257920 [    85: 178257920] @ growthz\n"u8.ToArray(), "its text format of before 2016 ('heap profile:')" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Is_an_error_that_says_where_and_what(string what, byte[] file, string expected)
    {
        var error = ReaderContract.ReadDamaged(file);

        Assert.True(error is not null, $"{what} was read");
        Assert.Contains(expected, error.Message);
    }

    // The test profiles of google/pprof, where they are at hand: beside the clone, in shared/oracles/pprof/upstream.
    [SkippableFact]
    public void Formats_of_before_2016_are_named_and_refused()
    {
        var folder = Upstream();
        Skip.If(folder is null, "google/pprof's test profiles are not in ../shared/oracles/pprof/upstream: copy profile/testdata of github.com/google/pprof there");
        var files = Directory.GetFiles(folder!).Where(file => Path.GetExtension(file) is not (".txt" or ".string") && Path.GetFileName(file) != "LICENSE").ToList();

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Contains("Convert it: pprof -proto", ReaderContract.ReadDamaged(System.IO.File.ReadAllBytes(file))?.Message));
    }

    [Fact]
    public void A_small_file_that_unpacks_to_gigabytes_is_stopped_at_the_limit()
    {
        // One unknown field after another, 64 KB each; 10 GB of them pack into some megabytes, which are made as they are read.
        var error = Assert.Throws<ProfileFormatException>(() => new ProfileReaders(ProfileReaders.BuiltIn).Read(
            new GZipStream(new MemoryStream(Bomb()), CompressionMode.Decompress), new ReadOptions { Limits = ReadLimits.Default with { MaxBytes = 16 << 20 } }));

        Assert.Contains("expected at most 16777216 bytes after unpacking, found more", error.Message);
    }

    [Fact]
    public void More_samples_than_the_limit_are_refused()
    {
        var file = File([CpuType, CpuStrings, Location(1), .. Enumerable.Repeat(Sample(1, 1), 20)]);

        Assert.Contains("expected at most 19 samples, found more", Refused(file, new ReadLimits { MaxSamples = 19 }).Message);
    }

    [Fact]
    public void More_entries_than_the_limit_are_refused()
    {
        Assert.Contains("expected at most 9 strings, found more", Refused(File(CpuType, Strings(new string[10].Select(_ => "").ToArray())), new ReadLimits { MaxEntries = 9 }).Message);
        Assert.Contains("expected at most 1 functions, found more", Refused(File(CpuType, Function(1, 0), Function(2, 0)), new ReadLimits { MaxEntries = 1 }).Message);
        Assert.Contains(
            "expected at most 4 lines of locations, found more",
            Refused(File(CpuType, CpuStrings, Function(1, 3), Location(1, (1, 1), (1, 2), (1, 3), (1, 4), (1, 5))), new ReadLimits { MaxEntries = 4 }).Message);
    }

    [Fact]
    public void A_deeper_stack_than_the_limit_is_refused()
    {
        var stack = Enumerable.Repeat<byte>(1, 300).ToArray();
        var file = File(CpuType, CpuStrings, Location(1), Message(2, Bytes(1, stack), Bytes(2, [1])));

        Assert.Contains("expected at most 299 frames on a stack, found more", Refused(file, new ReadLimits { MaxDepth = 299 }).Message);
    }

    private static ProfileFormatException Refused(byte[] file, ReadLimits limits) => Assert.Throws<ProfileFormatException>(
        () => new ProfileReaders(ProfileReaders.BuiltIn).Read(new MemoryStream(file), new ReadOptions { Limits = limits }).ToProfile());

    private static string? Upstream()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "oracles", "pprof", "upstream");
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }

    private static byte[] Bomb()
    {
        var field = Bytes(99, new byte[65_536]);
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(CpuType);
            for (var i = 0; i < 1000; i++)
                gzip.Write(field);
        }

        return packed.ToArray();
    }
}
