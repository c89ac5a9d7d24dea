namespace PerfInsight.Benchmarks;

/// <summary>
/// The full name of a benchmark: <c>Base/key=value/other-8</c>. Parts after a slash may be <c>key=value</c>; a last <c>-N</c> is the
/// number of processors (Go's GOMAXPROCS) that it ran with.
/// </summary>
/// <param name="Full">All of it, without the prefix <c>Benchmark</c> of Go.</param>
public sealed record BenchmarkName(string Full)
{
    /// <summary>What stands before the first slash, or before the number of processors.</summary>
    public string Base => Full.IndexOf('/') is >= 0 and var slash ? Full[..slash] : Full[..ProcessorsStart()];

    /// <summary>The parts after the base, each with its slash or, for the number of processors, its dash.</summary>
    public IReadOnlyList<string> Parts()
    {
        var end = ProcessorsStart();
        var parts = new List<string>();
        var start = Full.IndexOf('/', 0, end);
        while (start >= 0)
        {
            var next = start + 1 < end ? Full.IndexOf('/', start + 1, end - start - 1) : -1;
            parts.Add(Full[start..(next < 0 ? end : next)]);
            start = next;
        }

        if (end < Full.Length)
            parts.Add(Full[end..]);
        return parts;
    }

    /// <summary>The value of a part <c>/key=value</c>; of <c>/gomaxprocs</c> also the last <c>-N</c>. Empty where there is none.</summary>
    /// <param name="key">The key with its slash.</param>
    public string Part(string key)
    {
        if (key == "/gomaxprocs" && ProcessorsStart() is var end && end < Full.Length)
            return Full[(end + 1)..];
        var prefix = key + "=";
        foreach (var part in Parts())
        {
            if (part.StartsWith(prefix, StringComparison.Ordinal))
                return part[prefix.Length..];
        }

        return "";
    }

    /// <summary>The full name.</summary>
    public override string ToString() => Full;

    // Where the last "-N" begins; the length where there is none.
    private int ProcessorsStart()
    {
        var last = Full.Length - 1;
        while (last >= 0 && char.IsAsciiDigit(Full[last]))
            last--;
        return last >= 0 && Full[last] == '-' && last < Full.Length - 1 ? last : Full.Length;
    }
}
