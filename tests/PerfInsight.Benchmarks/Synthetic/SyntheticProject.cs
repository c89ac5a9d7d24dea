using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PerfInsight.Benchmarks.Synthetic;

/// <summary>Generated C# that is as large as a real application: services with loops, queries, text, locks and async methods.</summary>
internal static class SyntheticProject
{
    /// <summary>Files and lines of the compilation that docs/performance.md tells of: 500 files, 50,000 lines.</summary>
    public const int DefaultFiles = 500;

    /// <summary>The methods of each class that a profile may know.</summary>
    public static readonly string[] Methods = ["Match", "Describe", "Sum", "Group", "Parse", "Count", "Load", "Walk"];

    private static readonly Dictionary<string, string> Parameters = new(StringComparer.Ordinal)
    {
        ["Match"] = "System.String[],System.Collections.Generic.List{System.String}",
        ["Describe"] = "System.Collections.Generic.IEnumerable{System.String}",
        ["Sum"] = "System.Int32[0:,0:]",
        ["Group"] = "System.Collections.Generic.IReadOnlyList{System.String}",
        ["Parse"] = "System.String",
        ["Count"] = "System.Int32",
        ["Load"] = "System.IO.Stream,System.Threading.CancellationToken",
        ["Walk"] = "System.Int32",
    };

    /// <summary>The path of a file.</summary>
    public static string PathOf(int file) => $"src/Synthetic/Service{Text(file)}.cs";

    /// <summary>The text of a file: about 100 lines.</summary>
    public static string File(int file) => $$"""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading;
        using System.Threading.Tasks;

        namespace Synthetic.Area{{Text(file % 20)}};

        /// <summary>Service {{Text(file)}} of a generated application.</summary>
        public sealed class Service{{Text(file)}}
        {
            private readonly object _gate = new();
            private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
            private int _calls;

            public int Calls => _calls;

            public List<string> Match(string[] orders, List<string> known)
            {
                var matches = new List<string>();
                foreach (var order in orders)
                {
                    if (order.Length > {{Text(file % 7)}} && known.Contains(order))
                        matches.Add(order);
                }

                return matches;
            }

            public string Describe(IEnumerable<string> parts)
            {
                var text = "";
                foreach (var part in parts)
                    text += part.Trim() + ", ";
                return text.Length > 2 ? text.Substring(0, text.Length - 2) : text;
            }

            public long Sum(int[,] cells)
            {
                long sum = 0;
                for (var row = 0; row < cells.GetLength(0); row++)
                {
                    for (var column = 0; column < cells.GetLength(1); column++)
                        sum += cells[row, column] * (row + {{Text(file)}});
                }

                return sum;
            }

            public Dictionary<char, List<string>> Group(IReadOnlyList<string> names) => names
                .Where(name => name.Length > 0)
                .GroupBy(name => char.ToUpperInvariant(name[0]))
                .OrderBy(group => group.Key)
                .ToDictionary(group => group.Key, group => group.OrderBy(name => name, StringComparer.Ordinal).ToList());

            public (string Key, int Value) Parse(string line)
            {
                var separator = line.IndexOf('=');
                if (separator < 0)
                    throw new FormatException($"line has no value: {line}");
                return (line[..separator].Trim(), int.TryParse(line[(separator + 1)..], out var value) ? value : {{Text(file)}});
            }

            public int Count(int by)
            {
                lock (_gate)
                {
                    _calls += by;
                    _counts["calls"] = _calls;
                    return _counts.Values.Max() switch
                    {
                        < 10 => 1,
                        < 100 => 2,
                        _ => 3,
                    };
                }
            }

            public async Task<int> Load(Stream stream, CancellationToken cancellationToken)
            {
                var buffer = new byte[4096];
                var total = 0;
                int read;
                while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
                    total += Encoding.UTF8.GetString(buffer, 0, read).Count(c => c == '\n');
                return total;
            }

            public IEnumerable<Service{{Text(file == 0 ? 0 : file - 1)}}?> Walk(int depth)
            {
                for (var i = 0; i < depth; i++)
                    yield return i % 2 == 0 ? new() : null;
            }
        }
        """.Replace($"Service{Text(file == 0 ? 0 : file - 1)}?", $"Area{Text((file == 0 ? 0 : file - 1) % 20)}.Service{Text(file == 0 ? 0 : file - 1)}?", StringComparison.Ordinal);

    /// <summary>A profile of the project, as a summary.</summary>
    /// <param name="hotspots">How many methods are hot; they are spread evenly over the files.</param>
    /// <param name="files">How many files the project has.</param>
    public static string Summary(int hotspots, int files = DefaultFiles)
    {
        var hot = Enumerable.Range(0, hotspots).Select(i => (File: i * files / hotspots, Method: Methods[i % Methods.Length])).ToList();
        var indexes = hot.Select(h => h.File).Distinct().Select((file, index) => (file, index)).ToDictionary(entry => entry.file, entry => entry.index);
        var json = new StringBuilder("{\"version\":\"1.0\",\n\"files\":[\n");
        json.AppendJoin(",\n", indexes.Keys.Select(file =>
            $"{{\"path\":\"{PathOf(file)}\",\"algorithm\":\"SHA256\",\"checksum\":\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(File(file))))}\"}}"));
        json.Append(CultureInfo.InvariantCulture, $"],\n\"scenarios\":[\n{{\"name\":\"load\",\"commit\":\"3f2c1abdef\",\"captured\":\"2026-11-20T10:00:00Z\",\"duration\":30000000000,");
        json.Append("\"modules\":[\"Synthetic\"],\"totals\":{\"cpu\":100000000000,\"blocked\":20000000000,\"alloc_space\":8000000000,\"contention\":5000000000},\"methods\":[\n");
        json.AppendJoin(",\n", hot.Select(h => Hotspot(h.File, h.Method, indexes[h.File])));
        return json.Append("]}]}\n").ToString();
    }

    private static string Hotspot(int file, string method, int fileIndex) =>
        $$"""
        {"id":"M:Synthetic.Area{{Text(file % 20)}}.Service{{Text(file)}}.{{method}}({{Parameters[method]}})","kind":"method","file":{{fileIndex}},"cpu":{"self":300000000,"own":2000000000,"total":2500000000},"alloc_space":{"own":200000000,"total":300000000},"contention":{"own":100000000,"total":100000000},"callees":[{"name":"System.Collections.Generic.List`1.Contains","cpu":1200000000},{"name":"System.String.Concat","cpu":700000000,"alloc_space":150000000},{"name":"System.Threading.Monitor.Enter_Slowpath","contention":90000000}],"types":[{"type":"System.String","alloc_space":150000000},{"type":"System.Byte[]","alloc_space":50000000}]}
        """;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
