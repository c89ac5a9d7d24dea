using PerfInsight.Profiles;

namespace PerfInsight.Formats.PprofLegacy;

/// <summary>
/// Binary CPU profiles: a head, records of count, depth and addresses, an end mark, and a text: the memory map of gperftools, the names of
/// Java.
/// </summary>
internal static class LegacyCpu
{
    // A frame of the signal handler is the second of all stacks but one in so many; there are two at most (google/pprof, cpuProfile).
    private const int OtherStacksPerSample = 32;
    private const int HandlerFrames = 2;

    /// <summary>Reads a profile.</summary>
    public static Profile Read(Stream stream, LegacyWords words, ReadLimits limits)
    {
        var input = new BufferedStream(stream, 1 << 16);
        var samples = new LegacySamples(limits);
        var offset = ReadSamples(input, words, limits, samples);
        var text = new LegacyText(input, limits);
        var period = (long)words.Period * 1000;
        SampleType[] types = [new("samples", "count"), new("cpu", "nanoseconds")];
        var info = new ProfileInfo { SourceFormat = LegacyPprofReader.FormatName, PeriodType = types[1], Period = period };
        if (words.IsJava)
            return samples.Build(types, LegacyJava.ReadNames(text), info);
        DropHandlers(samples.All);
        var map = MemoryMap.Read(text);
        samples.DropDoubleLeaves();
        if (samples.All.Count == 0)
            throw Damage(offset, "expected samples, found none");
        return samples.Build(types, map, info);
    }

    private static long ReadSamples(BufferedStream input, LegacyWords words, ReadLimits limits, LegacySamples samples)
    {
        var buffer = new byte[words.Size];
        long offset = 0;
        for (var i = 0; i < LegacyWords.HeadWords; i++)
            Next();
        while (true)
        {
            var start = offset;
            var count = Next();
            var depth = Next();
            if (depth > (ulong)limits.MaxDepth)
                throw Damage(start, $"expected at most {limits.MaxDepth} frames in a stack, found {depth}");
            if (count > long.MaxValue / ((ulong)words.Period * 1000))
                throw Damage(start, $"expected a number of samples whose time fits into 64 bits of nanoseconds, found {count}");
            var stack = new List<ulong>((int)Math.Min(depth, 256));

            // Return addresses point behind the call; one less lies in it. The leaf is where the signal came.
            for (ulong i = 0; i < depth; i++)
                stack.Add(i == 0 || words.IsJava ? Next() : unchecked(Next() - 1));
            if (count == 0 && stack is [0])
                return offset;
            if (samples.Add(new LegacySample(stack, [(long)count, (long)(count * words.Period * 1000)])) is { } expected)
                throw Damage(start, expected);
        }

        ulong Next()
        {
            var read = input.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            if (read < buffer.Length)
                throw Damage(offset, "expected the record that ends the samples, found the end of the file: it is cut");
            offset += read;
            return offset <= limits.MaxBytes ? words.At(buffer, 0) : throw Damage(offset, $"expected a file of at most {limits.MaxBytes} bytes, found more");
        }
    }

    private static void DropHandlers(List<LegacySample> samples)
    {
        for (var i = 0; i < HandlerFrames; i++)
        {
            var seconds = samples.Where(static sample => sample.Stack.Count > 1).GroupBy(static sample => sample.Stack[1])
                .Where(group => group.Count() >= samples.Count - (samples.Count / OtherStacksPerSample));
            if (seconds.FirstOrDefault() is not { } second)
                continue;
            foreach (var sample in second.ToList())
                sample.Stack.RemoveAt(1);
        }
    }

    private static ProfileFormatException Damage(long offset, string expected) => new(LegacyPprofReader.FormatName, $"offset {offset}", expected);
}
