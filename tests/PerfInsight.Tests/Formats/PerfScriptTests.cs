using System.Text;
using PerfInsight.Formats;
using PerfInsight.Formats.PerfScript;
using PerfInsight.NetTrace;
using PerfInsight.Profiles;
using PerfInsight.Tests.Testing;

namespace PerfInsight.Tests.Formats;

/// <summary>What <c>perf script</c> prints.</summary>
public sealed class PerfScriptTests
{
    // A part of a real recording: perf 6.1, cpu-clock, .NET 10 with DOTNET_PerfMapEnabled=1.
    private static readonly byte[] Kinds = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Samples", "formats", "kinds.perf.txt"));

    private static readonly ReaderContract Contract = new(new PerfScriptReader(), Kinds);

    [Fact]
    public void Is_detected_by_content() => Contract.Is_detected_by_content();

    [Fact]
    public void Is_read_as_the_snapshot_says() => Contract.Is_read_as("formats/kinds.perf.snapshot.txt");

    [Fact]
    public void Cut_anywhere_is_an_error_with_a_position() => Contract.Cut_anywhere_is_an_error_with_a_position();

    [Fact]
    public void Flipped_bits_are_an_error_with_a_position() => Contract.Flipped_bits_are_an_error_with_a_position(200);

    [Fact]
    public void Managed_functions_have_the_names_that_a_trace_gives_them()
    {
        var trace = NetTraceReader.Read(new MemoryStream(Samples.Trace("kinds.nettrace")), "kinds.nettrace");
        var known = trace.Functions.Concat(Samples.Frames().Select(static row => new Function(-1, 0, row.Namespace, row.Name, row.Signature)))
            .Select(static function => (function.Namespace, function.Name, function.FullName))
            .ToHashSet();
        var managed = ReaderContract.Read(Kinds).Functions.Where(static function => function.Namespace.StartsWith("W.", StringComparison.Ordinal)).ToList();

        Assert.True(managed.Count >= 8, $"{managed.Count} functions");
        Assert.All(managed, function => Assert.Contains((function.Namespace, function.Name, function.FullName), known));
    }

    [Theory]
    [InlineData("int64 [W] W.B::Burn(int32)[OptimizedTier1OSR]", "W", "W.B", "Burn", "int64  (int32)")]
    [InlineData("instance void [W] Program+<<Main>$>d__0::MoveNext()[QuickJitted]", "W", "Program+<<Main>$>d__0", "MoveNext", "instance void  ()")]
    [InlineData("class [System.Runtime]System.Threading.Tasks.Task`1<int32> [W] Program::<Main>$(string[])[QuickJitted]", "W", "Program", "<Main>$", "class System.Threading.Tasks.Task`1<int32>  (class System.String[])")]
    [InlineData("instance void [W] W.Kinds.Box`1[System.__Canon]::.ctor(!0)", "W", "W.Kinds.Box`1[System.__Canon]", ".ctor", "instance void  (!0)")]
    [InlineData("int64 [W] W.Kinds.Sigs::Nul(valuetype [System.Runtime]System.Nullable`1<int32>,string,uint8,char,object)", "W", "W.Kinds.Sigs", "Nul", "int64  (value class System.Nullable`1<int32>,class System.String,unsigned int8,wchar,class System.Object)")]
    [InlineData("int64 [W] W.Kinds.Sigs::Dyn(native int,native uint,int32[0...,0...],class W.Kinds.Outer/Inner)", "W", "W.Kinds.Sigs", "Dyn", "int64  (int,unsigned int,int32[,],class Inner)")]
    [InlineData("instance int64 [W] W.Kinds.Members::W.Kinds.IGen<System.String>.G(string)", "W", "W.Kinds.Members", "W.Kinds.IGen<System.String>.G", "instance int64  (class System.String)")]
    public void Names_of_the_perf_map_come_apart(string name, string module, string type, string method, string signature) =>
        Assert.Equal(new PerfMapName(module, type, method, signature), PerfMapName.Parse(name));

    [Theory]
    [InlineData("stub CreateHelper<DynamicHelper>")]
    [InlineData("std::vector<int, std::allocator<int> >::push_back(int const&)")]
    [InlineData("core::ops::function::FnOnce::call_once{{vtable.shim}}")]
    [InlineData("LazyCompile:*run [W] file.js:10")]
    [InlineData("[unknown]")]
    [InlineData(" [] ")]
    [InlineData(" [W] ")]
    [InlineData("x [W] A::B(int32")]
    public void Names_of_others_do_not(string name) => Assert.Null(PerfMapName.Parse(name));

