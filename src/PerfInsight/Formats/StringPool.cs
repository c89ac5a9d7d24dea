using System.Text;

namespace PerfInsight.Formats;

/// <summary>Strings by their bytes in UTF-8, so that a name that stands in many lines is one string.</summary>
internal sealed class StringPool
{
    private readonly Dictionary<int, List<(byte[] Bytes, string Text)>> _buckets = [];

    /// <summary>The string of some bytes; bytes that are no UTF-8 become replacement characters.</summary>
    public string Of(ReadOnlySpan<byte> bytes)
    {
        var hash = new HashCode();
        hash.AddBytes(bytes);
        var key = hash.ToHashCode();
        if (!_buckets.TryGetValue(key, out var bucket))
            _buckets.Add(key, bucket = new List<(byte[], string)>(1));
        foreach (var (known, text) in bucket)
        {
            if (bytes.SequenceEqual(known))
                return text;
        }

        var added = Encoding.UTF8.GetString(bytes);
        bucket.Add((bytes.ToArray(), added));
        return added;
    }
}
