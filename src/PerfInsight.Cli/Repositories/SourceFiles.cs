using System.Security.Cryptography;
using PerfInsight.Cli.Files;
using PerfInsight.Summaries;

namespace PerfInsight.Cli.Repositories;

/// <summary>
/// Finds the files of a PDB in a repository. A deterministic build writes paths such as <c>/_/src/Matcher.cs</c>, a build
/// elsewhere the paths of its machine: so the file with the PDB's checksum and the longest common end of the path is it.
/// </summary>
internal sealed class SourceFiles(IFileSystem files, Func<RepositoryFiles> repository, string root)
{
    // A source file is smaller; what is larger is not read into memory.
    private const long MaxBytes = 64 * 1024 * 1024;

    private readonly string _root = Path.GetFullPath(root, files.CurrentFolder);
    private readonly Dictionary<ProfiledFile, Found?> _found = [];

    /// <summary>The file's path relative to the root with forward slashes; null where the repository does not have it.</summary>
    public string? RelativePath(ProfiledFile file) =>
        Find(file) is { } found ? Path.GetRelativePath(_root, found.Path).Replace('\\', '/') : null;

    /// <summary>The file's text as it was compiled; null where it is not at hand or was changed since.</summary>
    public string? ReadUnchanged(ProfiledFile file)
    {
        if (Find(file) is not { IsUnchanged: true } found)
            return null;
        using var reader = new StreamReader(files.OpenRead(found.Path));
        return reader.ReadToEnd();
    }

    private Found? Find(ProfiledFile file)
    {
        if (!_found.TryGetValue(file, out var found))
            _found.Add(file, found = Search(file));
        return found;
    }

    private Found? Search(ProfiledFile file)
    {
        // Where it was built, or already relative to the root.
        var inPlace = Path.GetFullPath(file.Path, _root);
        if (IsBelowRoot(inPlace) && files.FileExists(inPlace))
            return new Found(inPlace, HasChecksum(inPlace, file));

        var segments = file.Path.Split('/', '\\');
        var candidates = repository().Sources(segments[^1])
            .Select(path => (Path: path, Common: CommonEnd(segments, path)))
            .OrderByDescending(static candidate => candidate.Common)
            .ToList();

        var unchanged = candidates.FindAll(candidate => HasChecksum(candidate.Path, file));
        if (unchanged.Count > 0)
            return IsTie(unchanged) ? null : new Found(unchanged[0].Path, true);

        // Changed since the build. A file name alone proves nothing: every repository has a Program.cs.
        return candidates.Count > 0 && candidates[0].Common >= 2 && !IsTie(candidates) ? new Found(candidates[0].Path, false) : null;
    }

    private static bool IsTie(List<(string Path, int Common)> candidates) =>
        candidates.Count > 1 && candidates[0].Common == candidates[1].Common;

    private int CommonEnd(string[] segments, string path)
    {
        var below = Path.GetRelativePath(_root, path).Split('/', '\\');
        var common = 0;
        while (common < segments.Length && common < below.Length
            && string.Equals(segments[^(common + 1)], below[^(common + 1)], StringComparison.OrdinalIgnoreCase))
        {
            common++;
        }

        return common;
    }

    private bool IsBelowRoot(string path) =>
        path.StartsWith(Path.EndsInDirectorySeparator(_root) ? _root : _root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private bool HasChecksum(string path, ProfiledFile file)
    {
        try
        {
            using var stream = files.OpenRead(path);
            if (stream.Length > MaxBytes)
                return false;
            var hash = file.Algorithm switch
            {
                "SHA256" => SHA256.HashData(stream),
                "SHA1" => SHA1.HashData(stream),
                _ => null,
            };
            return hash is not null && Convert.ToHexStringLower(hash) == file.Checksum;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private sealed record Found(string Path, bool IsUnchanged);
}
