using System.Text.RegularExpressions;
using PerfInsight.Profiles;

namespace PerfInsight.Formats.PprofLegacy;

/// <summary>Text of heaps (C++, Go) and of their growth: objects and bytes in use, and allocated where the profiler counts them.</summary>
internal static partial class LegacyHeap
{
    private static readonly SampleType[] InUse = [new("objects", "count"), new("space", "bytes")];

    // What is in use comes last: reports show the last one first.
    private static readonly SampleType[] AllocatedToo =
        [new("alloc_objects", "count"), new("alloc_space", "bytes"), new("inuse_objects", "count"), new("inuse_space", "bytes")];

    /// <summary>Reads a profile; its first line was read.</summary>
    public static Profile Read(LegacyText text, LegacySamples samples)
    {
        if (Head().Match(text.Line) is not { Success: true } head)
            throw text.Damage("expected 'heap profile: OBJECTS: BYTES [OBJECTS: BYTES] @ heap/PERIOD'");
        var (isScaled, period) = Sampling(text, head.Groups[5].Value, head.Groups[6].Value);
        var hasAllocated = Differs(3, 1) || Differs(4, 2);
        while (text.Next() && !text.IsMemoryMapHead)
        {
            if (text.IsBlankOrComment)
                continue;
            if (Sample().Match(text.Line) is not { Success: true } sample)
                throw text.Damage("expected 'OBJECTS: BYTES [OBJECTS: BYTES] @ ADDRESSES'");
            var stack = text.Addresses(sample.Groups[5].Value).ConvertAll(static address => unchecked(address - 1));
            long? blockSize = null;
            var values = new List<long>(4);
            foreach (var group in hasAllocated ? (int[])[3, 1] : [1])
            {
                var (count, size) = (text.Number(sample.Groups[group].Value), text.Number(sample.Groups[group + 1].Value));
                if (count == 0 && size != 0)
                    throw text.Damage($"expected no bytes of no objects, found {size}");
                if (count != 0)
                    blockSize = size / count;
                (count, size) = isScaled ? Unsampled(count, size, period) : (count, size);
                values.AddRange([count, size]);
            }

            if (samples.Add(new LegacySample(stack, [.. values], blockSize ?? 0)) is { } expected)
                throw text.Damage(expected);
        }

        return samples.Build(
            hasAllocated ? AllocatedToo : InUse,
            text.ReadMemoryMap(),
            new ProfileInfo { SourceFormat = LegacyPprofReader.FormatName, PeriodType = new SampleType("space", "bytes"), Period = period });

        bool Differs(int allocated, int inUse) => head.Groups[allocated].Value != "0" && head.Groups[allocated].Value != head.Groups[inUse].Value;
    }

    /// <summary>
    /// What was allocated where one object in <paramref name="rate"/> bytes was seen: an object of s bytes is seen with probability
    /// 1 - exp(-s / rate).
    /// </summary>
    public static (long Count, long Size) Unsampled(long count, long size, long rate)
    {
        if (count == 0 || size == 0)
            return (0, 0);
        if (rate <= 1)
            return (count, size);
        var scale = 1 / (1 - Math.Exp(-((double)size / count) / rate));
        return ((long)(count * scale), (long)(size * scale));
    }

    // Go writes twice the mean distance between samples.
    private static (bool IsScaled, long Period) Sampling(LegacyText text, string kind, string rate) => kind switch
    {
        "heapz_v2" or "heap_v2" => (true, rate.Length == 0 ? 0 : text.Number(rate)),
        "heap" => (true, rate.Length == 0 ? 0 : text.Number(rate) / 2),
        "heapprofile" or "growth" or "growthz" or "fragmentation" or "fragmentationz" => (false, 1),
        _ => throw text.Damage($"expected one of heap, heap_v2, heapz_v2, heapprofile, growth, fragmentation behind '@', found '{kind}'"),
    };

    [GeneratedRegex(@"^heap profile: *(\d+): *(\d+) *\[ *(\d+): *(\d+) *\] *@ *([a-z]+[_a-z0-9]*)/?(\d*)", RegexOptions.CultureInvariant)]
    private static partial Regex Head();

    [GeneratedRegex(@"^(-?\d+): *(-?\d+) *\[ *(\d+): *(\d+) *\] @([ x0-9a-f]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Sample();
}
