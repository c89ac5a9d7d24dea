namespace PerfInsight.Formats.Pprof;

/// <summary>The string table of a file that is being written. The first string is empty, as profile.proto asks.</summary>
internal sealed class StringNumbers
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly List<string> _all = [""];

    /// <summary>The strings, by their numbers.</summary>
    public IReadOnlyList<string> All => _all;

    /// <summary>The number of a string.</summary>
    public long NumberOf(string text)
    {
        if (!_numbers.TryGetValue(text, out var number))
        {
            _numbers.Add(text, number = _all.Count);
            _all.Add(text);
        }

        return number;
    }
}
