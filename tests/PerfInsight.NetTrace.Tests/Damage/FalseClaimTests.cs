using PerfInsight.NetTrace.Tests.Testing;
using PerfInsight.Profiles;

namespace PerfInsight.NetTrace.Tests.Damage;

/// <summary>
/// Traces that claim more than they hold. TraceEvent believes them: it allocates, recurses and reads past the end of a payload. What is
/// promised: no more is allocated than is there, nothing is read that is not there, and the rest of the trace is read as if it were alone.
/// </summary>
public class FalseClaimTests
{
    private const int FourLevels = 4;
    private const string Clr = "Microsoft-Windows-DotNETRuntime";

    public static TheoryData<string, byte[]> FalseFields => new()
    {
        { "two billion", TraceBytes.Int(int.MaxValue) },
        { "less than none", TraceBytes.Int(-1) },
        { "two billion in an object", [.. TraceBytes.Int(1), .. TraceBytes.Int(1), .. TraceBytes.Int(int.MaxValue), 0, 0, 0, 0] },
        { "one more than there is room for", [.. TraceBytes.Int(3), .. Field(9), .. Field(9)] },
        { "an unknown type", [.. TraceBytes.Int(1), .. Field(99), .. new byte[12]] },
        { "two billion in a second list", [.. TraceBytes.Int(0), .. TraceBytes.Int(4), 2, .. TraceBytes.Int(int.MaxValue)] },
        { "objects in objects", [.. Enumerable.Range(0, 200_000).SelectMany(_ => TraceBytes.Int(1))] },
        { "arrays of arrays", SecondList([.. Enumerable.Range(0, 200_000).SelectMany(_ => TraceBytes.Int(19))]) },
    };

    public static TheoryData<string, byte[]> FalseFieldsOfVersion6 => new()
    {
        { "65,535", [.. TraceBytes.Short(ushort.MaxValue), 0, 0] },
        { "65,535 in each of many objects", [.. TraceBytes.Short(1), .. TraceBytes.Short(60_002), 0, .. Enumerable.Repeat<byte>(1, 60_000), 0] },
        { "arrays of arrays", [.. TraceBytes.Short(1), .. TraceBytes.Short(60_001), 0, .. Enumerable.Repeat<byte>(19, 60_000), .. TraceBytes.Short(0)] },
    };

    [Theory]
    [MemberData(nameof(FalseFields))]
    public void A_description_that_claims_too_much_costs_no_more_than_its_bytes_and_the_rest_is_read(string what, byte[] fields)
    {
        _ = what;
        var description = TraceBytes.Description(4711, "Own-Provider", 1, 0, fields);
        var trace = TraceBytes.WithObject(Sample.Bytes("norundown"), "MetadataBlock", TraceBytes.Metadata(description));

        var (profile, allocated) = Measured(trace);

        Assert.InRange(allocated, 0, (FourLevels * (long)trace.Length) + 100_000_000);
        Assert.Equal(Sample.NoRundown.Value.Warnings, profile.Warnings);
        Assert.Equal(Sample.NoRundown.Value.Total("cpu"), profile.Total("cpu"));
    }

    [Theory]
    [MemberData(nameof(FalseFieldsOfVersion6))]
    public void A_description_of_version_6_costs_no_more_than_its_bytes(string what, byte[] fields)
    {
        _ = what;
        var (profile, allocated) = Measured(TraceBytes.Version6(fields));

        Assert.InRange(allocated, 0, 20_000_000);
        Assert.Equal(["the trace has no samples: collect it with 'perfinsight collect', or with the sample profiler enabled."], profile.Warnings);
    }

    [Fact]
    public void Fields_that_are_there_are_read()
    {
        byte[] fields = [.. TraceBytes.Int(2), .. Field(9), .. TraceBytes.Int(1), .. TraceBytes.Int(1), .. Field(18), .. TraceBytes.Text("outer")];
        var description = TraceBytes.Description(4711, "Own-Provider", 1, 0, [.. fields, .. SecondList([.. TraceBytes.Int(19), .. TraceBytes.Int(9)])[4..]]);
        var before = (byte[])description.Clone();
        var block = TraceBytes.Metadata(description);
        var trace = TraceBytes.WithObject(Sample.Bytes("norundown"), "MetadataBlock", block);

        Assert.Equal(Sample.NoRundown.Value.Warnings, Sample.Read(trace).Warnings);
        NetTrace.Damage.EventDescriptions.BlankUnreadableV5(block);
        Assert.Equal(before, block[^before.Length..]);
    }

    [Fact]
    public void Descriptions_of_real_traces_stay_as_they_are()
    {
        foreach (var name in new[] { "kinds", "waits", "rich", "norundown" })
        {
            var bytes = Sample.Bytes(name);
            var guarded = new MemoryStream();
            new NetTrace.Damage.BlockGuard(new MemoryStream(bytes)).CopyTo(guarded);
            Assert.Equal(bytes, guarded.ToArray());
        }
    }

