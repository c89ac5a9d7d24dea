using System.Globalization;
using PerfInsight.Benchmarks;

namespace PerfInsight.Formats;

/// <summary>Collects warnings up to a limit and counts the rest.</summary>
internal sealed class WarningLog(string source, int most)
{
    private readonly List<BenchmarkWarning> _warnings = [];
    private long _more;

    /// <summary>Adds a warning at a line or an offset.</summary>
    public void Add(long position, string message)
    {
        if (_warnings.Count < most)
            _warnings.Add(new BenchmarkWarning(source, position.ToString(CultureInfo.InvariantCulture), message));
        else
            _more++;
    }

    /// <summary>Adds a warning about the whole file.</summary>
    public void Add(string message) => _warnings.Add(new BenchmarkWarning(source, null, message));

    /// <summary>All of them.</summary>
    public IReadOnlyList<BenchmarkWarning> ToList() => _more == 0
        ? [.. _warnings]
        : [.. _warnings, new BenchmarkWarning(source, null, $"{_more} more lines could not be read.")];
}
