using System.Text;
using PerfInsight.Formats.PprofLegacy;
using PerfInsight.Profiles;
using PerfInsight.Tests.Testing;
using PerfInsight.Views;

namespace PerfInsight.Tests.Formats;

/// <summary>What pprof read before profile.proto.</summary>
public sealed class LegacyPprofTests
{
    private const string Heap = """
        # made by hand
        heap profile:   3:   300 [  5:  1300 ] @ heap/1024
           2:  200 [  4:  1200 ] @ 0x400101 0x400201
           1:  100 [  1:   100 ] @ 0x400101 0x7f0000001001

        MAPPED_LIBRARIES:
        build=/srv
        00400000-00500000 r-xp 00000000 08:01 42   $build/app
        00500000-00600000 rw-p 00100000 08:01 42   $build/app
        7f0000000000-7f0000100000 r-xp 00000000 08:01 43   /lib/libc.so.6
        """;

    private const string JavaContention = """
        --- contentionz 1 ---
        format = java
        resolution = microseconds
        sampling period = 100
        ms since reset = 6000

              14     1 @ 0x3 0x4
               2     2 @ 0x4

         0x0000003 com.example.Cache.get (Cache.java:42)
         0x0000004 com.example.Main.main (Main.java)
        """;

    public static TheoryData<string> Upstream => new(
        "cppbench.contention", "cppbench.cpu", "cppbench.growth", "cppbench.heap", "cppbench.thread", "cppbench.thread.all", "cppbench.thread.none",
        "go.crc32.cpu", "go.godoc.thread", "gobench.cpu", "gobench.heap", "java.contention", "java.cpu", "java.heap");

    public static TheoryData<string> UpstreamTops => new(
        "cppbench.contention", "cppbench.cpu", "cppbench.heap", "go.crc32.cpu", "gobench.cpu", "gobench.heap", "java.contention", "java.cpu", "java.heap");

    public static TheoryData<string> Texts => new(
        Heap,
        JavaContention,
        "--- contention:\ncycles/second = 2000000000\nsampling period = 10\n200 3 @ 0x10 0x20\n",
        "--- threadz 1 ---\n\n--- Thread 7f (name: main/1) stack: ---\n  PC: 0x10 0x20\n--- Thread 80 (name: b/2) stack: ---\n  [same as previous thread]\n--- Memory map: ---\n  00000000-00001000: app\n",
        "goroutine profile: total 7\n6 @ 0x10 0x20\n1 @ 0x30\n");

    [SkippableTheory]
    [MemberData(nameof(Upstream))]
    public void Samples_are_those_that_pprof_reads(string name)
    {
        Skip.If(PprofUpstream.Folder is null, PprofUpstream.Missing);

        Lines.Equal(PprofUpstream.Text(PprofUpstream.Lines(name + ".string")).ToList(), PprofUpstream.Text(PprofUpstream.Read(name)));
    }

