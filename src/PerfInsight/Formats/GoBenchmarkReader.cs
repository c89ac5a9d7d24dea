using System.Globalization;
using System.Text;
using PerfInsight.Benchmarks;
using PerfInsight.Units;

namespace PerfInsight.Formats;

/// <summary>
/// Go's benchmark text (golang.org/design/14313-benchmark-format): <c>key: value</c> lines, <c>Unit</c> lines, and lines such as
/// <c>BenchmarkName-8 100 1423 ns/op 48 B/op</c>. Other lines are passed over, as in golang.org/x/perf/benchfmt (reader.go). Unlike
/// there, values that are no finite numbers and times below zero are syntax errors: no statistic of them means anything.
/// </summary>
public sealed class GoBenchmarkReader : IBenchmarkReader
{
    // Keys that tell the machine and the toolchain; they come from "go test" and from the tools around it.
    private static readonly string[] HostKeys = ["goos", "goarch", "cpu", "toolchain", "goversion"];

    /// <inheritdoc/>
    public string Format => "Go benchmarks (text)";

    /// <inheritdoc/>
    public bool Sniff(ReadOnlySpan<byte> head)
    {
        if (Utf16(head) is { } encoding)
            return SniffText(Encoding.UTF8.GetBytes(encoding.GetString(head[..(head.Length & ~1)])));
        return SniffText(head);
    }

    /// <inheritdoc/>
    public BenchmarkRun Read(Stream stream, string source, BenchmarkReadOptions options)
    {
        // A shell may write "go test > old.txt" in UTF-16.
        var prefixed = new PrefixedStream(stream, 2);
        Stream whole = prefixed;
        if (Utf16(prefixed.Prefix) is { } encoding)
            whole = Encoding.CreateTranscodingStream(whole, encoding, new UTF8Encoding(false), leaveOpen: true);
        using (whole)
            return new Parse(new LineReader(whole, options.MaxLineBytes, options.MaxBytes, () => TooLarge(options)), source, options).Run();
    }

    private BenchmarkFormatException TooLarge(BenchmarkReadOptions options) => new(
        Format, $"byte {options.MaxBytes.ToString(CultureInfo.InvariantCulture)}", $"expected a file of at most {options.MaxBytes} bytes, found more.");

    private static Encoding? Utf16(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        _ => null,
    };