    [Theory]
    [InlineData(int.MaxValue, "the trace ends in the middle of a block")]
    [InlineData(-1, "expected the size of a block, found -1. What follows is lost.")]
    public void A_block_that_claims_more_than_the_file_is_a_cut(int size, string said)
    {
        var trace = TraceBytes.WithObject(Sample.Bytes("norundown"), "EventBlock", new byte[40], claimedSize: size);
        var (profile, allocated) = Measured(trace);

        Assert.Contains(said, profile.Warnings[0], StringComparison.Ordinal);
        Assert.InRange(allocated, 0, (FourLevels * (long)trace.Length) + 100_000_000);
        Assert.Equal(Sample.NoRundown.Value.Total("cpu"), profile.Total("cpu"));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void A_name_of_a_type_that_cannot_be_is_said_with_its_place(int length)
    {
        var whole = Sample.Bytes("norundown");
        var trace = TraceBytes.WithObject(whole, "EventBlock", new byte[40], claimedNameLength: length);

        Assert.Contains(
            $"offset {whole.Length - 1 + 11}: expected the name of a type of 1 to 38 bytes, found {length}. What follows is lost.",
            Sample.Read(trace).Warnings[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(143, 2, 35)] // MethodLoadVerbose: five fields, three texts
    [InlineData(143, 2, 36)]
    [InlineData(143, 2, 36 + 2 + 2)]
    [InlineData(152, 2, 24 + 2 + 2 + 2 + 15)] // ModuleLoad: four fields, two texts, the id of the PDB
    [InlineData(10, 4, 26 + 2)] // GCAllocationTick
    [InlineData(303, 0, 14 + 2 + 15)] // AllocationSampled
    [InlineData(80, 1, 1)] // ExceptionThrown
    [InlineData(9, 1, 3)] // GCSuspendEEBegin
    [InlineData(91, 1, 10)] // ContentionStop
    [InlineData(187, 0, 19)] // RuntimeInformation
    public void An_event_that_is_shorter_than_its_fields_is_left_out_and_counted(int eventId, int version, int length)
    {
        var trace = TraceBytes.WithObject(
            Sample.Bytes("norundown"), "MetadataBlock", TraceBytes.Metadata(TraceBytes.Description(4711, Clr, eventId, version, TraceBytes.Int(0))));
        var payload = new byte[length];
        trace = TraceBytes.WithObject(trace, "EventBlock", TraceBytes.Event(4711, payload));

        var profile = Sample.Read(trace);

        Assert.Contains("1 events are shorter than what they should hold: they were left out.", profile.Warnings);
        Assert.Equal(Sample.NoRundown.Value.Total("cpu"), profile.Total("cpu"));
    }

    [Theory]
    [InlineData(18)]
    [InlineData(21 + 8)]
    public void A_map_that_claims_more_entries_than_it_has_is_said(int length)
    {
        var trace = TraceBytes.WithObject(
            Sample.Bytes("norundown"), "MetadataBlock", TraceBytes.Metadata(TraceBytes.Description(4711, Clr, 190, 0, TraceBytes.Int(0))));
        var payload = new byte[length];
        TraceBytes.Short(short.MaxValue).AsSpan()[..Math.Min(2, length - 17)].CopyTo(payload.AsSpan(17));

        Assert.Matches(
            "^the trace is damaged .*MethodILToNativeMap|^1 events are shorter",
            string.Join("\n", Sample.Read(TraceBytes.WithObject(trace, "EventBlock", TraceBytes.Event(4711, payload))).Warnings));
    }

    [Fact]
    public void A_text_without_end_is_not_followed_out_of_its_event()
    {
        var trace = TraceBytes.WithObject(
            Sample.Bytes("norundown"), "MetadataBlock", TraceBytes.Metadata(TraceBytes.Description(4711, Clr, 143, 2, TraceBytes.Int(0))));
        var payload = Enumerable.Repeat<byte>(65, 60_000).ToArray();

        Assert.Contains(
            "1 events are shorter than what they should hold: they were left out.",
            Sample.Read(TraceBytes.WithObject(trace, "EventBlock", TraceBytes.Event(4711, payload))).Warnings);
    }

    private static byte[] Field(int type) => [.. TraceBytes.Int(type), .. TraceBytes.Text("field")];

    private static byte[] SecondList(byte[] type)
    {
        byte[] field = [.. TraceBytes.Int(4 + 2 + type.Length), 0, 0, .. type];
        return [.. TraceBytes.Int(0), .. TraceBytes.Int(4 + field.Length), 2, .. TraceBytes.Int(1), .. field];
    }

    private static (Profile Profile, long Allocated) Measured(byte[] trace)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var profile = Sample.Read(trace);
        return (profile, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
