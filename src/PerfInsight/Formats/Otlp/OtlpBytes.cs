using System.Text;
using PerfInsight.Formats.Wire;
using PerfInsight.Profiles;

namespace PerfInsight.Formats.Otlp;

/// <summary>A message as a part of the file.</summary>
internal readonly record struct Part(int Start, int Length);

/// <summary>Takes the current field of a message.</summary>
/// <param name="cursor">At the field, before its value.</param>
/// <param name="start">Where the message begins in the file.</param>
internal delegate void FieldReader(ref WireCursor cursor, int start);

/// <summary>The file in memory: its tables may stand behind what refers to them. Damage is an error with the offset in the file.</summary>
internal sealed class OtlpBytes(byte[] bytes)
{
    /// <summary>The whole file.</summary>
    public Part All => new(0, bytes.Length);

    /// <summary>Goes through the fields of a message; a reader takes those that it knows, the others are passed over.</summary>
    public void Each(Part message, FieldReader read)
    {
        var cursor = new WireCursor(bytes.AsSpan(message.Start, message.Length));
        try
        {
            while (cursor.Next())
            {
                var value = cursor.Position;
                read(ref cursor, message.Start);
                if (cursor.Position == value)
                    cursor.Skip();
            }
        }
        catch (WireException exception)
        {
            throw Damage(message.Start + exception.Offset, exception.Message);
        }
    }

    /// <summary>The message in the current field.</summary>
    public static Part Message(ref WireCursor cursor, int start)
    {
        var length = cursor.Bytes().Length;
        return new Part(start + cursor.Position - length, length);
    }

    /// <summary>Adds the numbers of the current field, which stand alone or with others.</summary>
    public static void AddNumbers(ref WireCursor cursor, List<long> numbers)
    {
        if (cursor.Type == WireType.Varint)
        {
            numbers.Add((long)cursor.Varint());
            return;
        }

        var packed = cursor.Bytes();
        var inner = new WireCursor(packed);
        while (inner.Position < packed.Length)
            numbers.Add((long)inner.Varint());
    }

    /// <summary>The text of a part.</summary>
    public string Text(Part part) => Encoding.UTF8.GetString(bytes, part.Start, part.Length);

    /// <summary>An error at an offset.</summary>
    public static ProfileFormatException Damage(long offset, string expected) => new(OtlpReader.FormatName, $"offset {offset}", expected);

    /// <summary>An error where a message is laid out in another way than that of the versions that are known.</summary>
    public static ProfileFormatException Layout(long offset, string expected) =>
        Damage(offset, $"{expected}: the file may be of another version of v1development than {OtlpFields.Versions}");
}