    [SkippableTheory]
    [MemberData(nameof(UpstreamTops))]
    public void Top_is_pprof_s(string name)
    {
        Skip.If(PprofUpstream.Folder is null, PprofUpstream.Missing);
        var expected = PprofUpstream.Lines(name + ".top.txt").SkipWhile(line => !line.StartsWith("Showing", StringComparison.Ordinal)).ToList();

        Lines.Equal(expected, PprofReport.Top(CallGraph.WithoutCalls(PprofUpstream.Read(name), ViewOptions.Default)));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Holds_what_every_reader_must(string text)
    {
        var contract = new ReaderContract(new LegacyPprofReader(), Encoding.UTF8.GetBytes(text));

        contract.Is_detected_by_content();
        contract.Cut_anywhere_is_an_error_with_a_position();
        contract.Flipped_bits_are_an_error_with_a_position();
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(4, true)]
    [InlineData(8, false)]
    [InlineData(4, false)]
    public void Binary_cpu_profiles_of_any_word_hold_what_every_reader_must(int size, bool isLittleEndian)
    {
        var file = Cpu(size, isLittleEndian);
        var contract = new ReaderContract(new LegacyPprofReader(), file);

        contract.Is_detected_by_content();
        contract.Cut_anywhere_is_an_error_with_a_position();
        contract.Flipped_bits_are_an_error_with_a_position();
        var read = ReaderContract.Read(file).ToProfile();
        Assert.Equal([(2L, 20_000_000L), (5L, 50_000_000L)], read.Samples.Values(0).ToArray().Zip(read.Samples.Values(1).ToArray()).Select(pair => (pair.First, pair.Second)));
        Assert.Equal(["/srv/app", "/lib/libc.so.6"], read.Modules.Select(module => module.Path));
    }

    [Fact]
    public void A_sampled_heap_says_what_was_allocated()
    {
        var read = ReaderContract.Read(Encoding.UTF8.GetBytes(Heap)).ToProfile();

        // Objects of 300 bytes are seen once in 1 / (1 - exp(-300 / 512)) times; of 100 bytes, in 1 / (1 - exp(-100 / 512)).
        Assert.Equal(["alloc_objects", "alloc_space", "inuse_objects", "inuse_space"], read.SampleTypes.Select(type => type.Kind));
        Assert.Equal([(long)(4 / (1 - Math.Exp(-300.0 / 512))), (long)(1 / (1 - Math.Exp(-100.0 / 512)))], read.Samples.Values(0).ToArray());
        Assert.Equal([(long)(1200 / (1 - Math.Exp(-300.0 / 512))), (long)(100 / (1 - Math.Exp(-100.0 / 512)))], read.Samples.Values(1).ToArray());
        Assert.Equal(512, read.Info.Period);
        Assert.Equal(["[app]", "[libc.so.6]"], CallGraph.WithoutCalls(read, ViewOptions.Default with { Sort = ViewSort.Total }).Nodes.Select(node => node.Name));
    }

    [Fact]
    public void Java_s_places_have_names_files_and_lines()
    {
        var read = ReaderContract.Read(Encoding.UTF8.GetBytes(JavaContention)).ToProfile();

        Assert.Equal([new SampleType("contentions", "count"), new SampleType("delay", "microseconds")], read.SampleTypes);
        Assert.Equal([1400L, 200L], read.Samples.Values(1).ToArray());
        Assert.Equal(6_000_000_000, read.Info.Duration);
        Assert.Equal(["com.example.Cache.get Cache.java:42", "com.example.Main.main Main.java:0"], read.Locations
            .Select(location => $"{read.Functions[location.Function].Name} {read.Functions[location.Function].File}:{location.Line}").Order());
    }

    [Theory]
    [InlineData("heap profile: 1: 2 [1: 2] @ other/1\n", "expected one of heap, heap_v2", "line 1, offset 0")]
    [InlineData("heap profile: 1: 2 [1: 2] @ heap/1\n0: 8 [0: 8] @ 0x1\n", "expected no bytes of no objects, found 8", "line 2, offset 35")]
    [InlineData("heap profile: 1: 2 [1: 2] @ heap/1\nnonsense\n", "expected 'OBJECTS: BYTES [OBJECTS: BYTES] @ ADDRESSES'", "line 2, offset 35")]
    [InlineData("--- contention:\nfoo = 1\n", "expected one of cycles/second", "line 2, offset 16")]
    [InlineData("goroutine profile: total 7\n99999999999999999999 @ 0x1\n", "expected a whole number of 64 bits", "line 2, offset 27")]
    [InlineData("goroutine profile: total 7\n1 @ 0x11111111111111111\n", "expected an address of at most 16 hexadecimal digits", "line 2, offset 27")]
    public void Is_an_error_that_says_where_and_what(string text, string expected, string position)
    {
        var error = ReaderContract.ReadDamaged(Encoding.UTF8.GetBytes(text));

        Assert.Contains(expected, error?.Message);
        Assert.Equal(position, error?.Position);
    }

    // Found by the fuzzer: patterns that tried each bracket of a line took minutes.
    [Theory]
    [InlineData("--- contentionz 1 ---\nformat = java\n\n0x3 ", " (")]
    [InlineData("heap profile: 1: 2 [1: 2] @ heap/1\n", "1")]
    [InlineData("heap profile: 1: 2 [1: 2] @ heap/1\n\nMAPPED_LIBRARIES:\n", "a")]
    [InlineData("heap profile: 1: 2 [1: 2] @ heap/1\n\nMAPPED_LIBRARIES:\na=$a$a$a\nb=$a$a$a\n", "$b$a")]
    public void A_long_line_costs_no_more_than_it_is_long(string head, string repeated) =>
        ReaderContract.ReadDamaged(Encoding.UTF8.GetBytes(head + string.Concat(Enumerable.Repeat(repeated, 200_000)) + ":1)\n"));

    [Fact]
    public void A_depth_that_the_file_cannot_have_is_refused()
    {
        var file = Words(8, true, [0, 3, 0, 10_000, 0, 1, uint.MaxValue]);

        Assert.Contains("frames in a stack, found 4294967295", ReaderContract.ReadDamaged(file)?.Message);
    }

    // Two stacks whose second frame is no handler's: they differ.
    private static byte[] Cpu(int size, bool isLittleEndian) =>
    [
        .. Words(size, isLittleEndian, [0, 3, 0, 10_000, 0, 2, 2, 0x400100, 0x400200, 5, 2, 0x400100, 0x70000100, 0, 1, 0]),
        .. "00400000-00500000 r-xp 00000000 08:01 42 /srv/app\n70000000-70001000 r-xp 00000000 08:01 43 /lib/libc.so.6\n"u8,
    ];

    private static byte[] Words(int size, bool isLittleEndian, ulong[] words) => [.. words.SelectMany(word =>
    {
        var bytes = BitConverter.GetBytes(word)[..size];
        return isLittleEndian ? bytes : bytes.Reverse();
    })];
}
