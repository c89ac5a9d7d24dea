using System.Globalization;
using System.Text;
using PerfInsight.Profiles;

namespace PerfInsight.Formats.Collapsed;

/// <summary>
/// Reads collapsed stacks: lines such as <c>main;Parse;Read 42</c>, the root first, with the samples of that stack. The format is that of
/// Brendan Gregg's stackcollapse scripts; others (async-profiler, py-spy, eBPF tools) write it too. It has no unit.
/// </summary>
public sealed class CollapsedReader : IProfileReader
{
    internal const string FormatName = "collapsed";

    // Lines that a sniffer wants to see; of a shorter file all.
    private const int SniffedLines = 4;

    /// <inheritdoc/>
    public string Format => FormatName;

    /// <inheritdoc/>
    public bool Sniff(ReadOnlySpan<byte> head, string name)
    {
        var isWhole = head.Length < ProfileReaders.HeadSize;
        var lines = 0;
        var stacks = 0;
        while (!head.IsEmpty && lines < SniffedLines)
        {
            var end = head.IndexOf((byte)'\n');
            if (end < 0 && !isWhole)
                break;
            var line = Trimmed(end < 0 ? head : head[..end]);
            head = end < 0 ? default : head[(end + 1)..];
            if (line.IsEmpty || line[0] == (byte)'#')
                continue;
            if (line.ContainsAnyInRange((byte)0, (byte)8) || !TrySplit(line, out var stack, out _))
                return false;
            lines++;
            stacks += stack.Contains((byte)';') ? 1 : 0;
        }

        return stacks > 0;
    }

    /// <inheritdoc/>
    public ProfileData Read(Stream stream, ReadOptions options)
    {
        var limits = options.Limits;
        var lines = new LineReader(stream, limits.MaxValueBytes, limits.MaxBytes, () => Damage(limits.MaxBytes, 0, $"expected a file of at most {limits.MaxBytes} bytes, found more"));
        var builder = new ProfileBuilder([new SampleType("samples", "count")]);
        long leftOut = 0;
        long firstLeftOut = 0;
        var locations = new Dictionary<string, int>(StringComparer.Ordinal);
        var frames = new List<int>();
        long samples = 0;
        for (var offset = 0L; lines.TryRead(out var line); offset = lines.Offset)
        {
            line = Trimmed(line);
            if ((line.IsEmpty || line[0] == (byte)'#') && !lines.WasTooLong)
                continue;
            if (lines.WasTooLong || !TrySplit(line, out var stack, out var count))
            {
                if (samples == 0)
                    throw Damage(offset, lines.Line, "expected frames separated by ';' and a number of samples");
                firstLeftOut = leftOut++ == 0 ? lines.Line : firstLeftOut;
                continue;
            }

            if (++samples > limits.MaxSamples)
                throw Damage(offset, lines.Line, $"expected at most {limits.MaxSamples} stacks, found more");
            builder.AddSample(AddStack(stack, builder, locations, frames, limits, offset, lines.Line), [count], []);
        }

        if (samples == 0)
            throw Damage(lines.Offset, lines.Line, "expected stacks, found an empty file");
        return builder.Build(
            new ProfileInfo { SourceFormat = FormatName },
            leftOut == 0 ? [] : [$"line {firstLeftOut}: expected frames separated by ';' and a number of samples; {leftOut} {(leftOut == 1 ? "line is" : "lines are")} left out"]);
    }

    private static int AddStack(
        ReadOnlySpan<byte> stack, ProfileBuilder builder, Dictionary<string, int> locations, List<int> frames, ReadLimits limits, long offset, long line)
    {
        frames.Clear();
        while (true)
        {
            var end = stack.IndexOf((byte)';');
            var name = Encoding.UTF8.GetString(end < 0 ? stack : stack[..end]);
            if (!locations.TryGetValue(name, out var location))
            {
                if (locations.Count == limits.MaxEntries)
                    throw Damage(offset, line, $"expected at most {limits.MaxEntries} functions, found more");
                location = builder.Add(new Location(builder.Add(new Function(-1, 0, "", name, ""))));
                locations.Add(name, location);
            }

            frames.Add(location);
            if (frames.Count > limits.MaxDepth)
                throw Damage(offset, line, $"expected at most {limits.MaxDepth} frames in a stack, found more");
            if (end < 0)
                break;
            stack = stack[(end + 1)..];
        }

        var node = -1;
        foreach (var frame in frames)
            node = builder.AddFrame(node, frame);
        return node;
    }

    // The number is behind the last blank; names may have blanks too.
    private static bool TrySplit(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> stack, out long count)
    {
        var blank = line.LastIndexOf((byte)' ');
        stack = blank > 0 ? line[..blank].TrimEnd((byte)' ') : default;
        count = 0;
        return !stack.IsEmpty && long.TryParse(line[(blank + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out count);
    }

    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> line) => line.Trim(" \r\t"u8);

    private static ProfileFormatException Damage(long offset, long line, string expected) => new(FormatName, $"line {line}, offset {offset}", expected);
}
