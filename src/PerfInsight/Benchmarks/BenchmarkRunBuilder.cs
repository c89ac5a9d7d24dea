using System.Runtime.InteropServices;
using PerfInsight.Units;

namespace PerfInsight.Benchmarks;

/// <summary>Puts measurements together to a run, as they come, repetition after repetition.</summary>
internal sealed class BenchmarkRunBuilder
{
    private readonly Dictionary<(string Name, BenchmarkConfiguration Configuration), Entry> _entries = [];
    private readonly List<Entry> _order = [];
    private readonly List<string> _units = [];
    private readonly HashSet<string> _unitsSeen = new(StringComparer.Ordinal);

    /// <summary>Number of different benchmarks so far.</summary>
    public int Count => _order.Count;

    /// <summary>The entry of a benchmark, a new one where there is none yet.</summary>
    public Entry Of(string name, BenchmarkConfiguration configuration)
    {
        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_entries, (name, configuration), out _);
        if (entry is null)
        {
            entry = new Entry(this, name, configuration);
            _order.Add(entry);
        }

        return entry;
    }

    /// <summary>The run.</summary>
    public BenchmarkRun Build(
        string source, IReadOnlyList<UnitMetadata> metadata, IReadOnlyDictionary<string, string> host, IReadOnlyList<BenchmarkWarning> warnings) =>
        new(source, [.. _order.Select(static entry => entry.Build())])
        {
            Units = [.. _units],
            UnitMetadata = metadata,
            Host = host,
            Warnings = warnings,
        };

    private void Saw(string unit)
    {
        if (_unitsSeen.Add(unit))
            _units.Add(unit);
    }

    /// <summary>One benchmark under one configuration.</summary>
    public sealed class Entry(BenchmarkRunBuilder owner, string name, BenchmarkConfiguration configuration)
    {
        private readonly List<long> _iterations = [];
        private readonly List<Column> _columns = [];
        private int _next;

        /// <summary>Begins a repetition.</summary>
        /// <param name="iterations">Operations that its values are averages over.</param>
        public void Begin(long iterations)
        {
            _iterations.Add(iterations);
            _next = 0;
        }

        /// <summary>Adds a value of the repetition begun last.</summary>
        public void Add(string unit, double value)
        {
            // Lines of one benchmark have their units in the same order: the next column is nearly always the right one.
            var index = _next < _columns.Count && _columns[_next].Unit == unit ? _next : _columns.FindIndex(column => column.Unit == unit);
            if (index < 0)
            {
                index = _columns.Count;
                _columns.Add(new Column(unit));
                owner.Saw(_columns[index].Tidy);
            }

            _columns[index].Add(_iterations.Count - 1, value);
            _next = index + 1;
        }

        /// <summary>The benchmark.</summary>
        public Benchmark Build() => new(
            new BenchmarkName(name), configuration, [.. _iterations], [.. _columns.Select(static column => column.Build())]);
    }

    private sealed class Column
    {
        private readonly List<double> _values = [];
        private readonly double _factor;
        private List<int>? _repetitions;

        public Column(string unit)
        {
            Unit = unit;
            (Tidy, _factor) = MeasurementUnit.Tidy(unit);
        }

        public string Unit { get; }

        public string Tidy { get; }

        public void Add(int repetition, double value)
        {
            if (_repetitions is null && repetition != _values.Count)
                _repetitions = [.. Enumerable.Range(0, _values.Count)];
            _repetitions?.Add(repetition);
            _values.Add(value);
        }

        public MeasurementSeries Build()
        {
            var original = _values.ToArray();
            var values = _factor == 1 ? original : Array.ConvertAll(original, value => value * _factor);
            return new MeasurementSeries(Tidy, values) { OriginalUnit = Unit, OriginalValues = original, Repetitions = _repetitions?.ToArray() };
        }
    }
}
