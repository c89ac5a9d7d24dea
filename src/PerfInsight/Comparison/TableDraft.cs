using System.Runtime.InteropServices;
using PerfInsight.Benchmarks;
using PerfInsight.Comparison.Selection;
using PerfInsight.Statistics;

namespace PerfInsight.Comparison;

/// <summary>A table whose results are still coming.</summary>
internal sealed class TableDraft(ProjectedKey key, string unit)
{
    // Statistics of fewer cells than this are not worth a second thread.
    private const int ParallelRows = 64;

    private readonly Dictionary<(ProjectedKey Row, ProjectedKey Column), CellDraft> _cells = [];
    private readonly HashSet<ProjectedKey> _rows = [];
    private readonly HashSet<ProjectedKey> _columns = [];

    public ProjectedKey Key => key;

    public string Unit => unit;

    public void Add(ProjectedKey row, ProjectedKey column, ProjectedKey residue, LabelledBenchmark benchmark, MeasurementSeries series)
    {
        ref var cell = ref CollectionsMarshal.GetValueRefOrAddDefault(_cells, (row, column), out _);
        if (cell is null)
        {
            cell = new CellDraft(residue, new CellOrigin(benchmark.File, benchmark.Benchmark, series));
            _rows.Add(row);
            _columns.Add(column);
        }

        cell.Add(residue, series.Values);
    }

    public ComparisonTable Build(TableLayout layout, UnitTable units, TableOptions options)
    {
        var rows = Sorted(_rows, layout.Row);
        var columns = Sorted(_columns, layout.Column);
        var isExact = units.IsExact(unit);
        var built = new ComparisonRow[rows.Length];
        void BuildRow(int i) => built[i] = Row(rows[i], columns, isExact, options);
        if (rows.Length < ParallelRows)
        {
            for (var i = 0; i < rows.Length; i++)
                BuildRow(i);
        }
        else
        {
            Parallel.For(0, rows.Length, BuildRow);
        }

        return new ComparisonTable(
            unit,
            [.. layout.Table.FieldNames.Zip(key.Values, KeyValuePair.Create)],
            layout.Column.FieldNames,
            [.. columns.Select(static column => column.Values)],
            built,
            [.. columns.Select((_, i) => ColumnSummarizer.Summarize(built, i))])
        {
            IsExact = isExact,
            Better = units.Better(unit),
        };
    }

    private ComparisonRow Row(ProjectedKey row, ProjectedKey[] columns, bool isExact, TableOptions options)
    {
        var cells = new ComparisonCell?[columns.Length];
        double[]? baseline = null;
        for (var i = 0; i < columns.Length; i++)
        {
            if (!_cells.TryGetValue((row, columns[i]), out var draft))
                continue;
            var values = draft.Sorted();
            var summary = isExact ? SampleSummary.OfExact(values) : SampleSummary.OfMedian(values, options.Confidence);
            var comparison = baseline is null ? null
                : isExact ? SampleComparison.OfExact(baseline.Length, values.Length)
                : SampleComparison.OfRanks(baseline, values, options.Alpha);
            cells[i] = new ComparisonCell(values, summary, comparison, draft.Warnings()) { Origin = draft.Origin };
            if (i == 0)
                baseline = values;
        }

        return new ComparisonRow(row.ToString(), cells);
    }

    private static ProjectedKey[] Sorted(HashSet<ProjectedKey> keys, Projection projection)
    {
        var sorted = keys.ToArray();
        Array.Sort(sorted, projection.Compare);
        return sorted;
    }

    private sealed class CellDraft(ProjectedKey first, CellOrigin origin)
    {
        private readonly List<IReadOnlyList<double>> _parts = new(1);
        private HashSet<ProjectedKey>? _residues;

        public CellOrigin Origin => origin;

        public void Add(ProjectedKey residue, IReadOnlyList<double> values)
        {
            _parts.Add(values);
            if (!ReferenceEquals(residue, first))
                (_residues ??= [first]).Add(residue);
        }

        public double[] Sorted()
        {
            double[] values = [.. _parts.SelectMany(static part => part)];
            Array.Sort(values);
            return values;
        }

        /// <summary>Different benchmarks in one cell are rarely meant (benchproc/nonsingular.go).</summary>
        public IReadOnlyList<string> Warnings()
        {
            if (_residues is null)
                return [];
            var names = first.FieldNames;
            var all = _residues.Select(static residue => residue.Values).ToList();
            var varying = names.Where((_, i) => all.Exists(values => values[i] != all[0][i]));
            return ["benchmarks vary in " + string.Join(", ", varying)];
        }
    }
}
