using System.Runtime.InteropServices;
using PerfInsight.Benchmarks;
using PerfInsight.Comparison.Selection;

namespace PerfInsight.Comparison;

/// <summary>Puts benchmark results into tables, with benchstat's rules (golang.org/x/perf/cmd/benchstat/internal/benchtab/builder.go).</summary>
public static class TableBuilder
{
    /// <summary>Builds the tables, in the order of their keys and units.</summary>
    /// <param name="runs">Results; of the columns the first is the baseline.</param>
    /// <param name="options">What goes where.</param>
    /// <exception cref="QuerySyntaxException">A projection cannot be understood.</exception>
    public static IReadOnlyList<ComparisonTable> Build(IReadOnlyList<LabelledRun> runs, TableOptions options)
    {
        var set = new ProjectionSet();
        var layout = new TableLayout(set.Add(options.Table), set.Add(options.Row), set.Add(options.Column));
        set.Add(options.Ignore);
        var residue = set.Residue();
        var filter = set.Filter(options.Filter);

        var drafts = new Dictionary<(ProjectedKey Table, string Unit), TableDraft>();
        var units = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var run in runs)
        {
            // Units are shown in the order in which they first appear among what is wanted.
            var wanted = new HashSet<string>(StringComparer.Ordinal);
            foreach (var benchmark in run.Run.Benchmarks)
                Add(new LabelledBenchmark(benchmark, run.Label), layout, residue, filter, drafts, wanted);
            foreach (var unit in run.Run.Units.Where(wanted.Contains))
                units.TryAdd(unit, units.Count);
        }

        var known = new UnitTable(runs.SelectMany(static run => run.Run.UnitMetadata));
        var ordered = drafts.Values.ToList();
        ordered.Sort((a, b) => layout.Table.Compare(a.Key, b.Key) is var order && order != 0 ? order : units[a.Unit] - units[b.Unit]);
        return [.. ordered.Select(draft => draft.Build(layout, known, options))];
    }

    private static void Add(
        LabelledBenchmark benchmark,
        TableLayout layout,
        Projection residue,
        BenchmarkFilter filter,
        Dictionary<(ProjectedKey Table, string Unit), TableDraft> drafts,
        HashSet<string> wanted)
    {
        var series = benchmark.Benchmark.Series.Where(one => filter.Matches(benchmark, one)).ToList();
        if (series.Count == 0)
            return;
        var (table, row, column) = (layout.Table.Of(benchmark), layout.Row.Of(benchmark), layout.Column.Of(benchmark));
        var rest = residue.Of(benchmark);
        foreach (var one in series)
        {
            ref var draft = ref CollectionsMarshal.GetValueRefOrAddDefault(drafts, (table, one.Unit), out _);
            draft ??= new TableDraft(table, one.Unit);
            draft.Add(row, column, rest, benchmark, one);
            wanted.Add(one.Unit);
        }
    }
}

/// <summary>The projections that say where a result goes.</summary>
internal sealed record TableLayout(Projection Table, Projection Row, Projection Column);
