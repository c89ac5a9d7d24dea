using System.Collections.Concurrent;

namespace PerfInsight.Units;

/// <summary>
/// Units of benchmarks, such as <c>ns/op</c> or <c>MB/s</c>: names joined by <c>*</c>, <c>/</c> and <c>-</c>. The rules are those of
/// golang.org/x/perf/benchunit (tidy.go, parse.go), so that numbers compare with benchstat's.
/// </summary>
public static class MeasurementUnit
{
    private static readonly ConcurrentDictionary<string, (string Unit, double Factor)> Tidied = new(StringComparer.Ordinal);

    /// <summary>The unit without the prefixes of <c>ns</c> and <c>MB</c>, and what a value is multiplied by: <c>ns/op</c> is 1e-9 <c>sec/op</c>.</summary>
    public static (string Unit, double Factor) Tidy(string unit) => unit switch
    {
        "ns/op" => ("sec/op", 1e-9),
        "MB/s" => ("B/s", 1e6),
        "B/op" or "allocs/op" => (unit, 1),
        _ when !unit.Contains("ns", StringComparison.Ordinal) && !unit.Contains("MB", StringComparison.Ordinal) => (unit, 1),
        // Files have few units; a hostile one must not fill the memory of a long-lived process.
        _ when Tidied.Count > 1000 => TidyUncached(unit),
        _ => Tidied.GetOrAdd(unit, TidyUncached),
    };

    /// <summary>True for a unit of bytes: scaled by 1024, not by 1000.</summary>
    public static bool IsBinary(string unit)
    {
        foreach (var (name, _, isDenominator) in Names(unit))
        {
            if (!isDenominator && name is "B" or "MB" or "bytes")
                return true;
        }

        return false;
    }

    private static (string Unit, double Factor) TidyUncached(string unit)
    {
        var factor = 1.0;
        var tidy = unit;
        foreach (var (name, start, isDenominator) in Names(unit).Reverse())
        {
            if (isDenominator || name is not ("ns" or "MB"))
                continue;
            factor = name == "ns" ? factor / 1e9 : factor * 1e6;
            tidy = tidy[..start] + (name == "ns" ? "sec" : "B") + tidy[(start + 2)..];
        }

        return (tidy, factor);
    }

    private static IEnumerable<(string Name, int Start, bool IsDenominator)> Names(string unit)
    {
        var isDenominator = false;
        for (var i = 0; i < unit.Length;)
        {
            if (IsSeparator(unit[i]))
            {
                isDenominator = unit[i] switch { '*' => false, '/' => true, _ => isDenominator };
                i++;
                continue;
            }

            var start = i;
            while (i < unit.Length && !IsSeparator(unit[i]))
                i++;
            yield return (unit[start..i], start, isDenominator);
        }
    }

    private static bool IsSeparator(char c) => c is '*' or '/' or '-' || char.IsWhiteSpace(c);
}
