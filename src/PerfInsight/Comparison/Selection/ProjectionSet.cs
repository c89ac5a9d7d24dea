namespace PerfInsight.Comparison.Selection;

/// <summary>
/// The projections of one comparison. What one of them names by itself (<c>/size</c>, <c>goos</c>) is taken out of the whole that
/// another names (<c>.fullname</c>, <c>.config</c>), as golang.org/x/perf/benchproc does (projection.go).
/// </summary>
internal sealed class ProjectionSet
{
    private readonly HashSet<string> _configurationKeys = new(StringComparer.Ordinal);
    private readonly List<string> _nameKeys = [];
    private readonly List<ProjectionField> _fixed = [];
    private bool _hasConfiguration;
    private bool _hasFullName;

    /// <summary>Reads a projection. All must be read before one of them is used.</summary>
    /// <exception cref="QuerySyntaxException">It cannot be understood.</exception>
    public Projection Add(string projection)
    {
        var fields = ProjectionField.Parse(projection);
        foreach (var field in fields)
        {
            _hasConfiguration |= field.Key == BenchmarkKey.Configuration;
            _hasFullName |= field.Key == BenchmarkKey.FullName;
            if (field.Key == BenchmarkKey.Name || field.Key.StartsWith('/'))
                _nameKeys.Add(field.Key);
            else if (field.Key is not (BenchmarkKey.Configuration or BenchmarkKey.FullName))
                _configurationKeys.Add(field.Key);
            if (field.Order == ProjectionOrder.Fixed)
                _fixed.Add(field);
        }

        return new Projection(this, fields);
    }

    /// <summary>What no projection names: benchmarks of one cell that differ in it are different benchmarks.</summary>
    public Projection Residue()
    {
        var fields = new List<ProjectionField>();
        if (!_hasConfiguration)
            fields.Add(new ProjectionField(BenchmarkKey.Configuration, ProjectionOrder.Appearance, []));
        if (!_hasFullName)
            fields.Add(new ProjectionField(BenchmarkKey.FullName, ProjectionOrder.Appearance, []));
        return new Projection(this, fields);
    }

    /// <summary>The filter, and what the lists of values of the projections leave out.</summary>
    public BenchmarkFilter Filter(BenchmarkFilter filter) =>
        _fixed.Aggregate(filter, static (all, field) => all.And(benchmark => field.Fixed.Contains(BenchmarkKey.Value(field.Key, benchmark))));

    /// <summary>True for a key of a configuration that a projection names by itself.</summary>
    public bool IsSpecific(string key) => _configurationKeys.Contains(key);

    /// <summary>The value of a key.</summary>
    public string Value(string key, LabelledBenchmark benchmark) => key == BenchmarkKey.FullName
        ? BenchmarkKey.Without(benchmark.Benchmark.Name, _nameKeys)
        : BenchmarkKey.Value(key, benchmark);
}
