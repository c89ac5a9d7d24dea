using PerfInsight.NetTrace.Tests.Testing;
using PerfInsight.Profiles;

namespace PerfInsight.NetTrace.Tests.Reading;

/// <summary>What the recorded workload is known to do, from its source in tests/Samples/dotnet/workload.</summary>
public class WorkloadTests
{
    // Sizes on 64 bits. An object has 16 bytes, an array 24, then its content, rounded up to 8.
    public static TheoryData<string, double> AllocatingMethods => new()
    {
        { "W.Waits.Arrays", 3_000_000 * (24.0 + 16 * 4) },
        { "W.Waits.Boxing", 3_000_000 * 24.0 },
        { "W.Waits.Closures", 2_000_000 * (16.0 + 8 + 8 + 64) }, // a closure with a reference and a number, a delegate
        { "W.Waits.Loh", 600 * 200_024.0 },
        { "W.Waits.FileIo", 10 * (4_000_024.0 + 4_120) },
    };

    [Theory]
    [MemberData(nameof(AllocatingMethods))]
    public void Allocated_bytes_are_what_the_source_allocates(string method, double expected)
    {
        foreach (var profile in new[] { Sample.Waits.Value, Sample.Rich.Value })
        {
            // A byte is sampled with probability 1/102,400: n samples have a relative error of 1/√n, five of them are certain.
            var tolerance = 5 / Math.Sqrt(expected / 102_400);
            Assert.InRange(profile.Inclusive("alloc_space", method), expected * (1 - tolerance), expected * (1 + tolerance));
        }
    }

    [Fact]
    public void Allocated_objects_are_counted_not_samples()
    {
        var boxed = Sample.Rich.Value.Self("alloc_objects", "W.Waits.Boxing");

        Assert.InRange(boxed, 2_500_000, 3_500_000);
    }

    [Fact]
    public void Allocations_carry_the_allocated_type()
    {
        var profile = Sample.Rich.Value;

        var ints = profile.Labelled("alloc_space", Profile.AllocatedTypeLabel, "System.Int32[]");

        Assert.InRange(ints, 230_000_000, 300_000_000);
        Assert.InRange(profile.Labelled("alloc_objects", Profile.AllocatedTypeLabel, "System.Int32"), 2_500_000, 3_500_000);
    }

    [Fact]
    public void Exceptions_stand_at_the_method_that_throws()
    {
        foreach (var profile in new[] { Sample.Waits.Value, Sample.Rich.Value })
        {
            Assert.Equal(400, profile.Total("exceptions"));
            Assert.Equal(400, profile.Self("exceptions", "W.Waits.Thrower"));
            Assert.Equal(400, profile.Labelled("exceptions", Profile.ExceptionTypeLabel, "System.InvalidOperationException"));
        }
    }

    [Theory]
    [InlineData("W.Waits.ContendLock")]
    [InlineData("W.Waits.ContendLockType")]
    [InlineData("W.Waits.ContendMonitor")]
    [InlineData("W.Waits.ContendScope")]
    public void Contention_stands_at_the_method_that_takes_the_lock(string method)
    {
        var profile = Sample.Waits.Value;

        Assert.InRange(profile.Inclusive("contentions", method), 1, 24);
        Assert.InRange(profile.Inclusive("contention", method), 100_000_000, 500_000_000);
    }

    [Fact]
    public void Contention_is_what_the_events_say_and_part_of_blocked_time()
    {
        var profile = Sample.Waits.Value;

        Assert.Equal(37, profile.Total("contentions"));
        Assert.Equal(906_226_123, profile.Total("contention"));
        foreach (var method in new[] { "W.Waits.ContendLock", "W.Waits.ContendLockType" })
        {
            var contention = profile.Inclusive("contention", method);
            Assert.InRange(profile.Inclusive("blocked", method), contention, 3 * contention);
        }
    }

    [Theory]
    [InlineData("W.Waits.Sleep", 120)]
    [InlineData("W.Waits.MonWait", 60)]
    [InlineData("W.Waits.Mre", 60)]
    [InlineData("W.Waits.Mres", 60)]
    [InlineData("W.Waits.SyncOverAsync2", 60)]
    [InlineData("W.Waits.SocketIo", 120)]
    public void Waits_of_known_length_are_blocked_time(string method, int milliseconds)
    {
        foreach (var profile in new[] { Sample.Waits.Value, Sample.Rich.Value })
        {
            Assert.InRange(profile.Inclusive("blocked", method) / 1e6, milliseconds * 0.8, milliseconds * 1.5);
            Assert.InRange(profile.Inclusive("cpu", method) / 1e6, 0, 40); // starting a thread, compiling the method
        }
    }

    [Fact]
    public void Work_is_processor_time_and_none_of_it_is_blocked()
    {
        var profile = Sample.Kinds.Value;

        Assert.InRange(profile.Self("cpu", "W.B.Burn"), 0.85 * profile.Total("cpu"), profile.Total("cpu"));
        Assert.Equal(0, profile.Self("blocked", "W.B.Burn"));
    }

    [Theory]
    [InlineData("System.Threading.WaitHandle.WaitOneNoCheck")]
    [InlineData("System.Threading.LowLevelLifoSemaphore.WaitNative")]
    [InlineData("System.Threading.Monitor.Wait")]
    [InlineData("System.Threading.Monitor.Enter_Slowpath")]
    [InlineData("System.Threading.Thread.Sleep")]
    [InlineData("System.Threading.Thread.Join")]
    public void A_wait_is_never_processor_time(string method)
    {
        foreach (var profile in new[] { Sample.Kinds.Value, Sample.Waits.Value, Sample.Rich.Value })
            Assert.Equal(0, profile.Self("cpu", method));
    }

    [Fact]
    public void Garbage_collections_are_counted_by_generation()
    {
        // GC.CollectionCount printed by the same workload: 87/48/48, where each generation includes the older ones.
        var gc = Sample.Waits.Value.Gc!;

        Assert.Equal((39, 0, 48), (gc.Gen0, gc.Gen1, gc.Gen2));
        Assert.Null(Sample.Kinds.Value.Gc);
    }

    [Fact]
    public void The_trace_tells_runtime_system_start_and_duration()
    {
        var info = Sample.Waits.Value.Info;

        Assert.Equal("nettrace", info.SourceFormat);
        Assert.Equal(".NET 10.0.12", info.Runtime);
        Assert.Equal("linux-x64", info.Os);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 5, 29, 57, 315, TimeSpan.Zero), info.Captured);
        Assert.InRange(info.Duration, 1_700_000_000, 1_900_000_000);
    }

    [Fact]
    public void A_whole_trace_has_no_warnings()
    {
        Assert.Empty(Sample.Kinds.Value.Warnings);
        Assert.Empty(Sample.Waits.Value.Warnings);
        Assert.Empty(Sample.Rich.Value.Warnings);
    }
}
