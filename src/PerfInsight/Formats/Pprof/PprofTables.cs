using System.Text;
using PerfInsight.Formats.Wire;
using PerfInsight.Profiles;

namespace PerfInsight.Formats.Pprof;

/// <summary>All of a pprof file but its samples, as it stands there: ids, and indexes of strings that may come later.</summary>
internal sealed class PprofTables(WireStream wire, ReadLimits limits)
{
    public readonly record struct ValueTypeEntry(long Type, long Unit, long Offset);

    public readonly record struct MappingEntry(
        ulong Id, ulong Start, ulong Limit, ulong FileOffset, long Filename, long BuildId, ModuleSymbols Symbols, long Offset);

    public readonly record struct LocationEntry(ulong Id, ulong Mapping, ulong Address, int FirstLine, int LineCount, bool IsFolded, long Offset);

    public readonly record struct LineEntry(ulong Function, long Line, long Column);

    public readonly record struct FunctionEntry(ulong Id, long Name, long SystemName, long Filename, long StartLine, long Offset);

    public readonly record struct StringReference(long Index, long Offset);

    public List<ValueTypeEntry> SampleTypes { get; } = [];

    public List<MappingEntry> Mappings { get; } = [];

    public List<LocationEntry> Locations { get; } = [];

    public List<LineEntry> Lines { get; } = [];

    public List<FunctionEntry> Functions { get; } = [];

    public List<string> Strings { get; } = [];

    public List<StringReference> Comments { get; } = [];

    public StringReference DropFrames { get; private set; }

    public StringReference KeepFrames { get; private set; }

    public StringReference DefaultSampleType { get; private set; }

    public StringReference DocUrl { get; private set; }

    public ValueTypeEntry? PeriodType { get; private set; }

    public long TimeNanos { get; private set; }

    public long DurationNanos { get; private set; }

    public long Period { get; private set; }

    /// <summary>Takes the current field of the file, whichever it is but a sample. Unknown fields are passed over.</summary>
    public void Add()
    {
        switch (wire.Field)
        {
            case PprofFields.SampleType:
                Limit(SampleTypes.Count, "sample types");
                SampleTypes.Add(ValueType(Bytes()));
                break;
            case PprofFields.Mapping:
                Limit(Mappings.Count, "mappings");
                Mappings.Add(Mapping(Bytes()));
                break;
            case PprofFields.Location:
                Limit(Locations.Count, "locations");
                Locations.Add(Location(Bytes()));
                break;
            case PprofFields.Function:
                Limit(Functions.Count, "functions");
                Functions.Add(Function(Bytes()));
                break;
            case PprofFields.StringTable:
                Limit(Strings.Count, "strings");
                Strings.Add(Encoding.UTF8.GetString(Bytes()));
                if (Strings is [{ Length: > 0 } first])
                    throw wire.Damage($"expected '' as the first string, found '{first[..Math.Min(first.Length, 40)]}'");
                break;
            case PprofFields.DropFrames:
                DropFrames = Reference();
                break;
            case PprofFields.KeepFrames:
                KeepFrames = Reference();
                break;
            case PprofFields.TimeNanos:
                TimeNanos = Number();
                break;
            case PprofFields.DurationNanos:
                DurationNanos = Number();
                break;
            case PprofFields.PeriodType:
                PeriodType = ValueType(Bytes());
                break;
            case PprofFields.Period:
                Period = Number();
                break;
            case PprofFields.Comment:
                AddComments();
                break;
            case PprofFields.DefaultSampleType:
                DefaultSampleType = Reference();
                break;
            case PprofFields.DocUrl:
                DocUrl = Reference();
                break;
        }
    }

    private ReadOnlySpan<byte> Bytes() => wire.Type == WireType.Length ? wire.Bytes : throw wire.Damage($"expected a message in field {wire.Field}, found wire type {(int)wire.Type}");

    private long Number() => wire.Type == WireType.Varint ? (long)wire.Number : throw wire.Damage($"expected a number in field {wire.Field}, found wire type {(int)wire.Type}");

    private StringReference Reference() => new(Number(), wire.Offset);

    private void Limit(int count, string what)
    {
        if (count >= limits.MaxEntries)
            throw wire.Damage($"expected at most {limits.MaxEntries} {what}, found more");
    }

    // A repeated number stands alone, or with others in one field.
    private void AddComments()
    {
        if (wire.Type == WireType.Varint)
        {
            Limit(Comments.Count, "comments");
            Comments.Add(Reference());
            return;
        }

        var cursor = new WireCursor(Bytes());
        while (cursor.Position < wire.Bytes.Length)
        {
            Limit(Comments.Count, "comments");
            Comments.Add(new StringReference((long)cursor.Varint(), wire.Offset));
        }
    }

