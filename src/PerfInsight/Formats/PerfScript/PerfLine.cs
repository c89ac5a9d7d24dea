using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace PerfInsight.Formats.PerfScript;

/// <summary>
/// The head of a sample: <c>comm pid/tid [cpu] time: period event: rest</c>, as perf's builtin-script.c prints it. Processor, process and
/// period may be missing; the name of a thread may have blanks.
/// </summary>
/// <param name="Thread">Name of the thread and its id.</param>
/// <param name="Nanoseconds">When the sample was taken.</param>
/// <param name="Period">What the sample counts; 1 where the line does not say.</param>
/// <param name="Event">The event, without modifiers.</param>
/// <param name="Rest">Where what follows begins: a frame, or the arguments of a tracepoint.</param>
internal readonly record struct PerfHead(string Thread, long Nanoseconds, long Period, string Event, int Rest)
{
    /// <summary>True where a line is a head.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out PerfHead head)
    {
        head = default;
        if (line.IsEmpty || line[0] is (byte)' ' or (byte)'\t' or (byte)'#')
            return false;
        var before = default(Range);
        var earlier = default(Range);
        for (var position = 0; Next(line, ref position, out var token);)
        {
            var text = line[token];
            if (before.End.Value > 0 && TryTime(text, out var time))
            {
                // [cpu] stands between the thread and the time.
                var id = line[before] is [(byte)'[', .., (byte)']'] ? earlier : before;
                return id.End.Value > 0 && IsThread(line[id]) && id.Start.Value > 0 && TryEvent(line, position, ThreadOf(line, id), time, out head);
            }

            (earlier, before) = (before, token);
        }

        return false;
    }

    private static string ThreadOf(ReadOnlySpan<byte> line, Range id)
    {
        var name = Encoding.UTF8.GetString(line[..id.Start].Trim((byte)' '));
        var number = line[id];
        return $"{name} ({Encoding.UTF8.GetString(number[(number.IndexOf((byte)'/') + 1)..])})";
    }

    private static bool TryEvent(ReadOnlySpan<byte> line, int position, string thread, long time, out PerfHead head)
    {
        // Without an event there may be nothing more, or the frame at once.
        head = new PerfHead(thread, time, 1, "samples", position);
        var after = position;
        if (!Next(line, ref after, out var token))
            return true;
        var period = 1L;
        if (Utf8Parser.TryParse(line[token], out long number, out var used) && used == line[token].Length)
        {
            period = number;
            if (number < 0 || !Next(line, ref after, out token))
                return false;
        }

        if (line[token] is not [.., (byte)':'])
            return PerfFrameLine.TryParse(line[position..], out _);
        head = new PerfHead(thread, time, period, EventName(line[token][..^1]), after);
        return true;
    }

    // cycles:ppp, cpu_core/cycles/u and cycles are one event; sched:sched_switch is one with a colon in its name.
    private static string EventName(ReadOnlySpan<byte> text)
    {
        var name = Encoding.UTF8.GetString(text);
        var slashes = name.Split('/');
        if (slashes.Length == 3)
            name = slashes[1];
        var colon = name.LastIndexOf(':');
        return colon > 0 && name.AsSpan(colon + 1).IndexOfAnyExcept("ukhHGpPSDIWe") < 0 ? name[..colon] : name;
    }

    // 17361 or 17361/17365.
    private static bool IsThread(ReadOnlySpan<byte> text) => text.Length <= 24 && text[0] is >= (byte)'0' and <= (byte)'9' && text.IndexOfAnyExcept("0123456789/"u8) < 0;

    private static bool TryTime(ReadOnlySpan<byte> text, out long nanoseconds)
    {
        nanoseconds = 0;
        if (text is not [>= (byte)'0' and <= (byte)'9', .., (byte)':'] || text.Length > 30)
            return false;
        var isTime = decimal.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && text.Contains((byte)'.') && seconds < long.MaxValue / 1_000_000_000;
        nanoseconds = isTime ? (long)(seconds * 1_000_000_000) : 0;
        return isTime;
    }

    private static bool Next(ReadOnlySpan<byte> line, scoped ref int position, out Range token)
    {
        while (position < line.Length && line[position] is (byte)' ' or (byte)'\t')
            position++;
        var start = position;
        while (position < line.Length && line[position] is not ((byte)' ' or (byte)'\t'))
            position++;
        token = start..position;
        return position > start;
    }
}

/// <summary>A frame: <c>address symbol+offset (file)</c>.</summary>
internal static class PerfFrameLine
{
    private const string Unknown = "[unknown]";

    /// <summary>Takes a frame apart; false where the line is none.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out PerfFrame? frame)
    {
        frame = null;
        line = line.Trim(" \t\r"u8);
        var blank = line.IndexOf((byte)' ');
        if (blank <= 0 || blank > 16 || line[..blank].IndexOfAnyExcept("0123456789abcdefABCDEF"u8) >= 0)
            return false;
        var rest = line[(blank + 1)..].Trim((byte)' ');
        var open = DsoOf(rest);
        if (open < 0)
            return false;
        var dso = Encoding.UTF8.GetString(rest[(open + 1)..^1]);
        var symbol = WithoutOffset(Encoding.UTF8.GetString(rest[..open].TrimEnd((byte)' ')));
        var isInlined = dso == "inlined";
        frame = new PerfFrame(symbol == Unknown ? "" : symbol, isInlined ? "" : dso, isInlined);
        return true;
    }

    // The file may have parentheses of its own: (/memfd:doublemapper (deleted)).
    private static int DsoOf(ReadOnlySpan<byte> text)
    {
        if (text is not [.., (byte)')'])
            return -1;
        var depth = 0;
        for (var i = text.Length - 1; i >= 0; i--)
        {
            depth += text[i] == (byte)')' ? 1 : text[i] == (byte)'(' ? -1 : 0;
            if (depth == 0)
                return i == 0 || text[i - 1] == (byte)' ' ? i : -1;
        }

        return -1;
    }

    private static string WithoutOffset(string symbol)
    {
        var plus = symbol.LastIndexOf("+0x", StringComparison.Ordinal);
        return plus > 0 && symbol.AsSpan(plus + 3).IndexOfAnyExcept("0123456789abcdef") < 0 ? symbol[..plus] : symbol;
    }
}
