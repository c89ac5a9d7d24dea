using System.Security.Cryptography;
using PerfInsight.Benchmarks;
using PerfInsight.Cli.Files;
using PerfInsight.Cli.ProfileViews;
using PerfInsight.Comparison;
using PerfInsight.Formats;
using PerfInsight.Gating.Reports;
using PerfInsight.Profiles;

namespace PerfInsight.Cli.Gating;

/// <summary>Reads the files of one side, whatever they are: profiles or results of benchmarks, told by what they hold.</summary>
internal sealed class GateFiles(CommandContext context)
{
    private readonly List<GateInputFile> _files = [];

    /// <summary>What was read, in its order.</summary>
    public IReadOnlyList<GateInputFile> Read => _files;

    /// <summary>Reads profiles and benchmark results.</summary>
    /// <param name="paths">Files, or folders of them; logs and tables that BenchmarkDotNet leaves beside its results are passed over.</param>
    /// <param name="isBaseline">The side.</param>
    /// <exception cref="CommandException">A file cannot be read.</exception>
    public (IReadOnlyList<ProfileData> Profiles, IReadOnlyList<BenchmarkRun> Benchmarks) Side(IReadOnlyList<string> paths, bool isBaseline)
    {
        var (profiles, benchmarks) = (new List<ProfileData>(), new List<BenchmarkRun>());
        foreach (var path in paths.SelectMany(Expand))
        {
            if (IsBenchmarks(path))
            {
                var run = Benchmarks(path);
                benchmarks.Add(run);
                Note(path, isBaseline ? InputRole.BaselineBenchmarks : InputRole.CandidateBenchmarks, string.Join(", ", run.Host.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => pair.Value)));
            }
            else
            {
                var profile = ProfileInput.Read(path, context);
                profiles.Add(profile);
                Note(path, isBaseline ? InputRole.BaselineProfile : InputRole.CandidateProfile, string.Join(", ", new[] { profile.Info.Os, profile.Info.Runtime }.Where(static text => text is not null)), profile.Info.Captured);
            }
        }

        return (profiles, benchmarks);
    }

    /// <summary>Reads results of benchmarks.</summary>
    /// <exception cref="CommandException">The file cannot be read.</exception>
    public BenchmarkRun Benchmarks(string path)
    {
        using var stream = InputFile.Open(context.Files, path, "results of benchmarks");
        try
        {
            var run = BenchmarkFormats.Read(stream, path);
            return run.Benchmarks.Count > 0
                ? run
                : throw CommandException.Unreadable(path, $"expected results of benchmarks, found none{(run.Warnings is [var first, ..] ? $": {first}" : ".")}");
        }
        catch (BenchmarkFormatException exception)
        {
            throw CommandException.Unreadable(path, exception.Message);
        }
        catch (IOException exception)
        {
            throw CommandException.Unreadable(path, $"cannot be read: {exception.Message}");
        }
    }

    /// <summary>Reads a text, and notes what it was used as.</summary>
    /// <exception cref="CommandException">The file cannot be read.</exception>
    public string Text(string path, string what, InputRole role, long maxBytes)
    {
        var text = InputFile.ReadText(context.Files, path, what, maxBytes);
        Note(path, role);
        return text;
    }

    /// <summary>Notes a file for the report.</summary>
    public void Note(string path, InputRole role, string host = "", DateTimeOffset? captured = null)
    {
        using var stream = context.Files.OpenRead(path);
        _files.Add(new GateInputFile(path, role, Convert.ToHexStringLower(SHA256.HashData(stream)), stream.Length, host, captured));
    }

    /// <summary>Reads a run of a history: a file, or a folder with the results of one run.</summary>
    /// <exception cref="CommandException">A file cannot be read.</exception>
    public IEnumerable<LabelledRun> History(string path)
    {
        // Of a folder that was kept whole the profiles are left aside.
        var isFolder = context.Files.FolderExists(path);
        var files = isFolder ? Expand(path).Where(IsBenchmarks).ToList() : [path];
        if (files.Count == 0)
            throw CommandException.Unreadable(path, "expected a folder with results of benchmarks, found none in it.");
        foreach (var file in files)
        {
            var run = Benchmarks(file);
            Note(file, InputRole.History);
            yield return new LabelledRun(isFolder ? Path.GetFileName(Path.TrimEndingDirectorySeparator(path)) : Path.GetFileNameWithoutExtension(path), run);
        }
    }

    /// <summary>The file, or the files of a folder and those below it.</summary>
    private IReadOnlyList<string> Expand(string path)
    {
        if (!context.Files.FolderExists(path))
            return [path];
        var files = new List<string>();
        Add(path);
        return files.Count > 0 ? files : throw CommandException.Unreadable(path, "expected a folder with profiles or results of benchmarks, found no files in it.");

        void Add(string folder)
        {
            files.AddRange(context.Files.FilesIn(folder).Select(Path.GetFileName).Where(static name => !IsByproduct(name!)).Select(name => Path.Combine(folder, name!)));
            foreach (var below in context.Files.FoldersIn(folder).Select(Path.GetFileName).Where(static name => !name!.StartsWith('.')))
                Add(Path.Combine(folder, below!));
        }
    }

    // BenchmarkDotNet writes logs and tables beside its results.
    private static bool IsByproduct(string name) =>
        name.StartsWith('.') || Path.GetExtension(name).ToLowerInvariant() is ".log" or ".csv" or ".md" or ".html" or ".xml" or ".r" or ".png";

    private bool IsBenchmarks(string path)
    {
        using var stream = InputFile.Open(context.Files, path, "a profile or results of benchmarks");
        var head = new byte[BenchmarkFormats.HeadBytes];
        var read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return BenchmarkFormats.Readers.Any(reader => reader.Sniff(head.AsSpan(0, read)));
    }
}
