using System.IO.Compression;
using PerfInsight.Formats.Chromium;
using PerfInsight.Formats.Collapsed;
using PerfInsight.Formats.Otlp;
using PerfInsight.Formats.PerfScript;
using PerfInsight.Formats.Pprof;
using PerfInsight.Formats.PprofLegacy;
using PerfInsight.Formats.Speedscope;
using PerfInsight.Profiles;

namespace PerfInsight.Formats;

/// <summary>Finds the reader of a file by what the file holds.</summary>
/// <param name="readers">Readers in the order in which they are asked: those whose formats have a signature come first.</param>
public sealed class ProfileReaders(IReadOnlyList<IProfileReader> readers)
{
    /// <summary>How many bytes a reader is shown to decide on.</summary>
    public const int HeadSize = 4096;

    private static ReadOnlySpan<byte> GzipSignature => [0x1F, 0x8B];

    /// <summary>The readers of this library.</summary>
    public static IReadOnlyList<IProfileReader> BuiltIn { get; } =
    [
        new LegacyPprofReader(), new OtlpReader(), new PprofReader(), new SpeedscopeReader(), new ChromiumReader(), new PerfScriptReader(), new CollapsedReader(),
    ];

    /// <summary>The formats, in words: <c>nettrace, pprof</c>.</summary>
    public string Formats => string.Join(", ", readers.Select(static reader => reader.Format).Order(StringComparer.Ordinal));

    /// <summary>Reads a profile of any format, packed with gzip or not.</summary>
    /// <param name="stream">The file; need not be seekable.</param>
    /// <param name="options">Name and limits.</param>
    /// <exception cref="ProfileFormatException">No reader knows the file, or the one that does cannot read it.</exception>
    public ProfileData Read(Stream stream, ReadOptions options)
    {
        var source = new PrefixedStream(stream, HeadSize);
        if (!source.Prefix.StartsWith(GzipSignature))
            return ReaderOf(source.Prefix, options.Name).Read(source, options);

        using var gzip = new GZipStream(source, CompressionMode.Decompress, leaveOpen: true);
        var unpacked = new PrefixedStream(new GzipGuard(gzip), HeadSize);
        return ReaderOf(unpacked.Prefix, options.Name).Read(unpacked, options);
    }

    private IProfileReader ReaderOf(ReadOnlySpan<byte> head, string name)
    {
        foreach (var reader in readers)
        {
            if (reader.Sniff(head, name))
                return reader;
        }

        throw new ProfileFormatException("", "offset 0", $"expected a profile ({Formats}), found {Found.In(head)}");
    }

    // What the inflater says of damage becomes an error that says where.
    private sealed class GzipGuard(GZipStream gzip) : ReadOnlyStream
    {
        private long _position;

        public override int Read(Span<byte> buffer)
        {
            try
            {
                var read = gzip.Read(buffer);
                _position += read;
                return read;
            }
            catch (InvalidDataException exception)
            {
                throw new ProfileFormatException("gzip", $"unpacked offset {_position}", $"the packed data is damaged or cut: {exception.Message}");
            }
        }
    }
}
