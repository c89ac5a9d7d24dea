using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PerfInsight.Profiles;

namespace PerfInsight.Formats.PprofLegacy;

/// <summary>The lines of a legacy profile, without blanks around them, and where they stand.</summary>
internal sealed partial class LegacyText
{
    private readonly LineReader _lines;
    private long _offset;

    public LegacyText(Stream stream, ReadLimits limits)
    {
        Limits = limits;
        _lines = new LineReader(stream, limits.MaxValueBytes, limits.MaxBytes, () => Damage($"expected a file of at most {limits.MaxBytes} bytes, found more"));
    }

    /// <summary>What the file may hold.</summary>
    public ReadLimits Limits { get; }

    /// <summary>The line; empty before the first and after the last.</summary>
    public string Line { get; private set; } = "";

    /// <summary>True where the line says nothing.</summary>
    public bool IsBlankOrComment => Line.Length == 0 || Line[0] == '#';

    /// <summary>True where the binaries are listed from the next line on.</summary>
    public bool IsMemoryMapHead => Line.Contains("--- Memory map: ---", StringComparison.Ordinal) || Line.Contains("MAPPED_LIBRARIES:", StringComparison.Ordinal);

    /// <summary>Goes to the next line.</summary>
    public bool Next()
    {
        _offset = _lines.Offset;
        if (!_lines.TryRead(out var line))
        {
            Line = "";
            return false;
        }

        Line = Encoding.UTF8.GetString(line).Trim();
        return !_lines.WasTooLong ? true : throw Damage($"expected a line of at most {Limits.MaxValueBytes} bytes, found more");
    }

    /// <summary>Goes to the list of binaries, where there is one, and reads it.</summary>
    public MemoryMap ReadMemoryMap()
    {
        while (!IsMemoryMapHead && Next())
        {
        }

        return MemoryMap.Read(this);
    }

    /// <summary>The addresses of a line: everything written as <c>0x1f</c>.</summary>
    public List<ulong> Addresses(string text)
    {
        var addresses = new List<ulong>();
        foreach (var match in Hexadecimal().EnumerateMatches(text))
            addresses.Add(Address(text.AsSpan(match.Index + 2, match.Length - 2)));
        if (addresses.Count > Limits.MaxDepth)
            throw Damage($"expected at most {Limits.MaxDepth} frames in a stack, found more");
        return addresses;
    }

    /// <summary>An address without <c>0x</c>.</summary>
    public ulong Address(ReadOnlySpan<char> digits) => ulong.TryParse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var address)
        ? address
        : throw Damage($"expected an address of at most 16 hexadecimal digits, found '{digits}'");

    /// <summary>A whole number.</summary>
    public long Number(ReadOnlySpan<char> digits) => long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw Damage($"expected a whole number of 64 bits, found '{digits}'");

    /// <summary>An error at the line.</summary>
    public ProfileFormatException Damage(string expected) => new(LegacyPprofReader.FormatName, $"line {_lines?.Line ?? 0}, offset {_offset}", expected);

    [GeneratedRegex("0x[0-9a-f]+", RegexOptions.CultureInvariant)]
    private static partial Regex Hexadecimal();
}
