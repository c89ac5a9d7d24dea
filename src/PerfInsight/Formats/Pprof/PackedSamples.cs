namespace PerfInsight.Formats.Pprof;

/// <summary>
/// The samples of a file as they stand in it. pprof's tables follow its samples, so samples have to wait for them; as bytes they take
/// a tenth of the memory that objects would.
/// </summary>
internal sealed class PackedSamples
{
    private const int ChunkSize = 1 << 20;

    private readonly List<Chunk> _chunks = [];

    /// <summary>Number of samples.</summary>
    public long Count { get; private set; }

    /// <summary>The samples, some in each chunk, none in two.</summary>
    public IReadOnlyList<Chunk> Chunks => _chunks;

    /// <summary>Adds a sample.</summary>
    /// <param name="field">The field with its tag and length.</param>
    /// <param name="offset">Where it is in the file.</param>
    public void Add(ReadOnlySpan<byte> field, long offset)
    {
        Count++;
        if (_chunks.Count == 0 || !_chunks[^1].TryAdd(field, offset))
        {
            var chunk = new Chunk(Math.Max(ChunkSize, field.Length));
            chunk.TryAdd(field, offset);
            _chunks.Add(chunk);
        }
    }

    /// <summary>Some samples.</summary>
    internal sealed class Chunk(int size)
    {
        private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(size);
        private readonly List<(int Start, long Offset)> _runs = [];
        private int _length;

        /// <summary>The samples, one field after another.</summary>
        public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

        /// <summary>Adds a field where there is room.</summary>
        public bool TryAdd(ReadOnlySpan<byte> field, long offset)
        {
            if (field.Length > _bytes.Length - _length)
                return false;
            if (_runs.Count == 0 || _runs[^1].Offset + (_length - _runs[^1].Start) != offset)
                _runs.Add((_length, offset));
            field.CopyTo(_bytes.AsSpan(_length));
            _length += field.Length;
            return true;
        }

        /// <summary>Where a byte of the chunk is in the file.</summary>
        public long OffsetOf(int position)
        {
            var run = _runs.FindLastIndex(run => run.Start <= position);
            return _runs[run].Offset + (position - _runs[run].Start);
        }
    }
}
