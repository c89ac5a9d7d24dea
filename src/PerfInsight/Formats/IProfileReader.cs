using PerfInsight.Profiles;

namespace PerfInsight.Formats;

/// <summary>Reads one format. A reader has no state; one instance serves all files.</summary>
public interface IProfileReader
{
    /// <summary>Name of the format, such as <c>pprof</c>.</summary>
    string Format { get; }

    /// <summary>
    /// True where a file is of this format, well or damaged. What it holds decides; its name only where its content may be of several
    /// formats.
    /// </summary>
    /// <param name="head">The first bytes, at most <see cref="ProfileReaders.HeadSize"/>; unpacked where the file is packed with gzip.</param>
    /// <param name="name">Name of the file; may be empty.</param>
    bool Sniff(ReadOnlySpan<byte> head, string name);

    /// <summary>
    /// Reads a profile. Its samples may be left packed until somebody goes through them; <see cref="ProfileData.ToProfile"/> unpacks them.
    /// </summary>
    /// <param name="stream">The file, unpacked. It need not be seekable, and is read to its end.</param>
    /// <param name="options">Name for messages, and limits.</param>
    /// <exception cref="ProfileFormatException">The file is damaged beyond use, is of another format, or crosses a limit.</exception>
    ProfileData Read(Stream stream, ReadOptions options);
}
