using System.Text.RegularExpressions;

namespace PerfInsight.Formats;

/// <summary>One benchmark of a report of BenchmarkDotNet, as far as it is read.</summary>
/// <param name="line">Line of the report on which it begins.</param>
internal sealed partial class BenchmarkDotNetEntry(long line)
{
    /// <summary>Line of the report on which it begins.</summary>
    public long Line => line;

    /// <summary>Properties of text, by their names.</summary>
    public Dictionary<string, string> Texts { get; } = new(StringComparer.Ordinal);

    /// <summary>Time per operation, one value for each measurement.</summary>
    public List<double> Nanoseconds { get; } = [];

    /// <summary>Bytes per operation; null where they were not measured.</summary>
    public double? BytesPerOperation { get; set; }

    /// <summary>What diagnosers measured.</summary>
    public List<(string Unit, double Value, bool IsHigherBetter)> Metrics { get; } = [];

    /// <summary>The unit of what a diagnoser measured. Times are in nanoseconds and sizes in bytes: said in the unit, so that they are scaled.</summary>
    public static string MetricUnit(string id, string unit)
    {
        var name = string.Concat(id.Select(static c => char.IsWhiteSpace(c) || char.IsControl(c) ? '-' : c));
        return unit switch { "ns" => name + "-ns", "B" => name + "-B", _ => name };
    }

    /// <summary>Its name, <c>Type.Method/Parameter=value</c>; empty where it has none.</summary>
    public string Name()
    {
        var (type, method) = (Texts.GetValueOrDefault("Type", ""), Texts.GetValueOrDefault("Method", ""));
        if (type.Length == 0 || method.Length == 0)
            return BenchmarkDotNetReader.Part(Texts.GetValueOrDefault("FullName", ""));
        var name = BenchmarkDotNetReader.Part(type) + "." + BenchmarkDotNetReader.Part(method);
        var parameters = Texts.GetValueOrDefault("Parameters", "");
        if (parameters.Length > 0)
            name += string.Concat(ParameterSeparator().Split(parameters).Select(static parameter => "/" + BenchmarkDotNetReader.Part(parameter)));
        return name;
    }

    /// <summary>The job of <c>Type.Title: Job(Characteristic=1) [N=100]</c>; empty where there is none.</summary>
    public string Job()
    {
        var (display, title) = (Texts.GetValueOrDefault("DisplayInfo", ""), Texts.GetValueOrDefault("MethodTitle", "") + ": ");
        var start = display.IndexOf(title, StringComparison.Ordinal);
        if (start < 0)
            return "";
        var job = display[(start + title.Length)..];
        var end = job.AsSpan().IndexOfAny('(', ' ');
        return (end < 0 ? job : job[..end]).Trim();
    }

    // A parameter's value may have an ampersand of its own; a name follows only after a separator.
    [GeneratedRegex(@"&(?=[\p{L}_][\w.]*=)", RegexOptions.CultureInvariant)]
    private static partial Regex ParameterSeparator();
}