    private static bool SniffText(ReadOnlySpan<byte> head)
    {
        if (head.Contains((byte)0))
            return false;
        while (!head.IsEmpty)
        {
            var end = head.IndexOf((byte)'\n');
            var line = (end < 0 ? head : head[..end]).TrimEnd((byte)'\r');
            head = end < 0 ? default : head[(end + 1)..];
            if (line.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
                line = line[3..];
            if (line.StartsWith("goos: "u8) || line.StartsWith("goarch: "u8) || line.StartsWith("pkg: "u8))
                return true;
            var name = GoFields.Next(line, out var rest);
            if (name.StartsWith("Benchmark"u8) && !GoFields.Next(rest, out rest).IsEmpty && !rest.IsEmpty)
                return true;
            if (name.SequenceEqual("Unit"u8) && !rest.IsEmpty && rest.Contains((byte)'='))
                return true;
        }

        return false;
    }

    private sealed class Parse(LineReader lines, string source, BenchmarkReadOptions options)
    {
        private readonly BenchmarkRunBuilder _run = new();
        private readonly WarningLog _warnings = new(source, options.MaxWarnings);
        private readonly StringPool _strings = new();
        private readonly List<ConfigurationEntry> _entries = [];
        private readonly Dictionary<BenchmarkConfiguration, BenchmarkConfiguration> _configurations = [];
        private readonly Dictionary<(string Unit, string Key), UnitMetadata> _units = [];
        private readonly Dictionary<string, List<string>> _host = new(StringComparer.Ordinal);
        private readonly List<(string Unit, double Value)> _values = [];
        private BenchmarkConfiguration? _configuration;

        public BenchmarkRun Run()
        {
            while (lines.TryRead(out var line))
            {
                if (lines.Line == 1 && line.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
                    line = line[3..];
                if (lines.WasTooLong)
                    Warn($"expected a line of at most {options.MaxLineBytes} bytes");
                else if (line.StartsWith("Benchmark"u8))
                    ReadResult(line["Benchmark"u8.Length..]);
                else if (line.StartsWith("Unit"u8) && GoFields.Next(line, out var rest).SequenceEqual("Unit"u8))
                    ReadUnit(rest);
                else if (GoFields.TryKeyValue(line, out var key, out var value))
                    Set(_strings.Of(key), value);
            }

            return _run.Build(
                source,
                [.. _units.Values],
                _host.ToDictionary(static pair => pair.Key, static pair => string.Join(", ", pair.Value), StringComparer.Ordinal),
                _warnings.ToList());
        }

        // Reports as benchfmt does (reader.go, parseBenchmarkLine).
        private void ReadResult(ReadOnlySpan<byte> line)
        {
            var name = GoFields.Next(line, out var rest);
            if (rest.IsEmpty && name.Length == line.Length)
                return; // "go test -v" prints the name alone where a benchmark begins.
            var field = GoFields.Next(rest, out rest);
            if (field.IsEmpty)
            {
                Warn("missing iteration count");
                return;
            }

            if (!long.TryParse(field, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var iterations))
            {
                Warn("parsing iteration count: " + Wrong(field));
                return;
            }

            if (!ReadValues(rest))
                return;
            var entry = _run.Of(_strings.Of(name), Configuration());
            if (_run.Count > options.MaxBenchmarks)
            {
                throw new BenchmarkFormatException(
                    "Go benchmarks", lines.Line.ToString(CultureInfo.InvariantCulture), $"expected at most {options.MaxBenchmarks} benchmarks, found more.");
            }

            entry.Begin(iterations);
            foreach (var (unit, value) in _values)
                entry.Add(unit, value);
        }

        private bool ReadValues(ReadOnlySpan<byte> rest)
        {
            _values.Clear();
            while (true)
            {
                var field = GoFields.Next(rest, out rest);
                if (field.IsEmpty)
                {
                    if (_values.Count == 0)
                        Warn("missing measurements");
                    return _values.Count > 0;
                }

                if (!double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
                {
                    Warn("parsing measurement: " + Wrong(field));
                    return false;
                }

                var unit = GoFields.Next(rest, out rest);
                if (unit.IsEmpty)
                {
                    Warn("missing units");
                    return false;
                }

                var name = _strings.Of(unit);
                if (value < 0 && name is "ns/op" or "sec/op")
                {
                    Warn($"parsing measurement: a time below zero: {value.ToString(CultureInfo.InvariantCulture)} {name}");
                    return false;
                }

                // 1e305 MB/s is no number of B/s any more.
                if (!double.IsFinite(value * MeasurementUnit.Tidy(name).Factor))
                {
                    Warn("parsing measurement: value out of range");
                    return false;
                }

                _values.Add((name, value));
            }
        }

        private void ReadUnit(ReadOnlySpan<byte> rest)
        {
            var field = GoFields.Next(rest, out rest);
            if (field.IsEmpty)
            {
                Warn("missing unit");
                return;
            }

            var unit = _strings.Of(field);
            var tidy = MeasurementUnit.Tidy(unit).Unit;
            while (true)
            {
                var pair = GoFields.Next(rest, out rest);
                if (pair.IsEmpty)
                    return;
                var equals = pair.IndexOf((byte)'=');
                if (equals <= 0)
                {
                    Warn("expected key=value");
                    continue;
                }

                var (key, value) = (_strings.Of(pair[..equals]), _strings.Of(pair[(equals + 1)..]));
                if (!_units.TryGetValue((tidy, key), out var earlier))
                    _units.Add((tidy, key), new UnitMetadata(tidy, unit, key, value));
                else if (earlier.Value != value)
                    Warn($"metadata {key} of unit {unit} already set to {earlier.Value}");
            }
        }

        // As benchfmt (result.go, deleteConfig): the last key takes the place of one that is deleted, which keeps the order defined.
        private void Set(string key, ReadOnlySpan<byte> value)
        {
            var index = _entries.FindIndex(entry => entry.Key == key);
            if (!value.IsEmpty)
            {
                var entry = new ConfigurationEntry(key, _strings.Of(value));
                if (index < 0)
                    _entries.Add(entry);
                else
                    _entries[index] = entry;
                if (HostKeys.Contains(key))
                    AddHost(entry);
            }
            else if (index >= 0)
            {
                _entries[index] = _entries[^1];
                _entries.RemoveAt(_entries.Count - 1);
            }

            _configuration = null;
        }

        private void AddHost(ConfigurationEntry entry)
        {
            if (!_host.TryGetValue(entry.Key, out var values))
                _host.Add(entry.Key, values = []);
            // A handful of machines at most; a hostile file does not fill the memory.
            if (values.Count < 10 && !values.Contains(entry.Value))
                values.Add(entry.Value);
        }

        private BenchmarkConfiguration Configuration()
        {
            if (_configuration is null)
            {
                var built = new BenchmarkConfiguration([.. _entries]);
                if (!_configurations.TryGetValue(built, out _configuration))
                    _configurations.Add(built, _configuration = built);
            }

            return _configuration;
        }

        private static string Wrong(ReadOnlySpan<byte> field) =>
            double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && !double.IsNaN(value) && char.IsAsciiDigit((char)field[^1])
                ? "value out of range"
                : "invalid syntax";

        private void Warn(string message) => _warnings.Add(lines.Line, message);
    }
}
