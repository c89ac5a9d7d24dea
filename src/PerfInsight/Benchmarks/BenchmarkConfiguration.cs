namespace PerfInsight.Benchmarks;

/// <summary>What a benchmark ran with: keys and values in the order in which they were set. Equal where keys, values and order are.</summary>
public sealed class BenchmarkConfiguration : IEquatable<BenchmarkConfiguration>
{
    /// <summary>Nothing.</summary>
    public static readonly BenchmarkConfiguration Empty = new([]);

    private readonly int _hash;

    /// <summary>Takes the entries over.</summary>
    /// <param name="entries">Entries with keys of which no two are equal.</param>
    public BenchmarkConfiguration(IReadOnlyList<ConfigurationEntry> entries)
    {
        Entries = entries;
        var hash = new HashCode();
        foreach (var entry in entries)
            hash.Add(entry);
        _hash = hash.ToHashCode();
    }

    /// <summary>The entries.</summary>
    public IReadOnlyList<ConfigurationEntry> Entries { get; }

    /// <summary>The value of a key; empty where it is not set.</summary>
    public string this[string key]
    {
        get
        {
            foreach (var entry in Entries)
            {
                if (entry.Key == key)
                    return entry.Value;
            }

            return "";
        }
    }

    /// <inheritdoc/>
    public bool Equals(BenchmarkConfiguration? other) =>
        ReferenceEquals(this, other) || (other is not null && _hash == other._hash && Entries.SequenceEqual(other.Entries));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as BenchmarkConfiguration);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;
}

/// <summary>One key of a configuration.</summary>
/// <param name="Key">The key, such as <c>goos</c>.</param>
/// <param name="Value">Its value, never empty.</param>
/// <param name="IsFileKey">
/// True where the file sets it to tell groups of benchmarks apart, as Go's <c>key: value</c> lines do; false for what is known besides,
/// such as the machine: that does not split results into tables.
/// </param>
public sealed record ConfigurationEntry(string Key, string Value, bool IsFileKey = true);
