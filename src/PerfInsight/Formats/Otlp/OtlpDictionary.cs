using System.Globalization;
using PerfInsight.Formats.Wire;
using PerfInsight.Profiles;

namespace PerfInsight.Formats.Otlp;

/// <summary>The tables that all profiles of a file share. Entry 0 of each means none.</summary>
internal sealed class OtlpDictionary
{
    private readonly OtlpBytes _bytes;
    private readonly ReadLimits _limits;
    private readonly List<string> _strings = [];
    private readonly List<Part>[] _tables = [.. Enumerable.Range(0, OtlpFields.OfDictionary.Stack + 1).Select(static _ => new List<Part>())];

    public OtlpDictionary(OtlpBytes bytes, IReadOnlyList<Part> dictionaries, ReadLimits limits)
    {
        (_bytes, _limits) = (bytes, limits);
        foreach (var dictionary in dictionaries)
            bytes.Each(dictionary, Sort);
        foreach (var part in _tables[OtlpFields.OfDictionary.String])
            _strings.Add(bytes.Text(part));
        if (_strings is [{ Length: > 0 } first, ..])
            throw OtlpBytes.Layout(_tables[OtlpFields.OfDictionary.String][0].Start, $"expected '' as the first string, found '{first[..Math.Min(first.Length, 40)]}'");
    }

    /// <summary>Entries of a table.</summary>
    public IReadOnlyList<Part> Table(int field) => _tables[field];

    /// <summary>A string.</summary>
    public string Text(long index, long offset) => index == 0 ? "" : _strings[Checked(index, _strings.Count, "string", offset)];

    /// <summary>Checks an index of a table.</summary>
    public static int Checked(long index, int count, string what, long offset) => index >= 0 && index < count
        ? (int)index
        : throw OtlpBytes.Layout(offset, $"expected the index of one of {count} entries of the table of {what}s, found {index}");

    /// <summary>A binary.</summary>
    public Module Module(Part part)
    {
        long start = 0, limit = 0, offset = 0, name = 0;
        _bytes.Each(part, (ref WireCursor cursor, int _) =>
        {
            switch (cursor.Field)
            {
                case OtlpFields.OfMapping.MemoryStart:
                    start = (long)cursor.Number();
                    break;
                case OtlpFields.OfMapping.MemoryLimit:
                    limit = (long)cursor.Number();
                    break;
                case OtlpFields.OfMapping.FileOffset:
                    offset = (long)cursor.Number();
                    break;
                case OtlpFields.OfMapping.Filename:
                    name = (long)cursor.Number();
                    break;
            }
        });
        var path = Text(name, part.Start);
        var file = path[(path.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        return new Module(file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? file[..^4] : file, path, Guid.Empty)
        {
            MemoryStart = (ulong)start,
            MemoryLimit = (ulong)limit,
            FileOffset = (ulong)offset,
        };
    }

    /// <summary>A function.</summary>
    public Function Function(Part part)
    {
        long name = 0, systemName = 0, file = 0, line = 0;
        _bytes.Each(part, (ref WireCursor cursor, int _) =>
        {
            switch (cursor.Field)
            {
                case OtlpFields.OfFunction.Name:
                    name = (long)cursor.Number();
                    break;
                case OtlpFields.OfFunction.SystemName:
                    systemName = (long)cursor.Number();
                    break;
                case OtlpFields.OfFunction.Filename:
                    file = (long)cursor.Number();
                    break;
                case OtlpFields.OfFunction.StartLine:
                    line = (long)cursor.Number();
                    break;
            }
        });
        return new Function(-1, 0, "", Text(name, part.Start), "") { SystemName = Text(systemName, part.Start), File = Text(file, part.Start), StartLine = line };
    }

    /// <summary>A label, of an attribute of a sample; null where it has no value that a label can hold.</summary>
    public Label? Label(Part part)
    {
        long key = 0, unit = 0;
        Part value = default;
        _bytes.Each(part, (ref WireCursor cursor, int start) =>
        {
            switch (cursor.Field)
            {
                case OtlpFields.OfAttribute.Key:
                    key = (long)cursor.Number();
                    break;
                case OtlpFields.OfAttribute.Value:
                    value = OtlpBytes.Message(ref cursor, start);
                    break;
                case OtlpFields.OfAttribute.Unit:
                    unit = (long)cursor.Number();
                    break;
            }
        });
        return Label(Text(key, part.Start), value, Text(unit, part.Start));
    }

    /// <summary>A label, of an attribute of a resource; null where it has no value that a label can hold.</summary>
    public Label? ResourceLabel(Part part)
    {
        string key = "";
        Part value = default;
        _bytes.Each(part, (ref WireCursor cursor, int start) =>
        {
            switch (cursor.Field)
            {
                case OtlpFields.OfKeyValue.Key:
                    key = _bytes.Text(OtlpBytes.Message(ref cursor, start));
                    break;
                case OtlpFields.OfKeyValue.Value:
                    value = OtlpBytes.Message(ref cursor, start);
                    break;
                case OtlpFields.OfKeyValue.KeyIndex:
                    key = Text((long)cursor.Number(), start);
                    break;
            }
        });
        return Label(key, value, "");
    }

    private Label? Label(string key, Part value, string unit)
    {
        Label? label = null;
        _bytes.Each(value, (ref WireCursor cursor, int start) =>
        {
            switch (cursor.Field)
            {
                case OtlpFields.OfAnyValue.Text:
                    label = Profiles.Label.Of(key, _bytes.Text(OtlpBytes.Message(ref cursor, start)));
                    break;
                case OtlpFields.OfAnyValue.Flag:
                    label = Profiles.Label.Of(key, cursor.Number() != 0 ? "true" : "false");
                    break;
                case OtlpFields.OfAnyValue.Whole:
                    label = Profiles.Label.Of(key, (long)cursor.Number(), unit);
                    break;
                case OtlpFields.OfAnyValue.Fraction:
                    label = Profiles.Label.Of(key, BitConverter.UInt64BitsToDouble(cursor.Fixed64()).ToString("R", CultureInfo.InvariantCulture));
                    break;
                case OtlpFields.OfAnyValue.TextIndex:
                    label = Profiles.Label.Of(key, Text((long)cursor.Number(), start));
                    break;
            }
        });
        return key.Length == 0 ? null : label;
    }

    private void Sort(ref WireCursor cursor, int start)
    {
        if (cursor.Field > OtlpFields.OfDictionary.Stack)
            return;
        var offset = start + cursor.Position;
        if (cursor.Type != WireType.Length)
            throw OtlpBytes.Layout(offset, $"expected a message in field {cursor.Field} of the dictionary, found wire type {(int)cursor.Type}");
        var table = _tables[cursor.Field];
        if (table.Count >= _limits.MaxEntries)
            throw OtlpBytes.Damage(offset, $"expected at most {_limits.MaxEntries} entries in a table, found more");
        var part = OtlpBytes.Message(ref cursor, start);
        if (part.Length > _limits.MaxValueBytes)
            throw OtlpBytes.Damage(offset, $"expected an entry of at most {_limits.MaxValueBytes} bytes, found one of {part.Length}");
        table.Add(part);
    }
}