    private ValueTypeEntry ValueType(ReadOnlySpan<byte> message)
    {
        var entry = new ValueTypeEntry(0, 0, wire.Offset);
        var cursor = new WireCursor(message);
        while (cursor.Next())
        {
            switch (cursor.Field)
            {
                case PprofFields.OfValueType.Type:
                    entry = entry with { Type = (long)cursor.Number() };
                    break;
                case PprofFields.OfValueType.Unit:
                    entry = entry with { Unit = (long)cursor.Number() };
                    break;
                default:
                    cursor.Skip();
                    break;
            }
        }

        return entry;
    }

    private MappingEntry Mapping(ReadOnlySpan<byte> message)
    {
        var entry = new MappingEntry(0, 0, 0, 0, 0, 0, ModuleSymbols.None, wire.Offset);
        var cursor = new WireCursor(message);
        while (cursor.Next())
        {
            if (cursor.Field > PprofFields.OfMapping.HasInlineFrames)
            {
                cursor.Skip();
                continue;
            }

            var number = cursor.Number();
            entry = cursor.Field switch
            {
                PprofFields.OfMapping.Id => entry with { Id = number },
                PprofFields.OfMapping.MemoryStart => entry with { Start = number },
                PprofFields.OfMapping.MemoryLimit => entry with { Limit = number },
                PprofFields.OfMapping.FileOffset => entry with { FileOffset = number },
                PprofFields.OfMapping.Filename => entry with { Filename = (long)number },
                PprofFields.OfMapping.BuildId => entry with { BuildId = (long)number },
                PprofFields.OfMapping.HasFunctions => entry with { Symbols = Flag(entry.Symbols, ModuleSymbols.Functions, number) },
                PprofFields.OfMapping.HasFilenames => entry with { Symbols = Flag(entry.Symbols, ModuleSymbols.Files, number) },
                PprofFields.OfMapping.HasLineNumbers => entry with { Symbols = Flag(entry.Symbols, ModuleSymbols.Lines, number) },
                _ => entry with { Symbols = Flag(entry.Symbols, ModuleSymbols.InlinedFrames, number) },
            };
        }

        return entry;
    }

    private static ModuleSymbols Flag(ModuleSymbols flags, ModuleSymbols flag, ulong number) => number != 0 ? flags | flag : flags & ~flag;

    private LocationEntry Location(ReadOnlySpan<byte> message)
    {
        var entry = new LocationEntry(0, 0, 0, Lines.Count, 0, false, wire.Offset);
        var cursor = new WireCursor(message);
        while (cursor.Next())
        {
            switch (cursor.Field)
            {
                case PprofFields.OfLocation.Id:
                    entry = entry with { Id = cursor.Number() };
                    break;
                case PprofFields.OfLocation.MappingId:
                    entry = entry with { Mapping = cursor.Number() };
                    break;
                case PprofFields.OfLocation.Address:
                    entry = entry with { Address = cursor.Number() };
                    break;
                case PprofFields.OfLocation.Line:
                    Limit(Lines.Count, "lines of locations");
                    Lines.Add(Line(cursor.Bytes()));
                    break;
                case PprofFields.OfLocation.IsFolded:
                    entry = entry with { IsFolded = cursor.Number() != 0 };
                    break;
                default:
                    cursor.Skip();
                    break;
            }
        }

        return entry with { LineCount = Lines.Count - entry.FirstLine };
    }

    private static LineEntry Line(ReadOnlySpan<byte> message)
    {
        var entry = default(LineEntry);
        var cursor = new WireCursor(message);
        while (cursor.Next())
        {
            switch (cursor.Field)
            {
                case PprofFields.OfLine.FunctionId:
                    entry = entry with { Function = cursor.Number() };
                    break;
                case PprofFields.OfLine.Line:
                    entry = entry with { Line = (long)cursor.Number() };
                    break;
                case PprofFields.OfLine.Column:
                    entry = entry with { Column = (long)cursor.Number() };
                    break;
                default:
                    cursor.Skip();
                    break;
            }
        }

        return entry;
    }

    private FunctionEntry Function(ReadOnlySpan<byte> message)
    {
        var entry = new FunctionEntry(0, 0, 0, 0, 0, wire.Offset);
        var cursor = new WireCursor(message);
        while (cursor.Next())
        {
            switch (cursor.Field)
            {
                case PprofFields.OfFunction.Id:
                    entry = entry with { Id = cursor.Number() };
                    break;
                case PprofFields.OfFunction.Name:
                    entry = entry with { Name = (long)cursor.Number() };
                    break;
                case PprofFields.OfFunction.SystemName:
                    entry = entry with { SystemName = (long)cursor.Number() };
                    break;
                case PprofFields.OfFunction.Filename:
                    entry = entry with { Filename = (long)cursor.Number() };
                    break;
                case PprofFields.OfFunction.StartLine:
                    entry = entry with { StartLine = (long)cursor.Number() };
                    break;
                default:
                    cursor.Skip();
                    break;
            }
        }

        return entry;
    }
}
