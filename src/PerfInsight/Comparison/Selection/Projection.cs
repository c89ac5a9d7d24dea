namespace PerfInsight.Comparison.Selection;

/// <summary>
/// Takes benchmarks to the values of some keys, and orders these. The syntax is that of golang.org/x/perf/benchproc/syntax: keys
/// separated by commas or spaces, each with an order (<c>key@alpha</c>, <c>key@num</c>, <c>key@(a b c)</c>) or that in which values appear.
/// </summary>
internal sealed class Projection
{
    private readonly ProjectionSet _set;
    private readonly List<Field> _fields = [];
    private readonly Dictionary<string[], ProjectedKey> _keys = new(new RowComparer());
    private List<int> _flat = [];
    private List<string> _flatNames = [];

    /// <summary>Takes over parsed fields.</summary>
    public Projection(ProjectionSet set, IEnumerable<ProjectionField> fields)
    {
        _set = set;
        foreach (var field in fields)
            _fields.Add(new Field(field));
    }

    private int Width { get; set; }

    /// <summary>Names of the values that a key has, in order. Configuration keys are added as benchmarks bring them.</summary>
    public IReadOnlyList<string> FieldNames => _flatNames;

    /// <summary>The key of a benchmark; equal values give the same object.</summary>
    public ProjectedKey Of(LabelledBenchmark benchmark)
    {
        var row = new string[Math.Max(Width, 1)];
        Array.Fill(row, "");
        foreach (var field in _fields)
        {
            if (field.Spec.Key == BenchmarkKey.Configuration)
                ProjectConfiguration(field, benchmark, ref row);
            else
                Put(ref row, Index(field, field.Spec.Key), _set.Value(field.Spec.Key, benchmark));
        }

        var length = row.Length;
        while (length > 0 && row[length - 1].Length == 0)
            length--;
        if (length < row.Length)
            row = row[..length];
        if (_keys.TryGetValue(row, out var key))
            return key;
        foreach (var field in _fields.Where(static field => field.Spec.Key != BenchmarkKey.Configuration))
            field.Seen.TryAdd(At(row, field.Indexes[field.Spec.Key]), field.Seen.Count);
        return _keys[row] = new ProjectedKey(this, row);
    }

    /// <summary>Compares two keys of this projection.</summary>
    public int Compare(ProjectedKey a, ProjectedKey b)
    {
        foreach (var field in _fields)
        {
            foreach (var index in field.Indexes.Values)
            {
                var (first, second) = (At(a.Row, index), At(b.Row, index));
                if (first == second)
                    continue;
                var order = field.Compare(first, second);
                return order != 0 ? order : string.CompareOrdinal(first, second);
            }
        }

        return 0;
    }

    /// <summary>The values of a key in the order of <see cref="FieldNames"/>; empty where it has none.</summary>
    public IReadOnlyList<string> Values(ProjectedKey key) => [.. _flat.Select(index => At(key.Row, index))];

    private static string At(string[] row, int index) => index < row.Length ? row[index] : "";

    private void ProjectConfiguration(Field field, LabelledBenchmark labelled, ref string[] row)
    {
        foreach (var entry in labelled.Benchmark.Configuration.Entries)
        {
            // A key that stands in another projection is no part of the whole.
            if (entry.IsFileKey && !_set.IsSpecific(entry.Key))
                Put(ref row, Index(field, entry.Key), entry.Value);
        }
    }

    private static void Put(ref string[] row, int index, string value)
    {
        if (index >= row.Length)
        {
            var length = row.Length;
            Array.Resize(ref row, index + 1);
            Array.Fill(row, "", length, row.Length - length);
        }

        row[index] = value;
    }

    private int Index(Field field, string name)
    {
        if (field.Indexes.TryGetValue(name, out var index))
            return index;
        index = Width++;
        field.Indexes.Add(name, index);
        _flat = [.. _fields.SelectMany(static one => one.Indexes.Values)];
        _flatNames = [.. _fields.SelectMany(static one => one.Indexes.Keys)];
        return index;
    }

    private sealed class Field(ProjectionField spec)
    {
        public ProjectionField Spec { get; } = spec;

        // Insertion order is kept: nothing is ever removed.
        public Dictionary<string, int> Indexes { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, int> Seen { get; } = new(StringComparer.Ordinal);

        public int Compare(string a, string b) => Spec.Order switch
        {
            ProjectionOrder.Alphabetic => string.CompareOrdinal(a, b),
            ProjectionOrder.Numeric => NaturalNumber.Compare(a, b),
            ProjectionOrder.Fixed => Spec.Fixed.IndexOf(a) - Spec.Fixed.IndexOf(b),
            // Of the parts of a configuration benchproc keeps no order of appearance.
            _ => Seen.GetValueOrDefault(a) - Seen.GetValueOrDefault(b),
        };
    }

    private sealed class RowComparer : IEqualityComparer<string[]>
    {
        public bool Equals(string[]? x, string[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(string[] row)
        {
            var hash = new HashCode();
            foreach (var value in row)
                hash.Add(value, StringComparer.Ordinal);
            return hash.ToHashCode();
        }
    }
}

/// <summary>The values that a <see cref="Projection"/> gave; equal ones are the same object.</summary>
internal sealed class ProjectedKey(Projection projection, string[] row)
{
    /// <summary>Values by index of field; empty ones at the end are left out.</summary>
    public string[] Row { get; } = row;

    /// <summary>Names of the projection's fields.</summary>
    public IReadOnlyList<string> FieldNames => projection.FieldNames;

    /// <summary>Values in the order of the projection's fields.</summary>
    public IReadOnlyList<string> Values => projection.Values(this);

    /// <summary>The values that are not empty.</summary>
    public override string ToString() => string.Join(' ', Values.Where(static value => value.Length > 0));
}
