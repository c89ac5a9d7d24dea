using System.Globalization;
using System.Text;

namespace PerfInsight.Benchmarks.Profiles;

/// <summary>
/// Writes a pprof file of any size, the same for the same numbers: stacks are walks through a call graph, none twice; one call in
/// five is inlined; one sample in ten has labels. It has its own encoder, so that it tests the library's decoder.
/// </summary>
/// <param name="stacks">Distinct stacks, one sample each.</param>
/// <param name="functions">Functions.</param>
/// <param name="run">
/// Runs of the same program, with the same calls, differ by this number. From 1 on the program is a newer version: some functions are
/// called otherwise, and some cost more.
/// </param>
internal sealed class PprofGenerator(int stacks, int functions, int run = 0)
{
    private const int CalleesPerFunction = 8;
    private const int FirstDepth = 8;
    private const int MoreDepth = 21;
    private const int InlinedPercent = 20;
    private const int LabelledPercent = 10;
    private const long Period = 10_000_000;

    // Of the newer version: one function in so many has another name, or costs three times as much.
    private const int FunctionsPerRename = 200;
    private const int FunctionsPerRegression = 500;

    private readonly Dictionary<string, int> _strings = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly HashSet<ulong> _written = [];
    private ulong _random = 0x9E3779B97F4A7C15 ^ ((ulong)run << 20);

    /// <summary>Writes the file, not packed.</summary>
    public void Write(Stream stream)
    {
        stream.Write(Message(1, message => Numbers(message, (1, String("samples")), (2, String("count")))));
        stream.Write(Message(1, message => Numbers(message, (1, String("cpu")), (2, String("nanoseconds")))));
        for (var i = 0; i < stacks; i++)
            stream.Write(Sample(i));
        stream.Write(Message(3, message => Numbers(message, (1, 1), (2, 0x400000), (3, 0x4000000), (5, String("/srv/app")), (7, 1), (8, 1), (9, 1), (10, 1))));
        for (var location = 1; location <= functions * CalleesPerFunction; location++)
            stream.Write(Location(location));
        for (var function = 1; function <= functions; function++)
            stream.Write(Function(function));
        var rest = new MemoryStream();
        Numbers(rest, (9, 1_750_000_000_000_000_000), (10, 60_000_000_000));
        rest.Write(Message(11, message => Numbers(message, (1, String("cpu")), (2, String("nanoseconds")))));
        Numbers(rest, (12, Period));
        foreach (var text in _strings.Keys)
            Bytes(rest, 6, Encoding.UTF8.GetBytes(text));
        stream.Write(rest.ToArray());
    }

    // Location l is call site l % 8 of its caller's; it calls the function that Callee says.
    private int Callee(int location) => 1 + (int)(Mix((ulong)location) % (ulong)functions);

    private static int Caller(int location) => 1 + ((location - 1) / CalleesPerFunction);

    private byte[] Sample(int index)
    {
        var path = new List<int>();
        do
        {
            path.Clear();
            var depth = FirstDepth + Next(MoreDepth);
            var function = 1 + Next(Math.Min(16, functions));
            for (var i = 0; i < depth; i++)
            {
                // The first call sites are taken more often: some functions are hot.
                var location = ((function - 1) * CalleesPerFunction) + Math.Min(Next(CalleesPerFunction), Next(CalleesPerFunction)) + 1;
                path.Add(location);
                function = Callee(location);
            }
        }
        while (!_written.Add(Hash(path)));

        path.Reverse();
        var count = (1 + Next(3)) * (run > 0 && Caller(path[0]) % FunctionsPerRegression == 3 ? 3 : 1);
        return Message(2, message =>
        {
            Packed(message, 1, path.Select(id => (ulong)id));
            Packed(message, 2, [(ulong)count, (ulong)(count * Period)]);
            if (Next(100) >= LabelledPercent)
                return;
            message.Write(Message(3, label => Numbers(label, (1, String("endpoint")), (2, String("/api/v1/r" + Next(40).ToString(CultureInfo.InvariantCulture))))));
            message.Write(Message(3, label => Numbers(label, (1, String("span_id")), (2, String((index % 20_000).ToString("x16", CultureInfo.InvariantCulture))))));
            message.Write(Message(3, label => Numbers(label, (1, String("bytes")), (3, 64 << Next(8)), (4, String("bytes")))));
        });
    }

    private byte[] Location(int location)
    {
        var caller = Caller(location);
        var isInlined = Mix((ulong)location ^ 0xABCD) % 100 < InlinedPercent;
        return Message(4, message =>
        {
            Numbers(message, (1, location), (2, 1), (3, 0x400000 + (16 * location)));
            if (isInlined)
                message.Write(Message(4, line => Numbers(line, (1, Callee(location + 1)), (2, 10 + (location % 90)))));
            message.Write(Message(4, line => Numbers(line, (1, caller), (2, 100 + (location % 800)))));
        });
    }

    private byte[] Function(int function)
    {
        var package = function % 200;
        var name = (function % 3) switch
        {
            0 => $"example.com/svc/pkg{package:000}.Func{function:00000}",
            1 => $"example.com/svc/pkg{package:000}.(*Type{function % 20}).Method{function:00000}",
            _ => $"example.com/svc/pkg{package:000}.Func{function:00000}.func1",
        };
        if (run > 0 && function % FunctionsPerRename == 7)
            name += "V2";
        return Message(5, message => Numbers(
            message, (1, function), (2, String(name)), (3, String(name)), (4, String($"/src/pkg{package:000}/file{function % 7}.go")), (5, 10 + (function % 900))));
    }

    private long String(string text)
    {
        if (!_strings.TryGetValue(text, out var number))
            _strings.Add(text, number = _strings.Count);
        return number;
    }

    // xorshift64 (Marsaglia, Xorshift RNGs, 2003).
    private int Next(int below)
    {
        _random ^= _random << 13;
        _random ^= _random >> 7;
        _random ^= _random << 17;
        return (int)(_random % (ulong)below);
    }

    // The finaliser of SplitMix64.
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    private static ulong Hash(List<int> path)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var location in path)
            hash = Mix(hash ^ (ulong)location);
        return hash;
    }

    private static byte[] Message(int field, Action<MemoryStream> write)
    {
        var payload = new MemoryStream();
        write(payload);
        var message = new MemoryStream();
        Bytes(message, field, payload.ToArray());
        return message.ToArray();
    }

    private static void Numbers(MemoryStream message, params ReadOnlySpan<(int Field, long Value)> fields)
    {
        foreach (var (field, value) in fields)
        {
            Varint(message, (ulong)(field << 3));
            Varint(message, (ulong)value);
        }
    }

    private static void Packed(MemoryStream message, int field, IEnumerable<ulong> values)
    {
        var packed = new MemoryStream();
        foreach (var value in values)
            Varint(packed, value);
        Bytes(message, field, packed.ToArray());
    }

    private static void Bytes(MemoryStream message, int field, byte[] bytes)
    {
        Varint(message, (ulong)(field << 3 | 2));
        Varint(message, (ulong)bytes.Length);
        message.Write(bytes);
    }

    private static void Varint(MemoryStream message, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            message.WriteByte((byte)(value | 0x80));
        message.WriteByte((byte)value);
    }
}
