using PerfInsight.Formats.Collapsed;
using PerfInsight.Formats.Pprof;
using PerfInsight.Formats.Speedscope;

namespace PerfInsight.Formats;

/// <summary>Finds the writer of a file by its name.</summary>
public static class ProfileWriters
{
    /// <summary>The writers of this library.</summary>
    public static IReadOnlyList<IProfileWriter> BuiltIn { get; } = [new PprofWriter(), new CollapsedWriter(), new SpeedscopeWriter()];

    /// <summary>The writer of files that are called so, null where there is none.</summary>
    public static IProfileWriter? Of(string name) => BuiltIn
        .SelectMany(static writer => writer.Extensions.Select(extension => (Writer: writer, Extension: extension)))
        .Where(entry => name.EndsWith(entry.Extension, StringComparison.OrdinalIgnoreCase))
        .OrderByDescending(static entry => entry.Extension.Length)
        .Select(static entry => entry.Writer)
        .FirstOrDefault();

    /// <summary>The writer of a format, null where there is none.</summary>
    public static IProfileWriter? OfFormat(string format) =>
        BuiltIn.FirstOrDefault(writer => writer.Format.Equals(format, StringComparison.OrdinalIgnoreCase));
}
