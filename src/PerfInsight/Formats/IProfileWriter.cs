using PerfInsight.Profiles;

namespace PerfInsight.Formats;

/// <summary>Writes one format.</summary>
public interface IProfileWriter
{
    /// <summary>Name of the format, such as <c>pprof</c>.</summary>
    string Format { get; }

    /// <summary>What names of files of this format end in, the usual one first, such as <c>.pb.gz</c>.</summary>
    IReadOnlyList<string> Extensions { get; }

    /// <summary>Writes a profile. Equal profiles give equal bytes.</summary>
    void Write(ProfileData profile, Stream stream);
}
