using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PerfInsight.Benchmarks;
using PerfInsight.Units;

namespace PerfInsight.Formats;

/// <summary>One report of BenchmarkDotNet, read front to back; what is not needed (its measurements, percentiles) is skipped.</summary>
internal sealed partial class BenchmarkDotNetReport(ReadOnlyMemory<byte> bytes, string source, BenchmarkReadOptions options)
{
    // What of HostEnvironmentInfo tells machines and runtimes apart, and the names that Go's text has for the same.
    private static readonly (string Property, string Key)[] HostProperties =
    [
        ("OsVersion", "os"), ("ProcessorName", "cpu"), ("PhysicalCoreCount", "cores"), ("LogicalCoreCount", "threads"), ("Architecture", "arch"),
        ("RuntimeVersion", "runtime"), ("Configuration", "build"), ("BenchmarkDotNetVersion", "benchmarkdotnet"), ("HasAttachedDebugger", "debugger"),
    ];

    private readonly BenchmarkRunBuilder _run = new();
    private readonly WarningLog _warnings = new(source, options.MaxWarnings);
    private readonly Dictionary<string, string> _host = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Unit, string Key), UnitMetadata> _units = [];
    private readonly Dictionary<string, BenchmarkConfiguration> _configurations = new(StringComparer.Ordinal);
    private readonly List<PendingBenchmark> _pending = [];
    private int _counted;
    private long _line = 1;
    private int _lineStart;

    /// <summary>Reads all of it.</summary>
    /// <exception cref="JsonException">It is no JSON, or its shape is another.</exception>
    public BenchmarkRun Read(JsonReaderOptions jsonOptions)
    {
        var json = new Utf8JsonReader(bytes.Span, jsonOptions);
        json.Read();
        Expect(ref json, JsonTokenType.StartObject, "an object with \"Benchmarks\"");
        var found = false;
        while (NextProperty(ref json, out var name))
        {
            if (name == "HostEnvironmentInfo" && json.TokenType == JsonTokenType.StartObject)
                ReadHost(ref json);
            else if (name == "Benchmarks")
                found = ReadBenchmarks(ref json);
            else
                json.Skip();
        }

        // Nothing may follow; the reader says where it does.
        json.Read();
        if (!found)
            throw Wrong(json.TokenStartIndex, "expected a property \"Benchmarks\", found none.");
        foreach (var benchmark in _pending)
            Add(benchmark);
        if (_host.TryGetValue("debugger", out var debugger) && debugger == "True")
            _warnings.Add("a debugger was attached: times mean little.");
        if (_host.TryGetValue("build", out var build) && build == "DEBUG")
            _warnings.Add("measured in a DEBUG build: times mean little.");
        _host.Remove("debugger");
        return _run.Build(source, [.. _units.Values], _host, _warnings.ToList());
    }

    private void ReadHost(ref Utf8JsonReader json)
    {
        while (NextProperty(ref json, out var name))
        {
            var key = Array.Find(HostProperties, property => property.Property == name).Key;
            var value = json.TokenType switch
            {
                JsonTokenType.String => Text(ref json),
                JsonTokenType.Number => Encoding.UTF8.GetString(json.ValueSpan),
                JsonTokenType.True => "True",
                JsonTokenType.False => "False",
                _ => null,
            };
            json.Skip();
            if (key is not null && !string.IsNullOrWhiteSpace(value))
                _host[key] = value.Trim();
        }
    }

    private bool ReadBenchmarks(ref Utf8JsonReader json)
    {
        Expect(ref json, JsonTokenType.StartArray, "an array for \"Benchmarks\"");
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            Expect(ref json, JsonTokenType.StartObject, "an object for a benchmark");
            _pending.Add(ReadBenchmark(ref json));
            if (_pending.Count > options.MaxBenchmarks)
                throw Wrong(json.TokenStartIndex, $"expected at most {options.MaxBenchmarks} benchmarks, found more.");
        }

        return true;
    }

    private PendingBenchmark ReadBenchmark(ref Utf8JsonReader json)
    {
        var benchmark = new PendingBenchmark(Position(json.TokenStartIndex).Line);
        while (NextProperty(ref json, out var name))
        {
            switch (name)
            {
                case "Namespace" or "Type" or "Method" or "MethodTitle" or "Parameters" or "FullName" or "DisplayInfo":
                    benchmark.Texts[name] = json.TokenType == JsonTokenType.String ? Text(ref json) : "";
                    json.Skip();
                    break;
                case "Statistics" when json.TokenType == JsonTokenType.StartObject:
                    ReadStatistics(ref json, benchmark);
                    break;
                case "Memory" when json.TokenType == JsonTokenType.StartObject:
                    ReadMemory(ref json, benchmark);
                    break;
                case "Metrics" when json.TokenType == JsonTokenType.StartArray:
                    while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                        ReadMetric(ref json, benchmark);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        return benchmark;
    }

    private void ReadStatistics(ref Utf8JsonReader json, PendingBenchmark benchmark)
    {
        while (NextProperty(ref json, out var name))
        {
            if (name != "OriginalValues" || json.TokenType != JsonTokenType.StartArray)
            {
                json.Skip();
                continue;
            }

            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                var position = json.TokenStartIndex;
                if (Number(ref json) is not { } value)
                    Warn(position, "expected a finite number of nanoseconds, found something else: the value is left out.");
                else if (value < 0)
                    Warn(position, $"a time below zero, {value.ToString(CultureInfo.InvariantCulture)} ns: the value is left out.");
                else
                    benchmark.Nanoseconds.Add(value);
            }
        }
    }

    private void ReadMemory(ref Utf8JsonReader json, PendingBenchmark benchmark)
    {
        while (NextProperty(ref json, out var name))
        {
            var value = Number(ref json);
            if (name == "BytesAllocatedPerOperation")
                benchmark.BytesPerOperation = value;
        }
    }

    private void ReadMetric(ref Utf8JsonReader json, PendingBenchmark benchmark)
    {
        Expect(ref json, JsonTokenType.StartObject, "an object for a metric");
        double? value = null;
        string? id = null;
        var (unit, isHigherBetter) = ("", false);
        while (NextProperty(ref json, out var name))
        {
            if (name == "Value")
            {
                value = Number(ref json);
            }
            else if (name == "Descriptor" && json.TokenType == JsonTokenType.StartObject)
            {
                while (NextProperty(ref json, out var property))
                {
                    if (property == "Id" && json.TokenType == JsonTokenType.String)
                        id = Text(ref json);
                    else if (property == "Unit" && json.TokenType == JsonTokenType.String)
                        unit = Text(ref json);
                    else if (property == "TheGreaterTheBetter")
                        isHigherBetter = json.TokenType == JsonTokenType.True;
                    json.Skip();
                }
            }
            else
            {
                json.Skip();
            }
        }

        // "Allocated Memory" is Memory.BytesAllocatedPerOperation once more.
        if (value is { } number && !string.IsNullOrWhiteSpace(id) && id != "Allocated Memory")
            benchmark.Metrics.Add((MetricUnit(id, unit), number, isHigherBetter));
    }

    private void Add(PendingBenchmark benchmark)
    {
        var name = benchmark.Name();
        if (name.Length == 0)
        {
            _warnings.Add(benchmark.Line, "a benchmark without a name is left out.");
            return;
        }

        if (benchmark.Nanoseconds.Count == 0)
            _warnings.Add(benchmark.Line, $"{name} has no measurements: it failed, or was not run.");
        if (benchmark.Nanoseconds.Count == 0 && benchmark.BytesPerOperation is null && benchmark.Metrics.Count == 0)
            return;
        var entry = _run.Of(name, Configuration(benchmark));
        for (var i = 0; i < Math.Max(1, benchmark.Nanoseconds.Count); i++)
        {
            // How many operations a value is the average of is not in the brief report; nothing here depends on it.
            entry.Begin(1);
            if (i < benchmark.Nanoseconds.Count)
                entry.Add("ns/op", benchmark.Nanoseconds[i]);
            if (i > 0)
                continue;
            if (benchmark.BytesPerOperation is { } allocated)
                AddExact(entry, "B/op", allocated, isHigherBetter: false);
            foreach (var (unit, value, isHigherBetter) in benchmark.Metrics)
                AddExact(entry, unit, value, isHigherBetter);
        }
    }

    // Diagnosers measure once per benchmark.
    private void AddExact(BenchmarkRunBuilder.Entry entry, string unit, double value, bool isHigherBetter)
    {
        entry.Add(unit, value);
        var tidy = MeasurementUnit.Tidy(unit).Unit;
        _units.TryAdd((tidy, "assume"), new UnitMetadata(tidy, unit, "assume", "exact"));
        if (unit != "B/op")
            _units.TryAdd((tidy, "better"), new UnitMetadata(tidy, unit, "better", isHigherBetter ? "higher" : "lower"));
    }

    private BenchmarkConfiguration Configuration(PendingBenchmark benchmark)
    {
        var (space, job) = (benchmark.Texts.GetValueOrDefault("Namespace", ""), benchmark.Job());
        var key = space + "\n" + job;
        if (!_configurations.TryGetValue(key, out var configuration))
        {
            var entries = new List<ConfigurationEntry>();
            if (space.Length > 0)
                entries.Add(new ConfigurationEntry("namespace", space));
            if (job.Length > 0)
                entries.Add(new ConfigurationEntry("job", job));
            entries.AddRange(_host.Where(static pair => pair.Key != "debugger").Select(static pair => new ConfigurationEntry(pair.Key, pair.Value, IsFileKey: false)));
            _configurations.Add(key, configuration = new BenchmarkConfiguration(entries));
        }

        return configuration;
    }

    // Times are in nanoseconds and sizes in bytes: said in the unit, so that they are scaled.
    private static string MetricUnit(string id, string unit)
    {
        var name = string.Concat(id.Select(static c => char.IsWhiteSpace(c) || char.IsControl(c) ? '-' : c));
        return unit switch { "ns" => name + "-ns", "B" => name + "-B", _ => name };
    }

    private bool NextProperty(ref Utf8JsonReader json, out string name)
    {
        json.Read();
        name = json.TokenType == JsonTokenType.PropertyName ? Text(ref json) : "";
        if (json.TokenType != JsonTokenType.PropertyName)
            return false;
        json.Read();
        return true;
    }

    // Some writers put "NaN" in quotes.
    private static double? Number(ref Utf8JsonReader json)
    {
        double? value = json.TokenType == JsonTokenType.Number && json.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;
        json.Skip();
        return value;
    }

    private void Expect(ref Utf8JsonReader json, JsonTokenType type, string what)
    {
        if (json.TokenType != type)
            throw Wrong(json.TokenStartIndex, $"expected {what}, found {(json.TokenType == JsonTokenType.None ? "nothing" : json.TokenType.ToString().ToLowerInvariant())}.");
    }

    private void Warn(long offset, string message) => _warnings.Add(Position(offset).Line, message);

    private BenchmarkFormatException Wrong(long offset, string expected)
    {
        var (line, column) = Position(offset);
        return new BenchmarkFormatException("BenchmarkDotNet (JSON)", $"{line.ToString(CultureInfo.InvariantCulture)}:{column.ToString(CultureInfo.InvariantCulture)}", expected);
    }

    // Positions are asked for front to back: each byte is looked at once. Compact reports are one line of many megabytes.
    private (long Line, long Column) Position(long offset)
    {
        var end = (int)Math.Min(offset, bytes.Length);
        if (end < _counted)
            (_counted, _line, _lineStart) = (0, 1, 0);
        var passed = bytes.Span[_counted..end];
        _line += passed.Count((byte)'\n');
        if (passed.LastIndexOf((byte)'\n') is >= 0 and var last)
            _lineStart = _counted + last + 1;
        _counted = end;
        return (_line, end - _lineStart + 1);
    }

    private string Text(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            throw Wrong(json.TokenStartIndex, "expected text in UTF-8, found bytes or escapes that are none.");
        }
    }

    // A parameter's value may have an ampersand of its own; a name follows only after a separator.
    [GeneratedRegex(@"&(?=[\p{L}_][\w.]*=)", RegexOptions.CultureInvariant)]
    private static partial Regex ParameterSeparator();

    private sealed class PendingBenchmark(long line)
    {
        public long Line => line;

        public Dictionary<string, string> Texts { get; } = new(StringComparer.Ordinal);

        public List<double> Nanoseconds { get; } = [];

        public double? BytesPerOperation { get; set; }

        public List<(string Unit, double Value, bool IsHigherBetter)> Metrics { get; } = [];

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

        // "Type.Title: Job(Characteristic=1) [N=100]"
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
    }
}
