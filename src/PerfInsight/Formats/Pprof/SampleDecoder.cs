using System.Runtime.CompilerServices;
using PerfInsight.Formats.Wire;
using PerfInsight.Profiles;

namespace PerfInsight.Formats.Pprof;

/// <summary>
/// Unpacks one sample after another into the same arrays. A large profile is decoded before the runtime has found out that these
/// methods are worth optimising, so they say it.
/// </summary>
internal sealed class SampleDecoder(FrameIds frames, string[] strings, int sampleTypes, int maxDepth)
{
    private readonly long[] _values = new long[sampleTypes];
    private int[] _stack = new int[256];
    private Label[] _labels = new Label[8];
    private int _depth;
    private int _valueCount;
    private int _labelCount;

    /// <summary>Locations of the last sample, leaf first.</summary>
    public ReadOnlySpan<int> Stack => _stack.AsSpan(0, _depth);

    /// <summary>Values of the last sample.</summary>
    public ReadOnlySpan<long> Values => _values;

    /// <summary>Labels of the last sample.</summary>
    public ReadOnlySpan<Label> Labels => _labels.AsSpan(0, _labelCount);

    /// <summary>Unpacks a sample.</summary>
    /// <exception cref="WireException">It is damaged, or refers to what the file does not have.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Decode(ReadOnlySpan<byte> message)
    {
        _depth = _valueCount = _labelCount = 0;
        var cursor = new WireCursor(message);
        while (cursor.Next())
        {
            switch (cursor.Field)
            {
                case PprofFields.OfSample.LocationId when cursor.Type == WireType.Length:
                    AddLocations(cursor.Bytes(), cursor.Position);
                    break;
                case PprofFields.OfSample.LocationId:
                    AddLocation(cursor.Number(), cursor.Position);
                    break;
                case PprofFields.OfSample.Value when cursor.Type == WireType.Length:
                    AddValues(cursor.Bytes(), cursor.Position);
                    break;
                case PprofFields.OfSample.Value:
                    AddValue((long)cursor.Number(), cursor.Position);
                    break;
                case PprofFields.OfSample.Label:
                    AddLabel(cursor.Bytes(), cursor.Position);
                    break;
                default:
                    cursor.Skip();
                    break;
            }
        }

        if (_valueCount != _values.Length)
            throw new WireException(0, $"expected {_values.Length} values, one per sample type, found {_valueCount}");
    }

    // Nine tenths of a file are these numbers. Most take two or three bytes.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddLocations(ReadOnlySpan<byte> packed, int end)
    {
        for (var i = 0; i < packed.Length; i++)
        {
            ulong id = packed[i];
            for (var shift = 7; packed[i] >= 0x80; shift += 7)
            {
                if (++i >= packed.Length || shift > 63)
                    throw new WireException(end, "expected the id of a location, found a number without an end");
                id = (id & ((1UL << shift) - 1)) | ((ulong)packed[i] << shift);
            }

            AddLocation(id, end);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddLocation(ulong id, int position)
    {
        var (first, count) = frames.Of(id);
        if (count > _stack.Length - _depth)
            Grow(count, position);
        if (count == 0)
            throw new WireException(position, $"expected a location of the file, found the id {id}");
        _stack[_depth++] = first;
        for (var i = 1; i < count; i++)
            _stack[_depth++] = first + i;
    }

    private void Grow(int count, int position)
    {
        if (count > maxDepth - _depth)
            throw new WireException(position, $"expected at most {maxDepth} frames on a stack, found more");
        Array.Resize(ref _stack, Math.Min(maxDepth, Math.Max(2 * _stack.Length, _depth + count)));
    }

    private void AddValues(ReadOnlySpan<byte> packed, int end)
    {
        var cursor = new WireCursor(packed);
        while (cursor.Position < packed.Length)
            AddValue((long)cursor.Varint(), end);
    }

    private void AddValue(long value, int position)
    {
        if (_valueCount == _values.Length)
            throw new WireException(position, $"expected {_values.Length} values, one per sample type, found more");
        _values[_valueCount++] = value;
    }

    private void AddLabel(ReadOnlySpan<byte> message, int end)
    {
        long key = 0, text = 0, number = 0, unit = 0;
        var cursor = new WireCursor(message);
        while (cursor.Next())
        {
            switch (cursor.Field)
            {
                case PprofFields.OfLabel.Key:
                    key = (long)cursor.Number();
                    break;
                case PprofFields.OfLabel.Text:
                    text = (long)cursor.Number();
                    break;
                case PprofFields.OfLabel.Number:
                    number = (long)cursor.Number();
                    break;
                case PprofFields.OfLabel.NumberUnit:
                    unit = (long)cursor.Number();
                    break;
                default:
                    cursor.Skip();
                    break;
            }
        }

        // A label without a value says nothing: pprof leaves it out, too.
        if (text == 0 && number == 0 && unit == 0)
            return;
        if (_labelCount == _labels.Length)
            Array.Resize(ref _labels, 2 * _labelCount);
        _labels[_labelCount++] = text != 0
            ? Label.Of(Text(key, end), Text(text, end))
            : Label.Of(Text(key, end), number, Text(unit, end));
    }

    private string Text(long index, int position) => (ulong)index < (ulong)strings.Length
        ? strings[index]
        : throw new WireException(position, $"expected the index of one of {strings.Length} strings, found {index}");
}