    [Fact]
    public void Each_part_of_a_sample_is_understood()
    {
        const string Text = """
            # a comment of perf script --header
            my app 10/12 [003]  1.000000500:     250000 cycles:ppp:
            	ffffffff8104f45a native_write_msr_safe ([kernel.kallsyms])
            	          401136 inner+0x6 (inlined)
            	          401136 outer(int, char*)+0x6 (/usr/bin/my app)
            	    7f0000001000 int64 [W] W.B::Burn(int32)[Optimized]+0x1f (/memfd:doublemapper (deleted))
            	    7f0000002000 [unknown] ([unknown])

            swapper 0 [000]  1.500000500:     250000 cpu_core/cycles/u:

            swapper 0 [000]  2.0: 7 cycles:  ffffffff8104f45a idle+0x1 ([kernel.kallsyms])

            """;
        var read = ReaderContract.Read(Encoding.UTF8.GetBytes(Text));

        Assert.Equal(
            """
            perf script · captured 0 · duration 999999500 · period   0
            types samples count, cycles count · default cycles
            drop  · keep  · url  · comments 
            module [kernel.kallsyms] [kernel.kallsyms]  0-0 0 None
            module my app /usr/bin/my app  0-0 0 None
            module W   0-0 0 None
            1 250000 [thread='my app (12)'] (,,0,-1) > W.B.Burn(int32)(,,0,2) > outer(int, char*)(,,0,1) > inner(,,0,-1) inlined > native_write_msr_safe(,,0,0)
            1 250000 [thread='swapper (0)'] 
            1 7 [thread='swapper (0)'] idle(,,0,0)

            """.ReplaceLineEndings("\n"),
            ProfileText.Of(read));
    }

    [Fact]
    public void Several_events_are_several_sample_types()
    {
        var read = ReaderContract.Read("a 1 1.0: 100 cycles:\n\t1 f (x)\n\na 1 2.0: 3 cache-misses:\n\t1 f (x)\n\na 1 3.0: sched:sched_switch: prev_comm=a prev_pid=1\n\t1 f (x)\n"u8.ToArray());

        Assert.Equal(["cycles", "cache-misses", "sched:sched_switch"], read.SampleTypes.Select(static type => type.Kind));
        Assert.EndsWith("100 3 1 [thread='a (1)'] f(,,0,0)\n", ProfileText.Of(read));
    }

    [Fact]
    public void Lines_that_are_none_are_left_out_and_told()
    {
        var read = ReaderContract.Read("a 1 1.0: 100 cycles:\n\t1 f (x)\n\tnot a frame\n\nnot a head\n\t1 g (x)\n\na 1 2.0: 100 cycles:\n\t1 f (x)\n"u8.ToArray());

        Assert.Equal(
            [
                "line 3, offset 30: expected a frame (address symbol (file)), found another line, which is left out",
                "line 5, offset 44: expected the head of a sample (comm pid/tid [cpu] time: period event:), found another line, which is left out",
            ],
            read.Warnings);
        Assert.EndsWith("2 200 [thread='a (1)'] f(,,0,0)\n", ProfileText.Of(read));
    }

    [Theory]
    [InlineData("a;b 1\na;c 2\n")]
    [InlineData("# only comments\n")]
    [InlineData("goos: linux\nBenchmarkA 1 2 ns/op\n")]
    [InlineData("a 1 1.0: 100 cycles:\nb 2\n")]
    [InlineData("2026-01-01 12:00:00.5: started\n")]
    [InlineData("{\"a\": 1.0}\n")]
    [InlineData("")]
    public void Other_texts_are_not_taken_for_it(string text) => Assert.False(new PerfScriptReader().Sniff(Encoding.UTF8.GetBytes(text), "x.txt"));

    [Fact]
    public void Limits_hold()
    {
        const string Text = "a 1 1.0: 100 cycles:\n\t1 f (x)\n\t1 g (x)\n\nb 1 1.0: 100 cycles:\n\t1 f (x)\n\na 1 1.0: 100 cycles:\n\t1 f (x)\n";

        Assert.Contains("line 3, offset 30: expected at most 1 frames on a stack, found more", Refused(Text, new ReadLimits { MaxDepth = 1 }));
        Assert.Contains("expected at most 2 samples, found more", Refused(string.Concat(Enumerable.Repeat("a 1 1.0: 100 cycles:\n\t1 f (x)\n\n", 3)), new ReadLimits { MaxSamples = 2 }));
        Assert.Contains("expected at most 1 functions, found more", Refused(Text, new ReadLimits { MaxEntries = 1 }));
        Assert.Contains("expected at most 50 bytes after unpacking, found more", Refused(Text, new ReadLimits { MaxBytes = 50 }));
    }

    private static string Refused(string text, ReadLimits limits) => Assert.Throws<ProfileFormatException>(
        () => new ProfileReaders(ProfileReaders.BuiltIn).Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), new ReadOptions { Limits = limits })).Message;
}
