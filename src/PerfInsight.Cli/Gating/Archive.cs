using PerfInsight.Cli.Files;
using PerfInsight.Gating.Reports;

namespace PerfInsight.Cli.Gating;

/// <summary>Keeps inputs under the hash of what they hold: the same file is kept once, and none is ever overwritten.</summary>
internal static class Archive
{
    // The endings by which tools know formats.
    private static readonly string[] Endings = [".pb.gz", ".nettrace.gz", ".nettrace", ".json", ".txt", ".gz"];

    /// <summary>Keeps profiles and benchmark results in a folder.</summary>
    /// <exception cref="CommandException">The folder is not there, or cannot be written to.</exception>
    public static void Keep(IReadOnlyList<GateInputFile> inputs, string folder, IFileSystem files)
    {
        if (!files.FolderExists(folder))
            throw CommandException.Usage($"--archive: there is no folder '{folder}' to archive in.");
        foreach (var input in inputs.Where(static input => input.Role is InputRole.BaselineProfile or InputRole.CandidateProfile or InputRole.BaselineBenchmarks or InputRole.CandidateBenchmarks))
        {
            var path = Path.Combine(folder, input.Sha256 + Array.Find(Endings, ending => input.Path.EndsWith(ending, StringComparison.Ordinal)));
            if (files.FileExists(path))
                continue;
            OutputFile.Write(files, path, stream =>
            {
                using var source = files.OpenRead(input.Path);
                source.CopyTo(stream);
                return 0;
            });
        }
    }
}
