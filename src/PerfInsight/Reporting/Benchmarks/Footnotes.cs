namespace PerfInsight.Reporting.Benchmarks;

/// <summary>Remarks to the cells of a table, each once, numbered as they come.</summary>
internal sealed class Footnotes
{
    private const string Digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private readonly Dictionary<string, string> _marks = new(StringComparer.Ordinal);

    /// <summary>The marks of some remarks, separated by spaces.</summary>
    public string Marks(IEnumerable<string> remarks) => string.Join(' ', remarks.Select(Mark));

    /// <summary>Writes the remarks, one a line.</summary>
    public void Write(TextWriter writer)
    {
        // Insertion order is kept: nothing is ever removed.
        foreach (var (remark, mark) in _marks)
            writer.Write($"{mark} {remark}\n");
    }

    private string Mark(string remark)
    {
        if (!_marks.TryGetValue(remark, out var mark))
        {
            var number = (_marks.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
            _marks.Add(remark, mark = string.Concat(number.Select(static digit => Digits[digit - '0'])));
        }

        return mark;
    }
}
